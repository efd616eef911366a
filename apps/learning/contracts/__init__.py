"""What learning says and takes: its records, and the house writer's text tools."""

from apps.learning.contracts.facts import Facts, facts
from apps.learning.contracts.numbers import COUNT_LIMIT, NumberHit, forbidden_numbers, numbers_in
from apps.learning.contracts.records import (
    Budget,
    BudgetExhausted,
    Draft,
    DraftRefused,
    Event,
    EventFilter,
    EventGroup,
    Generation,
    GenerationFilter,
    MemoryFilter,
    MemoryFull,
    MemoryItem,
    Profile,
    Provenance,
    Scope,
    UnknownGroup,
)
from apps.learning.contracts.tools import Tools
from apps.learning.contracts.words import STOCK_PHRASES, WordHit, find_words, stock_phrases

CONTRACT_VERSION = "1.0"

__all__ = [
    "CONTRACT_VERSION",
    "COUNT_LIMIT",
    "STOCK_PHRASES",
    "Budget",
    "BudgetExhausted",
    "Draft",
    "DraftRefused",
    "Event",
    "EventFilter",
    "EventGroup",
    "Facts",
    "Generation",
    "GenerationFilter",
    "MemoryFilter",
    "MemoryFull",
    "MemoryItem",
    "NumberHit",
    "Profile",
    "Provenance",
    "Scope",
    "Tools",
    "UnknownGroup",
    "WordHit",
    "facts",
    "find_words",
    "forbidden_numbers",
    "numbers_in",
    "stock_phrases",
]
