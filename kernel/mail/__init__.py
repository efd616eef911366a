"""The only way out for mail: queued with the change, checked in the sending transaction, in the ledger before the byte leaves."""

from kernel.mail.addresses import is_undeliverable, mark_undeliverable, normalise
from kernel.mail.door import (
    on_outcome,
    queue,
    register_check,
    register_outreach_check,
    send_due,
)
from kernel.mail.outcomes import Outcome, Outgoing, Verdict
from kernel.mail.smtp import SmtpTransport
from kernel.mail.transports import Deferred, FakeTransport, MaildirTransport, MailTransport, Rejected

__all__ = [
    "Deferred",
    "FakeTransport",
    "MailTransport",
    "MaildirTransport",
    "Outcome",
    "Outgoing",
    "Rejected",
    "SmtpTransport",
    "Verdict",
    "is_undeliverable",
    "mark_undeliverable",
    "normalise",
    "on_outcome",
    "queue",
    "register_check",
    "register_outreach_check",
    "send_due",
]
