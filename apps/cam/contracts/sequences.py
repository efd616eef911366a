"""Sequences as staff write them: steps, texts, what is wrong with them, and the versions that were saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class SequenceText:
    """Subject and body of a step in one language and variant; tasks have no subject."""

    language: str
    variant: str
    subject: str
    body: str
    weight: int = 1
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class SequenceStep:
    """One contact; `day` counts from the first. `id` is the step's identity over all versions, None for a new one."""

    day: int
    channel: str
    texts: tuple[SequenceText, ...]
    id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class SequenceDraft:
    """A sequence as it is to be saved."""

    title: str
    tier: str
    active: bool
    steps: tuple[SequenceStep, ...]


@dataclass(frozen=True, kw_only=True)
class SequenceIssue:
    """What is wrong: `level` is error (not saved) or warning. `step` counts from 1, 0 for the sequence as a whole."""

    level: str
    step: int
    field: str
    text: str
    remedy: str
    language: str = ""
    variant: str = ""

    @property
    def place(self) -> str:
        """Where it is, for people."""
        if not self.step:
            return "Sequence"
        parts = (f"Step {self.step}", self.language, self.variant and f"variant {self.variant}", self.field)
        return ", ".join(p for p in parts if p)


@dataclass(frozen=True, kw_only=True)
class Sequence:
    """A stored sequence: its `version` counts saves; `contacts` says how many open contacts wait for each step's id."""

    id: UUID
    name: str
    version: int
    draft: SequenceDraft
    contacts: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class SequenceVersion:
    """One save: who, when, why, and what changed against the version before, in lines."""

    number: int
    at: datetime
    by: str
    note: str
    changes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SequenceFilter:
    """Which sequences to list."""

    active: bool | None = None


@dataclass(frozen=True, kw_only=True)
class MailPreview:
    """A contact of a lead as it would be made: the mail in full, when, and what holds it ("" if nothing does).

    `held`: why there is no text; `stands`: what the rules say at this moment; `due_at`: the first moment in the lead's window.
    """

    step: int
    day: int
    channel: str
    due_at: datetime
    subject: str
    text: str
    html: str
    variant: str
    sender: str
    to: str
    headers: dict[str, str]
    held: str
    stands: str


@dataclass(frozen=True, kw_only=True)
class StartCheck:
    """One point before a campaign starts; `level` is ok, warn or block (it must not or cannot send like this)."""

    name: str
    level: str
    text: str
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class Task:
    """A contact that a person makes by hand: where, and the text to copy; `held` says why there is none."""

    review_id: UUID
    lead_id: UUID
    lead: str
    channel: str
    step: int
    sequence: str
    where: str
    text: str
    held: str
    since: datetime
