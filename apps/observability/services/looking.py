"""The watchdog's eyes: one function per rule, each reads what is so now and says what is wrong with it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from apps.observability.logic import GENESIS, watching
from apps.observability.logic.watching import Finding
from apps.observability.services.audit import oldest_unchained, verify_next
from kernel import backlog, clock, effects, heartbeat

Memory = dict
"""What a rule keeps from one look to the next; plain values."""
ENTRIES_AT_ONCE = 2000
"""How many entries of the audit chain one look checks: the chain is walked round and round."""


def dead_rows(limit: float, memory: Memory) -> list[Finding]:
    """Rows that no worker tries any more."""
    return watching.dead([(row.table, row.dead) for row in backlog.by_table()], limit)


def late_rows(limit: float, memory: Memory) -> list[Finding]:
    """Work that nobody keeps up with."""
    return watching.late([(row.table, row.seconds) for row in backlog.by_table()], limit)


def worker_silent(limit: float, memory: Memory) -> list[Finding]:
    """Workers that died or hang."""
    after = timedelta(seconds=limit)
    return watching.silent([(w.name, w.host) for w in heartbeat.missing(after=after)], limit)


def effect_open(limit: float, memory: Memory) -> list[Finding]:
    """Acts whose end nobody knows: unknown ones, and those at risk for so long that no worker is still at it."""
    unknown = backlog.open_effects()["unknown"]
    stuck = backlog.open_effects(older_than=clock.now() - timedelta(minutes=limit))["at_risk"]
    if not unknown + stuck:
        return []
    message = f"{unknown} acts are unknown, {stuck} have been at risk for more than {limit:g} minutes: look them up."
    return [Finding(subject="ledger of effects", message=message)]


def provider_failing(limit: float, memory: Memory) -> list[Finding]:
    """Providers that answer too seldom, as all living workers saw it."""
    return watching.failing(heartbeat.answers_of_all(), limit)


def mail_bounces(limit: float, memory: Memory) -> list[Finding]:
    """Mails that came back: refused at once, or reported dead later."""
    ended = backlog.mails_of_the_last_day()
    rejected = ended.get("rejected", 0)
    return watching.bounced(ended.get("sent", 0) + rejected, rejected + backlog.bounces_of_the_last_day(), limit)


def switch_on(limit: float, memory: Memory) -> list[Finding]:
    """Flags that somebody may have forgotten."""
    since = clock.now() - timedelta(hours=limit)
    return [
        Finding(subject=f"switch {name} {scope or 'everything'}", message=f"On since {at:%Y-%m-%d %H:%M} UTC: {reason}")
        for name, scope, reason, at in effects.switches_on_since()
        if at <= since
    ]


def disk_space(limit: float, memory: Memory) -> list[Finding]:
    """The disk that holds the files."""
    path = standing(Path(settings.AICMO_FILES_ROOT))
    usage = shutil.disk_usage(path)
    return watching.full(str(path), usage.free, usage.total, limit)


def clock_moved(limit: float, memory: Memory) -> list[Finding]:
    """A stored clock row where the clock must stand: it is not obeyed, but somebody wrote it."""
    if settings.AICMO_CLOCK_MOVABLE or not clock.is_moved():
        return []
    return [Finding(subject="clock", message="A row moves the business clock, which this installation does not allow.")]


def audit_late(limit: float, memory: Memory) -> list[Finding]:
    """Facts that no worker chains."""
    at = oldest_unchained()
    if at is None or clock.now() - at <= timedelta(minutes=limit):
        return []
    return [Finding(subject="audit chain", message=f"The oldest fact has waited since {at:%Y-%m-%d %H:%M} UTC to be chained.")]


def audit_broken(limit: float, memory: Memory) -> list[Finding]:
    """The next stretch of the chain. A broken place is looked at again until it holds."""
    number, previous, broken, reason = verify_next(memory.get("number", 0), memory.get("hash", GENESIS), limit=ENTRIES_AT_ONCE)
    if reason:
        return [Finding(subject="audit chain", message=f"The chain is broken at entry {broken}: {reason}.")]
    memory |= {"number": number, "hash": previous} if number else {"number": 0, "hash": GENESIS}
    return []


def standing(path: Path) -> Path:
    """The path, or the nearest folder above it that exists."""
    return next(p for p in (path, *path.parents) if p.exists())


LOOKS: dict[str, Callable[[float, Memory], list[Finding]]] = {
    look.__name__: look
    for look in (
        *(dead_rows, late_rows, worker_silent, effect_open, provider_failing, mail_bounces),
        *(switch_on, disk_space, clock_moved, audit_late, audit_broken),
    )
}
"""Rule → how it looks."""
