"""Dunning: each step is a due row; it writes only while the invoice is still owed, and stops on payment."""

from __future__ import annotations

import logging
from uuid import UUID

from apps.billing import queries, signals
from apps.billing.contracts import InvoiceStatus
from apps.billing.logic import texts
from apps.billing.models import Invoice, Reminder
from apps.billing.models.invoices import OWED
from apps.billing.services.documents import facts_of, share_link
from kernel import claims, clock, mail
from kernel.actors import Actor, worker
from kernel.claims import LostLease
from kernel.db import INTERNAL, audit, command
from kernel.signals import publish

log = logging.getLogger(__name__)


def remind_due(*, actor: Actor) -> int:
    """Take the reminders that are due; returns how many."""
    rows = claims.claim(Reminder, limit=50)
    for row in rows:
        try:
            _remind(actor=worker("billing", client_id=row.client_id), reminder_id=row.id, token=row.token, link=_link(row))
        except LostLease:
            log.warning("reminder lease lost", extra={"reminder": str(row.id)})
        except Exception as error:
            log.exception("reminder failed", extra={"reminder": str(row.id)})
            claims.fail(row, f"{type(error).__name__}: {error}")
    return len(rows)


@command("billing", right=INTERNAL)
def _remind(*, actor: Actor, reminder_id: UUID, token: int, link: str) -> bool:
    """One step of the dunning; returns whether the invoice was still owed."""
    reminder = Reminder.objects.get(pk=reminder_id)
    if reminder.token != token:
        raise LostLease(f"reminder {reminder_id} was claimed by another worker")
    row = Invoice.objects.all().reach(actor, reminder.invoice_id, lock=True)
    if row.status not in OWED or not row.open_minor:
        claims.settle(reminder, state="stopped")
        return False
    row.move(InvoiceStatus.OVERDUE)
    row.save(update_fields=["status"])
    if reminder.level:
        _write(row, reminder, link)
    audit(subject=row.id, client_id=row.client_id, after={"level": reminder.level, "open": row.open_minor})
    publish(
        signals.InvoiceOverdue(
            invoice_id=row.id,
            number=row.number,
            level=reminder.level,
            days=(clock.today() - row.due_on).days,
            open=row.money(row.open_minor),
            engagement_id=row.engagement_id,
            client_id=row.client_id,
        )
    )
    claims.settle(reminder)
    return True


def _link(reminder: Reminder) -> str:
    """The address in the mail; level 0 and settled invoices need none."""
    row = reminder.invoice
    if not reminder.level or row.status not in OWED:
        return ""
    return share_link(client_id=row.client_id, invoice_id=row.id, email=row.bill_to["email"], occasion=reminder.id)


def _write(row: Invoice, reminder: Reminder, link: str) -> None:
    facts = facts_of(row, link=link)
    subject, text = texts.reminder_mail(facts, reminder.level, row.bill_to["language"])
    recipient = queries.to_bill_to(row.bill_to)
    mail.queue(
        app="billing",
        purpose="service",
        to=recipient.email,
        to_name=recipient.name,
        subject=subject,
        text=text,
        key=f"reminder:{row.id}:{reminder.level}",
        client_id=row.client_id,
    )
