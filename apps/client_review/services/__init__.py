"""The port facade of client_review."""

from apps.client_review.services.comments import capture_feedback, list_comments, resolve_comment
from apps.client_review.services.decisions import (
    create_revision_plan,
    decide,
    find_approval,
    get_approved_content,
    get_certificate,
    get_decision,
    list_decisions,
)
from apps.client_review.services.notices import give_notice
from apps.client_review.services.packages import compare_versions, create_review_package, get_package, list_packages
from apps.client_review.services.waiting import list_waiting

__all__ = [
    "capture_feedback",
    "compare_versions",
    "create_review_package",
    "create_revision_plan",
    "decide",
    "find_approval",
    "get_approved_content",
    "get_certificate",
    "get_decision",
    "get_package",
    "give_notice",
    "list_comments",
    "list_decisions",
    "list_packages",
    "list_waiting",
    "resolve_comment",
]
