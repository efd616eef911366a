"""Invitations, reminders and deadlines: due rows, each stopped when what it asks for has been done meanwhile.

Three beats: a worker claims the row; outside any transaction it has identity issue the link; a command looks again whether
the mail is still wanted, queues it and settles the row under its token.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import override

from apps.identity import services as identity
from apps.onboarding import models, signals
from apps.onboarding.logic import form
from apps.onboarding.services import agreements, planning
from kernel import claims, clock, mail
from kernel.actors import Actor, worker
from kernel.db import INTERNAL, command
from kernel.errors import NotFound
from kernel.signals import publish

log = logging.getLogger(__name__)
LEASE_SECONDS = 120
ACTIONS = {
    "agreement_invite": "sign",
    "agreement_reminder": "sign",
    "intake_invite": "answer",
    "intake_reminder": "answer",
    "items_returned": "answer",
}
"""Kinds that send a mail → what its link allows. Other kinds are deadlines."""


def send_notices(*, actor: Actor, limit: int = 20) -> int:
    """Work on notices that are due; returns how many. Called by the module's worker, outside any transaction."""
    rows = claims.claim(models.Notice, limit=limit, lease_seconds=LEASE_SECONDS)
    for row in rows:
        try:
            _handle(row)
        except claims.LostLease:
            log.warning("notice lease lost", extra={"notice": str(row.id)})
        except Exception as error:
            log.exception("notice failed", extra={"notice": str(row.id)})
            claims.fail(row, f"{type(error).__name__}: {error}")
    return len(rows)


def _handle(row: models.Notice) -> None:
    acting = worker("onboarding", client_id=row.client_id)
    url = ""
    if row.kind in ACTIONS and _reason_to_stop(row) == "":
        link = identity.issue_share_link(
            actor=acting,
            client_id=row.client_id,
            app="onboarding",
            object_id=row.engagement_id,
            action=ACTIONS[row.kind],
            email=row.engagement.contact_email,
            expires_at=_link_until(row),
            occasion=str(row.id),
        )
        url = link.url if "://" in link.url else f"{settings.AICMO_PUBLIC_URL}{link.url}"
    _record_notice(actor=acting, notice_id=row.id, token=row.token, url=url)


def _link_until(row: models.Notice) -> datetime:
    """A link to sign lives as long as the offer, one to answer as long as the policy says."""
    if ACTIONS[row.kind] == "sign":
        return models.Agreement.objects.values_list("expires_at", flat=True).get(pk=row.subject_id)
    return clock.now() + timedelta(days=models.Policy.current().intake_link_days)


@command("onboarding", right=INTERNAL)
def _record_notice(*, actor: Actor, notice_id: UUID, token: int, url: str) -> None:
    """Queue the mail or carry out the deadline, and settle the row, under its token; stopped rows send nothing."""
    row = models.Notice.objects.select_for_update(of=("self",)).filter(pk=notice_id).first()
    if row is None:
        raise NotFound("There is no such notice.")
    if row.token != token:
        raise claims.LostLease(f"notice {row.id} was claimed by another worker")
    if because := _reason_to_stop(row):
        claims.settle(row, state="stopped", reason=because, settled_at=clock.now())
        return
    if row.kind in ACTIONS:
        mail_id = _queue(row, url)
        claims.settle(row, state="sent", mail_id=mail_id, settled_at=clock.now())
        _after_mail(row, actor)
        return
    claims.settle(row, state="done", settled_at=clock.now())
    _pass_deadline(row, actor)


def _reason_to_stop(row: models.Notice) -> str:
    """Why the notice is no longer wanted, "" if it is."""
    if row.state != "pending":
        return row.reason or row.state
    if row.kind.startswith("agreement"):
        state = models.Agreement.objects.filter(pk=row.subject_id).values_list("state", flat=True).first()
        return "" if state in ("prepared", "sent") else str(state)
    state = models.Intake.objects.filter(pk=row.subject_id).values_list("state", flat=True).first()
    again = row.kind == "items_returned" or (row.kind == "intake_overdue" and row.number > 0)
    wanted = "returned" if again else "open"
    return "" if state == wanted else str(state)


def _after_mail(row: models.Notice, actor: Actor) -> None:
    if row.kind == "agreement_invite":
        agreements.log_sent(models.Agreement.objects.get(pk=row.subject_id), actor)
    if row.kind == "items_returned":
        planning.plan_next_return(models.Intake.objects.get(pk=row.subject_id))


def _pass_deadline(row: models.Notice, actor: Actor) -> None:
    if row.kind == "agreement_expiry":
        agreements.expire(models.Agreement.objects.get(pk=row.subject_id), actor)
        return
    kind = "items_returned" if row.number else "intake_reminder"
    sent = models.Notice.objects.filter(subject_id=row.subject_id, kind=kind, state="sent").count()
    models.Intake.objects.filter(pk=row.subject_id).update(overdue_at=clock.now())
    publish(signals.IntakeOverdue(engagement_id=row.engagement_id, client_id=row.client_id, reminders=sent))


def _queue(row: models.Notice, url: str) -> UUID:
    engagement = row.engagement
    subject, body = _render(row, url)
    return mail.queue(
        app="onboarding",
        purpose="service",
        to=engagement.contact_email,
        to_name=engagement.contact_name,
        subject=subject,
        text=body,
        client_id=row.client_id,
        key=f"notice:{row.id}",
    )


def _render(row: models.Notice, url: str) -> tuple[str, str]:
    engagement, policy = row.engagement, models.Policy.current()
    with override(engagement.language):
        facts = {"e": engagement, "policy": policy, "url": url, "number": row.number, "deadline": _deadline(row), "items": []}
        if row.kind == "items_returned":
            found = models.Answer.objects.filter(intake_id=row.subject_id, state="returned").order_by("updated_at")
            facts["items"] = [(form.label(a.field, engagement.language), a.reason) for a in found]
        text = render_to_string(f"email/onboarding/{row.kind}.{engagement.language}.txt", facts)
    subject, _, body = text.strip().partition("\n")
    return subject.removeprefix("Subject:").strip(), body.strip() + "\n"


def _deadline(row: models.Notice) -> str:
    if row.kind.startswith("agreement"):
        day = models.Agreement.objects.values_list("expires_at", flat=True).get(pk=row.subject_id)
    else:
        day = models.Intake.objects.values_list("due_on", flat=True).get(pk=row.subject_id)
    return date_format(day, "j F Y" if row.engagement.language == "en" else "j. F Y")


@mail.on_outcome("onboarding")
def _note_outcome(outcome: mail.Outcome) -> None:
    """A mail that could not leave is said so on its notice (in the mail door's recording transaction)."""
    if outcome.state != "sent" and outcome.key.startswith("notice:"):
        models.Notice.objects.filter(pk=outcome.key.removeprefix("notice:")).update(
            state="unsent", reason=f"{outcome.state}: {outcome.reason}"[:200]
        )
