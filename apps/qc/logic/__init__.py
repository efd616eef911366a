"""Judging: pure functions over the content passed in."""

from apps.qc.logic.case import Case, PastText, build_case
from apps.qc.logic.judge import RULE_SET, JudgedPost, Judgement, judge, normalised_posts, settle_score, with_waivers
from apps.qc.logic.rules import RULES

__all__ = [
    "RULES",
    "RULE_SET",
    "Case",
    "JudgedPost",
    "Judgement",
    "PastText",
    "build_case",
    "judge",
    "normalised_posts",
    "settle_score",
    "with_waivers",
]
