"""The port facade of learning."""

from apps.learning.services.budgets import get_budget, list_budgets, set_budget
from apps.learning.services.events import list_events, log_event, note_signal
from apps.learning.services.generation import generate, list_generations
from apps.learning.services.memory import correct, invalidate, list_memory, remember, retrieve

__all__ = [
    "correct",
    "generate",
    "get_budget",
    "invalidate",
    "list_budgets",
    "list_events",
    "list_generations",
    "list_memory",
    "log_event",
    "note_signal",
    "remember",
    "retrieve",
    "set_budget",
]
