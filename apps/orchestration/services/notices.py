"""Words to the people of the agency: a notice is stored with the change, the worker finds who holds the right and mails them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings

from apps.identity import services as identity
from apps.orchestration.models import Journey, Notice, Wait
from kernel import claims, clock, mail
from kernel.actors import Actor, worker
from kernel.db import INTERNAL, command
from kernel.errors import InvalidInput

AFTER_CLIENT = "onboarding.write"
"""Who looks after a client that does not answer: those who may work on its engagement."""


def add(*, key: str, for_right: str, client_id: UUID | None, subject: str, text: str, url: str = "") -> None:
    """Store a notice inside the running command; the same key is the same notice."""
    Notice.objects.get_or_create(
        key=key,
        defaults={
            "for_right": for_right,
            "client_id": client_id,
            "subject": subject[:300],
            "text": text,
            "url": url,
            "created_at": clock.now(),
            "due_at": clock.now(),
        },
    )


def wait_began(row: Journey, wait: Wait) -> None:
    """Tell the people who can act that a journey waits for them."""
    text = f"The journey of {row.company} now waits for {wait.for_what}."
    if wait.expected_by:
        text += f"\n\nIt is wanted by {_day(wait.expected_by)}."
    add(
        key=f"wait:{wait.id}",
        for_right=wait.for_whom,
        client_id=row.client_id,
        subject=f"{row.company}: waiting for {wait.for_what}",
        text=text,
        url=journey_url(row.id),
    )


def wait_overdue(row: Journey, wait: Wait, number: int) -> None:
    """Remind: the people who can act, or for a client's silence those who look after the client."""
    who = {"client": AFTER_CLIENT, "system": "orchestration.write"}.get(wait.for_whom, wait.for_whom)
    text = (
        f"The journey of {row.company} has been waiting for {wait.for_what} since {_day(wait.since)}.\n\n"
        f"It was wanted by {_day(wait.expected_by)}. This is reminder {number}."
    )
    if wait.for_whom == "client":
        text += "\n\nThe client gets reminders of its own from the module concerned. A call may help more than another mail."
    add(
        key=f"wait:{wait.id}:{number}",
        for_right=who,
        client_id=row.client_id,
        subject=f"{row.company}: still waiting for {wait.for_what}",
        text=text,
        url=journey_url(row.id),
    )


def journey_url(journey_id: UUID) -> str:
    """The staff page of a journey."""
    return f"/admin/orchestration/journey/{journey_id}/change/"


def send_due(*, actor: Actor, limit: int = 20) -> int:
    """Mail the notices that are due; returns how many were handled."""
    rows = claims.claim(Notice, limit=limit)
    for row in rows:
        try:
            people = identity.staff_with(actor=worker("orchestration"), right=row.for_right, client_id=row.client_id)
            addresses = tuple((p.email, p.name) for p in people)
            _queue_mails(actor=actor, notice_id=row.id, token=row.token, addresses=addresses)
        except claims.LostLease:
            continue
        except Exception as error:
            claims.fail(row, f"{type(error).__name__}: {error}")
    return len(rows)


@command("orchestration", right=INTERNAL)
def _queue_mails(*, actor: Actor, notice_id: UUID, token: int, addresses: tuple[tuple[str, str], ...]) -> None:
    row = Notice.objects.get(pk=notice_id)
    row.token = token
    sent = 0
    for address, name in addresses:
        try:
            mail.queue(
                app="orchestration",
                purpose="service",
                to=address,
                to_name=name,
                subject=row.subject,
                text=_letter(row, name),
                client_id=row.client_id,
                key=f"notice:{row.id}:{address}",
            )
            sent += 1
        except InvalidInput:
            continue
    claims.settle(row, mailed=sent)


def _letter(row: Notice, name: str) -> str:
    greeting = f"Hello {name.split()[0]}," if name.strip() else "Hello,"
    link = f"\n\nOpen it: {settings.AICMO_PUBLIC_URL}{row.url}" if row.url else ""
    return f"{greeting}\n\n{row.text}{link}\n\nAICMO"


def _day(at: datetime | None) -> str:
    return f"{at:%d %B %Y}" if at else "no set day"
