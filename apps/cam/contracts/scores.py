"""Many leads scored again."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class ScoreChange:
    """How one lead's score changes: a line on the score before and after, and the reasons that changed."""

    lead_id: UUID
    who: str
    before: str
    after: str
    why: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RescoreReport:
    """What scoring again changed, or with `dry_run` would: leads looked at, leads whose score changes, how many move from one
    tier or verdict to another (“COOL → WARM”: number), how many entered a sequence, the first changes as examples.
    """

    dry_run: bool
    leads: int
    changed: int
    entered: int
    tiers: dict[str, int]
    verdicts: dict[str, int]
    examples: tuple[ScoreChange, ...]
