"""The port facade of strategy."""

from apps.strategy.services.approval import approve, note_brief, note_verdict
from apps.strategy.services.documents import get_document, render_due
from apps.strategy.services.reading import (
    compare,
    get_job,
    get_strategy,
    list_jobs,
    list_strategies,
    list_versions,
    list_waiting,
    read_strategy,
)
from apps.strategy.services.writing import generate, revise, write_due

__all__ = [
    "approve",
    "compare",
    "generate",
    "get_document",
    "get_job",
    "get_strategy",
    "list_jobs",
    "list_strategies",
    "list_versions",
    "list_waiting",
    "note_brief",
    "note_verdict",
    "read_strategy",
    "render_due",
    "revise",
    "write_due",
]
