"""The watchdog: looks at every rule once a minute, raises what is wrong, resolves what is right again."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models.functions import Now

from apps.observability import contracts
from apps.observability.contracts import AlertState, Severity
from apps.observability.logic.watching import PREFIX, Finding
from apps.observability.models import Alert, WatchRule, WatchTurn
from apps.observability.services.alerts import clear, raise_alert
from apps.observability.services.looking import LOOKS
from kernel import clock, context, heartbeat
from kernel.actors import Actor, ActorKind
from kernel.db import atomic, query
from kernel.errors import Forbidden

log = logging.getLogger(__name__)
STANDING = (AlertState.OPEN.value, AlertState.ACKNOWLEDGED.value)


def watch(*, actor: Actor, at_once: bool = False) -> int:
    """Look at every active rule if the last look is AICMO_WATCH_SECONDS ago (`at_once`: anyway); returns alerts that changed.

    One worker of all looks. Where the clock may be moved and is, a play is on and nobody looks. Only workers may.
    """
    context.refuse_in_transaction("watch")
    if actor.kind is not ActorKind.WORKER:
        raise Forbidden("Only a worker is the watchdog.")
    if not at_once and (not settings.AICMO_WATCH_SECONDS or (settings.AICMO_CLOCK_MOVABLE and clock.is_moved())):
        return 0
    turn = _take_turn(0 if at_once else settings.AICMO_WATCH_SECONDS)
    if turn is None:
        return 0
    heartbeat.forget()
    changed = 0
    active = {rule.name: rule for rule in WatchRule.objects.filter(active=True)}
    for name in LOOKS:
        changed += _look(actor, name, active.get(name), turn.memory)
    with atomic("observability"):
        WatchTurn.objects.filter(pk=turn.pk).update(memory=turn.memory)
    return changed


@query("observability", right="observability.view")
def list_watches(*, actor: Actor) -> tuple[contracts.Watch, ...]:
    """The watchdog's rules, and what each has found that still stands."""
    found: dict[str, list[str]] = {}
    for kind, subject in Alert.objects.filter(kind__startswith=PREFIX, status__in=STANDING).values_list("kind", "subject"):
        found.setdefault(kind.removeprefix(PREFIX), []).append(subject)
    return tuple(
        contracts.Watch(
            name=rule.name,
            meaning=rule.meaning,
            limit=rule.limit,
            unit=rule.unit,
            severity=Severity(rule.severity),
            active=rule.active,
            standing=tuple(sorted(found.get(rule.name, ()))),
        )
        for rule in WatchRule.objects.order_by("name")
    )


def _take_turn(seconds: int) -> WatchTurn | None:
    """The turn, if nobody took it within these seconds by the database's clock."""
    with atomic("observability"):
        row, new = WatchTurn.objects.get_or_create(pk=1, defaults={"ran_at": Now()})
        due = WatchTurn.objects.filter(pk=1, ran_at__lte=Now() - timedelta(seconds=seconds))
        return row if new or due.update(ran_at=Now()) else None


def _look(actor: Actor, name: str, rule: WatchRule | None, memory: dict) -> int:
    """One rule: what is new is raised, what is gone resolved. A rule that cannot look leaves its alerts as they are."""
    found: dict[str, Finding] = {}
    if rule is not None:
        try:
            kept = memory.setdefault(name, {})
            found = {f.subject[:200]: f for f in LOOKS[name](rule.limit, kept)}
        except Exception:
            log.exception("the watchdog could not look", extra={"rule": name})
            return 0
    known = {a.subject: a for a in Alert.objects.filter(kind=PREFIX + name, status__in=STANDING)}
    for subject in found.keys() - known.keys():
        severity, message = Severity(rule.severity), found[subject].message
        raise_alert(actor=actor, kind=PREFIX + name, subject=subject, message=message, severity=severity, key="")
    for subject in known.keys() - found.keys():
        clear(actor=actor, alert_id=known[subject].id, key="")
    for subject in known.keys() & found.keys():
        _refresh(known[subject].id, found[subject].message)
    return len(found.keys() ^ known.keys())


def _refresh(alert_id: UUID, message: str) -> None:
    """It is still so: no new alert, no mail, only the newest words."""
    with atomic("observability"):
        Alert.objects.filter(pk=alert_id, status__in=STANDING).update(message=message, last_at=clock.now())
