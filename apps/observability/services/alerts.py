"""Alerts: one per kind and subject while open, raised by workers or by rules over signals, taken by people, or escalated."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from apps.observability import contracts, signals
from apps.observability.contracts import AlertState, Severity
from apps.observability.logic import clears, filled, matches
from apps.observability.models import Alert, AlertRule
from kernel import claims, clock
from kernel.actors import Actor
from kernel.db import ANYONE, INTERNAL, audit, command, query
from kernel.pages import Page, Waiting
from kernel.paging import page
from kernel.signals import publish

ESCALATE_AFTER = {Severity.WARNING: timedelta(hours=24), Severity.CRITICAL: timedelta(hours=1)}
MAX_ESCALATIONS = 2


@command("observability", right=INTERNAL)
def raise_alert(
    *,
    actor: Actor,
    kind: str,
    subject: str,
    message: str,
    severity: Severity = Severity.WARNING,
    client_id: UUID | None = None,
    key: str,
) -> contracts.Alert:
    """Raise an alert, or count the open one of the same kind and subject once more."""
    return to_alert(_raise(kind, subject, message, Severity(severity), client_id))


@command("observability", right=INTERNAL)
def consider(*, actor: Actor, name: str, values: dict, key: str) -> int:
    """Raise and resolve the alerts that the rules name for a signal; returns how many."""
    raised = 0
    for rule in AlertRule.objects.filter(active=True):
        if clears(rule.cleared_by, name):
            standing = Alert.objects.select_for_update(of=("self",)).filter(
                kind=rule.kind, subject=filled(rule.subject, values)[:200]
            )
            for row in standing.exclude(status=AlertState.RESOLVED):
                _resolve(row)
                raised += 1
        if matches(rule.signal, name):
            client_id = values.get("client_id")
            _raise(
                rule.kind,
                filled(rule.subject, values),
                filled(rule.message, values),
                Severity(rule.severity),
                UUID(client_id) if client_id else None,
            )
            raised += 1
    return raised


def watched(name: str) -> bool:
    """Whether any rule covers a signal's name."""
    rules = AlertRule.objects.filter(active=True).values_list("signal", "cleared_by")
    return any(matches(pattern, name) or clears(cleared_by, name) for pattern, cleared_by in rules)


@command("observability", right="observability.write")
def acknowledge(*, actor: Actor, alert_id: UUID, key: str) -> contracts.Alert:
    """Take an alert, so that nobody else has to; AlertClosed if it is no longer open."""
    row = Alert.objects.all().reach(actor, alert_id, lock=True)
    if row.status != AlertState.OPEN:
        raise contracts.AlertClosed(f"The alert is {row.status} already.")
    _close(row, AlertState.ACKNOWLEDGED)
    row.acknowledged_by, row.acknowledged_at = actor.id, clock.now()
    row.save()
    audit(subject=row.id, client_id=row.client_id)
    publish(signals.AlertAcknowledged(alert_id=row.id, client_id=row.client_id))
    return to_alert(row)


@command("observability", right="observability.write")
def resolve(*, actor: Actor, alert_id: UUID, key: str) -> contracts.Alert:
    """Say that an alert's cause is gone; AlertClosed if it was resolved before."""
    row = Alert.objects.all().reach(actor, alert_id, lock=True)
    if row.status == AlertState.RESOLVED:
        raise contracts.AlertClosed("The alert is resolved already.")
    return _resolve(row)


@command("observability", right=INTERNAL)
def clear(*, actor: Actor, alert_id: UUID, key: str) -> contracts.Alert | None:
    """Resolve an alert because its cause is seen to be gone; None if a person was faster."""
    row = Alert.objects.select_for_update(of=("self",)).filter(pk=alert_id).exclude(status=AlertState.RESOLVED).first()
    return _resolve(row) if row is not None else None


def escalate_due(*, actor: Actor, limit: int = 50) -> int:
    """Escalate the alerts that nobody took in time; returns how many."""
    rows = claims.claim(Alert, limit=limit)
    for row in rows:
        try:
            escalate(actor=actor, alert_id=row.id, token=row.token)
        except claims.LostLease:
            continue
    return len(rows)


@command("observability", right=INTERNAL)
def escalate(*, actor: Actor, alert_id: UUID, token: int) -> None:
    """Tell of an alert once more, a level higher; LostLease if it was taken meanwhile."""
    row = Alert.objects.select_for_update(of=("self",)).get(pk=alert_id)
    if row.token != token or row.status != AlertState.OPEN:
        raise claims.LostLease(f"alert {alert_id} is no longer open")
    level = row.escalations + 1
    if level < MAX_ESCALATIONS:
        claims.postpone(row, clock.now() + ESCALATE_AFTER[Severity(row.severity)], escalations=level)
    else:
        claims.settle(row, escalations=level)
    publish(
        signals.AlertEscalated(
            alert_id=row.id,
            kind=row.kind,
            subject=row.subject,
            message=row.message,
            severity=row.severity,
            level=level,
            client_id=row.client_id,
        )
    )


@query("observability", right="observability.view")
def get_alert(*, actor: Actor, alert_id: UUID) -> contracts.Alert:
    """One alert; NotFound if the actor may not see it."""
    return to_alert(Alert.objects.all().reach(actor, alert_id))


@query("observability", right="observability.view")
def list_alerts(
    *,
    actor: Actor,
    filter: contracts.AlertFilter | None = None,
    order: str = "-id",
    cursor: str = "",
    limit: int = 50,
) -> Page[contracts.Alert]:
    """Alerts, newest first (`-id`) or oldest first (`id`)."""
    wanted, rows = filter or contracts.AlertFilter(), Alert.objects.all().visible_to(actor)
    if wanted.states:
        rows = rows.filter(status__in=[s.value for s in wanted.states])
    if wanted.severities:
        rows = rows.filter(severity__in=[s.value for s in wanted.severities])
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.client_id:
        rows = rows.filter(client_id=wanted.client_id)
    return page(rows, to_alert, order=order, allowed=("-id", "id"), cursor=cursor, limit=limit)


@query("observability", right=ANYONE)
def list_waiting(*, actor: Actor) -> tuple[Waiting, ...]:
    """Open alerts that this actor may take; information alone waits for nobody."""
    if not actor.is_inside or not actor.may("observability.write"):
        return ()
    rows = Alert.objects.all().visible_to(actor).filter(status="open").exclude(severity="info").order_by("first_at")
    return tuple(
        Waiting(
            app="observability",
            kind="alert",
            title=f"{row.severity.capitalize()}: {row.title}"[:200],
            detail=row.message[:300],
            url=f"/admin/observability/alert/{row.id}/change/",
            right="observability.write",
            client_id=row.client_id,
            since=row.first_at,
            due_at=row.due_at,
        )
        for row in rows
    )


def _raise(kind: str, subject: str, message: str, severity: Severity, client_id: UUID | None) -> Alert:
    now = clock.now()
    row = Alert.objects.select_for_update(of=("self",)).filter(kind=kind, subject=subject[:200], status="open").first()
    if row is not None:
        row.count, row.last_at, row.message = row.count + 1, now, message
        row.save(update_fields=["count", "last_at", "message"])
        return row
    after: timedelta | None = ESCALATE_AFTER.get(severity)
    due_at: datetime | None = now + after if after else None
    row = Alert.objects.create(
        kind=kind,
        subject=subject[:200],
        message=message,
        severity=severity.value,
        client_id=client_id,
        first_at=now,
        last_at=now,
        due_at=due_at,
        state="pending" if after else "done",
    )
    publish(
        signals.AlertRaised(
            alert_id=row.id,
            kind=kind,
            subject=row.subject,
            message=message,
            severity=severity.value,
            client_id=client_id,
        )
    )
    return row


def _resolve(row: Alert) -> contracts.Alert:
    _close(row, AlertState.RESOLVED)
    row.save()
    audit(subject=row.id, client_id=row.client_id)
    publish(signals.AlertResolved(alert_id=row.id, kind=row.kind, subject=row.subject, client_id=row.client_id))
    return to_alert(row)


def _close(row: Alert, status: AlertState) -> None:
    row.status, row.state, row.token, row.lease_until = status.value, "done", row.token + 1, None


def to_alert(row: Alert) -> contracts.Alert:
    """An alert as others see it."""
    return contracts.Alert(
        id=row.id,
        kind=row.kind,
        subject=row.subject,
        message=row.message,
        severity=Severity(row.severity),
        state=AlertState(row.status),
        count=row.count,
        escalations=row.escalations,
        client_id=row.client_id,
        first_at=row.first_at,
        last_at=row.last_at,
        acknowledged_by=row.acknowledged_by,
        acknowledged_at=row.acknowledged_at,
    )
