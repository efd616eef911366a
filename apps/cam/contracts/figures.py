"""A campaign in figures: verdicts on variants, whose the yes is, the way of the people, what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

__all__ = [
    "Attribution",
    "AttributionModel",
    "AttributionRow",
    "Breaker",
    "CampaignBoard",
    "CampaignFunnel",
    "Experiment",
    "MailboxState",
    "NextSends",
    "Stage",
    "VariantFigures",
    "VariantPair",
    "Week",
]


class AttributionModel(StrEnum):
    """How the credit for a yes is shared out."""

    FIRST_TOUCH = "FIRST_TOUCH"
    LAST_TOUCH = "LAST_TOUCH"
    LINEAR = "LINEAR"
    TIME_DECAY = "TIME_DECAY"
    POSITION_BASED = "POSITION_BASED"


@dataclass(frozen=True, kw_only=True)
class VariantFigures:
    """One variant: people whose time to answer is over, how many said yes in it, the rate (0..1) and Wilson's interval."""

    variant: str
    people: int
    positive: int
    rate: float | None
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class VariantPair:
    """Two variants at the last look: p of Fisher's exact test, p after Holm, the interval of first minus second (Newcombe)."""

    first: str
    second: str
    p: float
    p_holm: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """The verdict on the variants of a step: undecided, better (`winner`) or no_difference, with `why` in words.

    `missing`: people each variant lacks until the next look; `too_early`: people mailed whose time to answer is not over.
    `alpha`: the share of the error that the last look might spend. docs/figures.md gives the rule of the looks.
    """

    campaign_id: UUID
    sequence: str
    step: int
    confidence: float
    verdict: str
    winner: str
    why: str
    look: int
    people_at_look: int
    alpha: float
    wait_days: int
    too_early: int
    missing: dict[str, int]
    variants: tuple[VariantFigures, ...]
    pairs: tuple[VariantPair, ...]


@dataclass(frozen=True, kw_only=True)
class AttributionRow:
    """What one value of a dimension (channel, step, source or mailbox) is owed, in thousandths of a person's yes."""

    dimension: str
    name: str
    thousandths: int


@dataclass(frozen=True, kw_only=True)
class Attribution:
    """Whose the yes of `people` is. The rows of one dimension sum to 1000 × (people − without_contact)."""

    campaign_id: UUID | None
    model: AttributionModel
    goal: str
    half_life_days: float
    people: int
    without_contact: int
    rows: tuple[AttributionRow, ...]


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A stage of the way: people who came so far, the stages before included, and the median time since the stage before.

    A deal needs no meeting: signed counts those who said yes, and its wait is counted from there.
    """

    name: str
    people: int
    median_wait: timedelta | None = None


@dataclass(frozen=True, kw_only=True)
class Week:
    """One week from its Monday (UTC): mails that left, people who answered themselves, people who said yes."""

    monday: date
    mails: int
    answered: int
    positive: int


@dataclass(frozen=True, kw_only=True)
class CampaignFunnel:
    """People, not mails: imported, qualified, mailed, answered, positive, meeting (confirmed), signed.

    `positive_rate` = positive / mailed.
    """

    campaign_id: UUID
    stages: tuple[Stage, ...]
    positive_rate: float | None
    mails_sent: int
    replies: dict[str, int]
    bounces: int
    complaints: int
    weeks: tuple[Week, ...]


@dataclass(frozen=True, kw_only=True)
class Breaker:
    """How near the campaign is to being paused; the shares are None while fewer than `least` mails were sent."""

    mails: int
    least: int
    bounces: int
    complaints: int
    bounce_share: float | None
    complaint_share: float | None
    bounces_most: float
    complaints_most: float


@dataclass(frozen=True, kw_only=True)
class NextSends:
    """A day (UTC) and how many contacts are planned on it."""

    day: date
    contacts: int


@dataclass(frozen=True, kw_only=True)
class MailboxState:
    """A mailbox: mails that left today, what it may send today, its cap once warmed up."""

    address: str
    sent_today: int
    cap_today: int
    cap: int


@dataclass(frozen=True, kw_only=True)
class CampaignBoard:
    """What stands in a campaign's way and what comes next; `held_back` counts skipped contacts by reason, most first."""

    campaign_id: UUID
    held_back: dict[str, int]
    held: int
    next_sends: tuple[NextSends, ...]
    breaker: Breaker
    mailboxes: tuple[MailboxState, ...]
    steps: dict[int, int] = field(default_factory=dict)
