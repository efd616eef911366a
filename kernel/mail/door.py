"""Queue, check, send: exactly one mail per (app, key).

The ledger is written before the byte; after a crash the transport is asked.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.conf import settings

from kernel import claims, clock, context, crashes, effects, metrics, providers, restored, telemetry
from kernel.db import alias_for, atomic
from kernel.effects import Standing
from kernel.errors import SwitchedOff
from kernel.hiding import keyed_hash
from kernel.ids import new_id
from kernel.mail.addresses import is_undeliverable, normalise
from kernel.mail.mime import build, one_line
from kernel.mail.outcomes import Outcome, Outgoing, Verdict
from kernel.mail.transports import Deferred, Rejected
from kernel.models import Mail

log = logging.getLogger(__name__)
LEASE_SECONDS = 60
SERVER_AWAY_SECONDS = 30
DEFERRED_SECONDS = (60, 300, 1800, 7200, 21600)
"""How long a mail waits that the receiving side put off, by attempt: greylisting wants minutes, a broken server hours."""
KIND = effects.declare("mail")


_checks: dict[str, Callable[[Outgoing], Verdict]] = {}
_outcomes: dict[str, Callable[[Outcome], None]] = {}


def register_outreach_check(check: Callable[[Outgoing], Verdict]) -> Callable[[Outgoing], Verdict]:
    """cam registers the one check that every outreach mail passes, in the sending transaction of its app."""
    return register_check("outreach")(check)


def register_check(purpose: str) -> Callable[[Callable[[Outgoing], Verdict]], Callable[[Outgoing], Verdict]]:
    """Register the one check that every mail of a purpose passes; without one no mail of it leaves, service mails apart."""

    def register(check: Callable[[Outgoing], Verdict]) -> Callable[[Outgoing], Verdict]:
        _checks[purpose] = check
        return check

    return register


def on_outcome(app: str) -> Callable[[Callable[[Outcome], None]], Callable[[Outcome], None]]:
    """Register what an app does when one of its mails has ended; runs in the app's recording transaction."""

    def register(function: Callable[[Outcome], None]) -> Callable[[Outcome], None]:
        _outcomes[app] = function
        return function

    return register


def queue(
    *,
    app: str,
    purpose: str,
    to: str,
    subject: str,
    text: str,
    key: str,
    to_name: str = "",
    html: str = "",
    sender: str = "",
    client_id: UUID | None = None,
    headers: dict[str, str] | None = None,
    due_at: datetime | None = None,
    message_id: str = "",
    calendar: str = "",
) -> UUID:
    """Queue one mail inside a command of `app`; `purpose` is outreach, service or answer (a person wrote it).

    The same key gives the same mail.

    `calendar` is an iCalendar object with its METHOD (RFC 5545): the mail is then an invitation too.
    Raises InvalidInput for an address or header that cannot be sent. Returns the mail's id.
    """
    if context.writing() != app:
        raise RuntimeError("mail.queue must run inside a command of its app")
    if purpose not in ("outreach", "service", "answer"):
        raise ValueError(f"no mail has the purpose {purpose}")
    rows = Mail.objects.using(alias_for(app))
    if found := rows.filter(app=app, key=key).first():
        return found.id
    mail_id = new_id()
    domain = settings.AICMO_MAIL_DOMAIN
    rows.create(
        id=mail_id,
        app=app,
        purpose=purpose,
        key=key,
        client_id=client_id,
        sender=one_line(sender or settings.DEFAULT_FROM_EMAIL, field="sender"),
        recipient=normalise(to),
        recipient_name=one_line(to_name, field="to_name"),
        subject=one_line(subject, field="subject"),
        text=text,
        html=html,
        calendar=calendar,
        headers={one_line(k, field="headers"): one_line(v, field=k) for k, v in (headers or {}).items()},
        message_id=message_id or f"<{mail_id.hex}@{domain}>",
        created_at=clock.now(),
        due_at=due_at or clock.now(),
    )
    telemetry.count(metrics.MAILS, purpose=purpose, state="queued")
    return mail_id


def send_due(*, limit: int = 50) -> int:
    """Send what is due, in every database; returns how many mails were handled."""
    context.refuse_in_transaction("mail.send_due")
    from kernel.signals import databases

    handled = 0
    for alias in databases():
        away = ""
        for row in claims.claim(Mail, using=alias, limit=limit, lease_seconds=LEASE_SECONDS):
            # Each attempt may wait for the server's timeout: one is enough to know.
            away = _wait_for_server(row, alias, away) if away else _send(row, alias)
            handled += 1
    return handled


def _send(row: Mail, alias: str) -> str:
    """One mail, as far as it gets; returns why no other could leave now either, "" where nothing says so."""
    try:
        return _try(row, alias)
    except SwitchedOff as error:
        claims.hold_back(row, error.detail, using=alias)
        if isinstance(error, restored.Restored):
            restored.look()
    except claims.LostLease:
        log.warning("mail lease lost", extra={"mail": str(row.id)})
    except Exception as error:
        log.exception("mail failed", extra={"mail": str(row.id)})
        _fail(row, alias, f"{type(error).__name__}: {error}")
    return ""


def _try(row: Mail, alias: str) -> str:
    transport = providers.get("mail.transport")
    entry = _prepare(row, alias)
    if entry is None:
        return ""
    if entry.standing is Standing.DONE:
        _record(row, alias, entry, "sent", entry.ref)
        return ""
    if entry.standing is Standing.UNKNOWN:
        arrived = transport.lookup(recipient=row.recipient, message_id=row.message_id)
        if arrived is None:
            _record(row, alias, entry, "unknown", "an earlier attempt may have left; nobody can tell")
            return ""
        if arrived:
            _record(row, alias, entry, "sent", f"found {row.message_id}")
            return ""
    row.sent_at = clock.now()
    restored.note(app=row.app, kind=KIND, key=str(row.id), what=restored.RISK, marks=_marks(row))
    try:
        ref = transport.deliver(raw=build(row), sender=row.sender, recipient=row.recipient, message_id=row.message_id)
    except Rejected as error:
        _record(row, alias, entry, "rejected", str(error), hard=error.hard)
    except Deferred as error:
        _put_off(row, alias, entry, error)
        return str(error) if error.everybody else ""
    else:
        _record(row, alias, entry, "sent", ref, provider_id=ref if getattr(transport, "names_mails", False) else "")
    return ""


def _wait_for_server(row: Mail, alias: str, why: str) -> str:
    """Nothing of the mail was tried; returns why again."""
    try:
        claims.hold_back(row, why, using=alias, seconds=SERVER_AWAY_SECONDS)
    except claims.LostLease:
        log.warning("mail lease lost", extra={"mail": str(row.id)})
    return why


def _fail(row: Mail, alias: str, error: str) -> None:
    """One more failed attempt; the last one and what the app records of it commit together."""
    try:
        with atomic(row.app):
            if claims.fail(row, error, using=alias):
                _give_up(row, error, state="unknown" if _may_have_left(row) else "dead")
    except claims.LostLease:
        log.warning("mail lease lost", extra={"mail": str(row.id)})
    except Exception:
        # Its app cannot record the end either: the mail must not be tried for ever because of that.
        log.exception("the end of a mail could not be told", extra={"mail": str(row.id), "app": row.app})
        claims.fail(row, error, using=alias)


def _may_have_left(row: Mail) -> bool:
    entry = effects.find(app=row.app, kind=KIND, key=str(row.id))
    return entry is not None and entry.standing in (Standing.UNKNOWN, Standing.DONE)


def _give_up(row: Mail, reason: str, *, state: str) -> None:
    log.error("mail given up", extra={"mail": str(row.id)})
    _tell(row, state, reason)


def _prepare(row: Mail, alias: str) -> effects.Entry | None:
    """The sending transaction: every check, then `at_risk`. None if the mail does not leave now."""
    with atomic(row.app):
        verdict = _verdict(row)
        if verdict.later is not None:
            claims.postpone(row, verdict.later, using=alias, reason=verdict.reason)
            return None
        if not verdict.allowed:
            claims.settle(row, using=alias, state="refused", reason=verdict.reason)
            _tell(row, "refused", verdict.reason)
            return None
        entry = effects.begin(app=row.app, kind=KIND, key=str(row.id), client_id=row.client_id)
        if entry.standing is Standing.FRESH and (before := restored.known(row.app, _marks(row))):
            state, ref = before
            return replace(entry, standing=Standing.DONE if state == "done" else Standing.UNKNOWN, ref=ref)
        return entry


def _marks(row: Mail) -> tuple[str, ...]:
    """What a mail that left is known by where its row is lost: its key, and for outreach who was written to about what."""
    marks = (keyed_hash(f"{row.app}:{row.key}"),)
    return (*marks, keyed_hash(f"{row.recipient}:{row.subject}")) if row.purpose == "outreach" else marks


def _verdict(row: Mail) -> Verdict:
    if is_undeliverable(row.recipient):
        return Verdict(allowed=False, reason="undeliverable or erased")
    if row.purpose == "service":
        return Verdict(allowed=True)
    check = _checks.get(row.purpose)
    if check is None:
        return Verdict(allowed=False, reason=f"no {row.purpose} check is registered")
    return check(
        Outgoing(id=row.id, app=row.app, key=row.key, recipient=row.recipient, sender=row.sender, client_id=row.client_id)
    )


def _put_off(row: Mail, alias: str, entry: effects.Entry, error: Deferred) -> None:
    """It has certainly not left: out of the ledger, so that the next attempt is a first one. None counts if no mail could go."""
    with atomic(row.app):
        effects.again(entry)
        if error.everybody:
            claims.hold_back(row, str(error), using=alias, seconds=SERVER_AWAY_SECONDS)
            return
        waits = DEFERRED_SECONDS[min(row.attempt, len(DEFERRED_SECONDS)) - 1]
        if claims.fail(row, str(error), using=alias, seconds=waits):
            _give_up(row, str(error), state="dead")


def _record(
    row: Mail, alias: str, entry: effects.Entry, state: str, note: str, *, hard: bool = False, provider_id: str = ""
) -> None:
    """The recording transaction: the mail, the ledger and the app's own record change together."""
    with atomic(row.app):
        sent = state == "sent"
        claims.settle(
            row,
            using=alias,
            state=state,
            sent_at=clock.now() if sent else None,
            reference=note[:400] if sent else "",
            reason="" if sent else note,
        )
        if sent:
            effects.done(entry, ref=note[:400])
        elif state == "rejected":
            effects.refused(entry, reason=note)
        else:
            effects.unknown(entry, reason=note)
        _tell(row, state, "" if sent else note, hard=hard, provider_id=provider_id)
        crashes.point("mail: before its record commits")


def _tell(row: Mail, state: str, reason: str, *, hard: bool = False, provider_id: str = "") -> None:
    telemetry.count(metrics.MAILS, purpose=row.purpose, state=state)
    hear = _outcomes.get(row.app)
    if hear is not None:
        about = {"mail_id": row.id, "key": row.key, "message_id": row.message_id, "at": clock.now(), "provider_id": provider_id}
        hear(Outcome(state=state, reason=reason, hard=hard, **about))
