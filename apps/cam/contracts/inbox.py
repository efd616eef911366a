"""The inbox: threads, their mails, answers that people write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from apps.cam.contracts.leads import LeadStatus
from apps.cam.contracts.replies import ReplyClass, ReviewItem


class AnswerState(StrEnum):
    """`draft` is being written, `waiting` stands at the mail door; `unknown`: nobody can tell whether it left."""

    DRAFT = "draft"
    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Thread:
    """One line of the inbox. `waits`: a person has to judge something; `confidence` 0–1 is of the last mail's class."""

    id: UUID
    lead_id: UUID | None
    who: str
    company: str
    from_email: str
    subject: str
    snippet: str
    reply_class: ReplyClass | None
    confidence: float
    state: str
    unread: bool
    waits: bool
    parked: bool
    assigned_to: UUID | None
    last_at: datetime


@dataclass(frozen=True, kw_only=True)
class ThreadFilter:
    """Which threads to list; `state` open, done or empty for both. `unknown`: of senders whom nobody knows.

    `text` searches address, name, company, subject and the beginning of the last mail.
    """

    state: str = "open"
    reply_class: ReplyClass | None = None
    waits: bool | None = None
    unknown: bool | None = None
    parked: bool | None = None
    campaign_id: UUID | None = None
    mailbox_id: UUID | None = None
    assigned_to: UUID | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class ThreadMail:
    """One mail of a thread. `kind`: outreach, answer (a person wrote it) or received; `state` as far as it got.

    `quoted` is what the new text leaves out: quotation and signature. Class, confidence and reason only for received ones.
    `decided`: a person said the class; `has_raw`: the bytes as they came can be had.
    """

    id: UUID
    kind: str
    at: datetime
    address: str
    subject: str
    text: str
    quoted: str = ""
    state: str = ""
    reason: str = ""
    reply_class: ReplyClass | None = None
    confidence: float = 0.0
    decided: bool = False
    problem: str = ""
    has_raw: bool = False


@dataclass(frozen=True, kw_only=True)
class ThreadLead:
    """The lead beside its thread; `next_step` says what is planned, "" for nothing. `suppressed`: why nobody may write, or ""."""

    id: UUID
    name: str
    company: str
    title: str
    email: str
    status: LeadStatus
    score: float
    tier: str
    campaign: str
    next_step: str
    suppressed: str


@dataclass(frozen=True, kw_only=True)
class ThreadView:
    """A thread with its mails, oldest first (the last 100 of each kind), its lead and what waits for a person."""

    thread: Thread
    mails: tuple[ThreadMail, ...]
    lead: ThreadLead | None
    reviews: tuple[ReviewItem, ...]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a person wrote in a thread, and how far it got."""

    id: UUID
    thread_id: UUID
    to_email: str
    subject: str
    text: str
    state: AnswerState
    reason: str
    created_at: datetime
    sent_at: datetime | None = None
