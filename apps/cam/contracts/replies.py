"""Answers: what came in, what it was taken for, what a person has to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class ReplyClass(StrEnum):
    """The seven classes of an answer."""

    POSITIVE = "POSITIVE"
    NEGATIVE = "NEGATIVE"
    OOO = "OOO"
    BOUNCE = "BOUNCE"
    UNSUB = "UNSUB"
    REFERRAL = "REFERRAL"
    NEUTRAL = "NEUTRAL"


class ReviewKind(StrEnum):
    """What a person has to judge."""

    MESSAGE = "MESSAGE"
    PROPOSAL = "PROPOSAL"
    PRICING = "PRICING"
    UNKNOWN_SENDER = "UNKNOWN_SENDER"
    AMBIGUOUS_SEND = "AMBIGUOUS_SEND"


@dataclass(frozen=True, kw_only=True)
class InboundMail:
    """One mail that came in; `new_text` is its text without quotation and signature."""

    id: UUID
    lead_id: UUID | None
    from_email: str
    subject: str
    new_text: str
    reply_class: ReplyClass | None
    confidence: float
    reason: str
    state: str
    received_at: datetime
    resume_date: date | None = None


@dataclass(frozen=True, kw_only=True)
class InboundFilter:
    """Which mails to list."""

    lead_id: UUID | None = None
    reply_class: ReplyClass | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewItem:
    """Something in the review queue."""

    id: UUID
    kind: ReviewKind
    state: str
    title: str
    detail: str
    lead_id: UUID | None
    inbound_id: UUID | None
    suggested: ReplyClass | None
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class ReviewFilter:
    """Which items to list; `state` open, approved, skipped or rejected."""

    state: str = "open"
    kind: ReviewKind | None = None


@dataclass(frozen=True, kw_only=True)
class Applied:
    """What the classification of a mail caused; `undeliverable` is an address to be put on the register, "" if none."""

    inbound_id: UUID
    reply_class: ReplyClass
    lead_id: UUID | None
    confidence: float
    reason: str
    undeliverable: str = ""


@dataclass(frozen=True, kw_only=True)
class Unsubscribe:
    """What an unsubscribe link shows: a masked address, the language, and whether it is done."""

    masked: str
    language: str
    done: bool
