"""The class of an answer: what the rules say, and where the weights learned from replies speak clearly against it, theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from apps.cam.contracts import ReplyClass
from apps.cam.logic.replies import evidence, rules, weights, wishes
from apps.cam.logic.replies.parsing import ParsedMail
from apps.cam.logic.replies.rules import THRESHOLD, Judgement

_STOP_AT = 0.2
"""From this probability on an answer is taken for a demand to stop: missing one costs more than asking a person once more."""
_CERTAIN, _AGAINST_CERTAIN, _AGAINST, _AGAINST_REFERRAL = 0.8, 0.55, 0.4, 0.98
"""A rule at least so certain is overruled by weights from `_AGAINST_CERTAIN` on, a less certain one from `_AGAINST` on; one that
found somebody else named, from `_AGAINST_REFERRAL` on. Measured by parts on the replies that the weights were learned from."""
_SUREST = 0.98
"""Words never tell more: the weights are surer of themselves than they are right."""
_FEWEST_WORDS = 2
"""Known words below which the weights say nothing."""


def classify(mail: ParsedMail, *, today: date | None, month_first: bool = False) -> Judgement:
    """Judge the new text only; with an empty body the subject speaks.

    `today` is the day of receipt; without it only a date with a year gives a `resume_date`. A damaged mail is judged by what can
    be read, below THRESHOLD.
    """
    text = rules.read(mail, today=today, month_first=month_first)
    found = rules.by_rules(text)
    if not rules.is_told_by_form(text):
        found = _weighed(text, found)
    if mail.damage:
        told = f"{found.reason}; {mail.damage}"
        return replace(found, confidence=min(found.confidence, 0.4), reason=told, attention=True)
    return found


def evidence_of(mail: ParsedMail, *, today: date | None, month_first: bool = False) -> frozenset[str] | None:
    """What is weighed of a mail; None where its form alone tells the class."""
    text = rules.read(mail, today=today, month_first=month_first)
    return None if rules.is_told_by_form(text) else _evidence(text, rules.by_rules(text))


def _evidence(text: rules.Text, found: Judgement) -> frozenset[str]:
    certain = "certain" if found.confidence >= _CERTAIN else "doubtful" if found.confidence < THRESHOLD else "likely"
    return evidence.features(
        mail=text.mail, clauses=text.clauses, subject=text.subject, answers=text.answers, wanted=wishes.read(text.clauses),
        marks=rules.marks_of(text, found), certain=certain,
    )  # fmt: skip


def _weighed(text: rules.Text, found: Judgement) -> Judgement:
    """The judgement of the rules, or another one where what was learned speaks clearly against it."""
    if text.mail.automatic and found.reply_class is ReplyClass.UNSUB:
        return found  # two readings that a person has to tell apart: an absence note that asks to stop
    seen, model = _evidence(text, found), weights.shipped()
    if sum(name.startswith("w:") and name in model.table for name in seen) < _FEWEST_WORDS:
        return found
    chances = model.probabilities(seen)
    best, least = max(chances, key=lambda label: chances[label]), _least_against(found)
    stop_at = least if least == _AGAINST_REFERRAL else _STOP_AT
    if chances[ReplyClass.UNSUB] >= stop_at and not text.mail.automatic:
        best, least = ReplyClass.UNSUB, stop_at
    if best is found.reply_class:
        sure = max(found.confidence, min(chances[best], _SUREST)) if found.confidence >= THRESHOLD else chances[best]
        return replace(found, confidence=round(sure, 3))
    if chances[best] < least:
        return replace(found, confidence=min(found.confidence, round(1 - chances[best], 3)))
    words = ", ".join(model.telling(seen, best))
    return rules.retold(
        text, found, best, confidence=round(min(chances[best], 0.9), 3),
        reason=f"weighed by its words ({words}), against a rule ({found.reason})",
    )  # fmt: skip


def _least_against(found: Judgement) -> float:
    if found.confidence < _CERTAIN:
        return _AGAINST
    return _AGAINST_REFERRAL if found.reply_class is ReplyClass.REFERRAL else _AGAINST_CERTAIN
