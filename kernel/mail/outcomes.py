"""What the door asks an app before a mail leaves, and tells it afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class Outgoing:
    """What an outreach check sees of a mail about to leave."""

    id: UUID
    app: str
    key: str
    recipient: str
    sender: str
    client_id: UUID | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """A check's answer: allowed, refused for good with a reason, or to be asked again at `later`."""

    allowed: bool
    reason: str = ""
    later: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """How a mail ended: sent, refused (a check or a switch), rejected (by the receiving side), dead or unknown.

    `dead`: put off or broken until it was given up, and it has certainly not left; where nobody can tell, it is unknown.
    `hard`: rejected because the address itself is bad. `provider_id`: what a mail provider calls the mail, "" if it keeps ours.
    """

    mail_id: UUID
    key: str
    state: str
    reason: str
    message_id: str
    at: datetime
    hard: bool = False
    provider_id: str = ""
