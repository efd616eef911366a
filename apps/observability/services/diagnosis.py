"""Is this installation in order? Each thing is looked at by itself, and what is wrong comes with its remedy."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core import checks as framework
from django.db import connections

from apps.observability.contracts import Diagnosis, Examined, State
from apps.observability.logic.watching import PREFIX
from apps.observability.models import Alert, WatchRule
from apps.observability.services import looking
from apps.observability.services.health import modules, unapplied
from apps.observability.services.watching import STANDING
from kernel import clock, heartbeat, providers
from kernel.actors import Actor
from kernel.db import alias_for
from kernel.signals import databases

NEEDED = ("cam.inbox", "learning.writer", "mail.transport")
"""Ports without an adapter behind them leave a module unable to do its main work."""
SKEW = timedelta(seconds=2)
TIMEOUT_SECONDS = 2.0
OK, WARNING, FAILED = State.OK, State.WARNING, State.FAILED


def diagnose(*, actor: Actor) -> Diagnosis:
    """Look at databases, migrations, settings, secrets, providers, broker, disk, clock, workers; and at every module.

    Asks the configured providers and the broker, so no transaction may be open. `ok` if nothing failed; warnings are allowed.
    """
    actor.require("observability.view")
    found: list[Examined] = []
    for area, look in AREAS.items():
        try:
            found += look()
        except Exception as error:  # what cannot be looked at is not in order; its text may hold a secret
            found.append(_bad(area, f"It could not be looked at ({type(error).__name__}).", "See the other lines first."))
    down = any(e.area == "database" and e.state is FAILED for e in found)
    return Diagnosis(
        ok=all(e.state is not FAILED for e in found), examined=tuple(found), modules=() if down else modules(), at=clock.now()
    )


def _databases() -> Iterator[Examined]:
    for alias in databases():
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute("SELECT 1")
            yield _good(f"database {alias}", connections[alias].vendor, area="database")
        except Exception as error:
            text = f"It does not answer ({type(error).__name__})."
            yield _bad(f"database {alias}", text, "Start it, or correct AICMO_DB_* in the environment.", area="database")


def _migrations() -> Iterator[Examined]:
    missing = [name for alias in databases() for name in unapplied(alias)]
    if missing:
        yield _bad("migrations", f"{len(missing)} not applied, e.g. {missing[0]}.", "Run manage.py migrate.")
    else:
        yield _good("migrations", "all applied")


def _settings() -> Iterator[Examined]:
    problems = [m for m in framework.run_checks() if m.level >= framework.WARNING and not m.is_silenced()]
    for message in problems:
        state = FAILED if message.level >= framework.ERROR else WARNING
        yield Examined(
            area="settings", name=str(message.id), state=state, detail=str(message.msg), remedy=str(message.hint or "")
        )
    for name, wrong, remedy in _SETTINGS:
        if wrong():
            yield _bad(name, "It is not as it must be.", remedy, area="settings")
    if not problems:
        yield _good("framework", "no complaints", area="settings")


def _serves_people() -> bool:
    """Whether this is an installation for people: its clock stands."""
    return not settings.AICMO_CLOCK_MOVABLE


_SETTINGS: tuple[tuple[str, Callable[[], bool], str], ...] = (
    ("DEBUG", lambda: settings.DEBUG, "Switch it off: error pages would show data."),
    ("SECRET_KEY", lambda: len(settings.SECRET_KEY) < 50, "Set AICMO_SECRET_KEY to at least 50 random characters."),
    ("AICMO_HASH_KEY", lambda: len(settings.AICMO_HASH_KEY) < 32, "Set AICMO_HASH_KEY to at least 32 random characters."),
    (
        "AICMO_HASH_KEY apart",
        lambda: settings.AICMO_HASH_KEY == settings.SECRET_KEY,
        "Use another value than SECRET_KEY: the one may be changed, the other never.",
    ),
    ("ALLOWED_HOSTS", lambda: "*" in settings.ALLOWED_HOSTS, "Name the hosts in AICMO_HOSTS."),
    (
        "EMAIL_BACKEND",
        lambda: settings.EMAIL_BACKEND != "kernel.mail.backend.DoorBackend",
        "Use kernel.mail.backend.DoorBackend: all mail passes one door.",
    ),
    (
        "AICMO_PUBLIC_URL",
        lambda: _serves_people() and not settings.AICMO_PUBLIC_URL.startswith("https://"),
        "Set AICMO_PUBLIC_URL to the https address that clients see: links in mails begin with it.",
    ),
    (
        "AICMO_MAIL_DOMAIN",
        lambda: _serves_people() and settings.AICMO_MAIL_DOMAIN.endswith(".example"),
        "Set AICMO_MAIL_DOMAIN to the domain that mails come from.",
    ),
)
"""(setting, whether it is wrong, what to do). Values are never shown: some are secrets."""


def _providers() -> Iterator[Examined]:
    configured = providers.configured()
    for port in sorted({*configured, *NEEDED}):
        if not configured.get(port):
            yield _bad(port, "No provider is configured.", f"Name one in AICMO_PROVIDERS[{port!r}].", area="provider")
        for path, problem in providers.check(port).items():
            name = f"{port}: {path.rsplit('.', 1)[-1]}"
            if problem:
                yield _bad(name, problem, "Correct its settings, or name another provider.", area="provider")
            else:
                yield _good(name, "well", area="provider")


def _broker() -> Iterator[Examined]:
    addresses = {name: getattr(settings, name, "") for name in ("AICMO_REDIS_URL", "CELERY_BROKER_URL")}
    for name, url in addresses.items():
        if not str(url).startswith(("redis://", "rediss://", "unix://")):
            continue
        import redis

        try:
            redis.from_url(url, socket_timeout=TIMEOUT_SECONDS, socket_connect_timeout=TIMEOUT_SECONDS).ping()
            yield _good(f"broker of {name}", "answers")
        except redis.RedisError as error:
            yield _bad(f"broker of {name}", f"It does not answer ({type(error).__name__}).", f"Start it, or correct {name}.")
    if not any(addresses.values()):
        yield _good("broker", "none configured: workers poll the database")


def _disk() -> Iterator[Examined]:
    for name in ("AICMO_FILES_ROOT", "AICMO_MAIL_ROOT", "AICMO_PUBLISHED_ROOT"):
        root = Path(getattr(settings, name))
        folder = looking.standing(root)
        try:
            with tempfile.NamedTemporaryFile(dir=folder) as handle:
                handle.write(b"x")
                handle.flush()
                os.fsync(handle.fileno())
            yield _good(name, f"{folder} can be written")
        except OSError as error:
            yield _bad(name, f"{folder} cannot be written ({type(error).__name__}).", "Give this user the folder, or make room.")
    yield from _rule("disk_space", "disk", "Make room, or move the files to a larger disk.")


def _clock() -> Iterator[Examined]:
    with connections[alias_for("identity")].cursor() as cursor:
        vendor = cursor.db.vendor
        cursor.execute("SELECT strftime('%s', 'now')" if vendor == "sqlite" else "SELECT extract(epoch FROM clock_timestamp())")
        seconds = float(cursor.fetchone()[0])
    skew = abs(datetime.now(UTC) - datetime.fromtimestamp(seconds, UTC))
    if skew > SKEW:
        text = f"This machine and the database are {skew.total_seconds():.0f} seconds apart."
        yield _bad("clock", text, "Synchronise both by NTP: leases go by the database's clock.")
    else:
        yield _good("clock", "agrees with the database's")
    yield from _rule("clock_moved", "business clock", "Delete the row of kernel_clock, and find out who wrote it.")


def _workers() -> Iterator[Examined]:
    alive = heartbeat.counts()["alive"]
    if alive:
        yield _good("workers", f"{alive} alive")
    else:
        remedy = "Start one (embedded: make run): without it no mail leaves."
        yield Examined(area="work", name="workers", state=WARNING, detail="None is alive.", remedy=remedy)
    yield from _rule("late_rows", "due work", "Start more workers, or look why they do not keep up.", state=WARNING)
    yield from _rule("dead_rows", "dead work", "Drive it again in the admin once the cause is mended.", state=WARNING)
    yield from _rule("effect_open", "ledger of effects", "Look the acts up at their providers.", state=WARNING)
    yield from _rule("audit_late", "audit chain", "Start a worker: it chains the facts.", state=WARNING)


def _alerts() -> Iterator[Examined]:
    rows = Alert.objects.filter(kind__startswith=PREFIX, status__in=STANDING).count()
    if rows:
        yield Examined(area="alerts", name="watchdog", state=WARNING, detail=f"{rows} alerts stand.", remedy="See the alerts.")
    else:
        yield _good("watchdog", "no alert stands")


AREAS: dict[str, Callable[[], Iterator[Examined]]] = {
    "databases": _databases,
    "migrations": _migrations,
    "settings": _settings,
    "providers": _providers,
    "broker": _broker,
    "disk": _disk,
    "clock": _clock,
    "workers": _workers,
    "alerts": _alerts,
}


def _rule(name: str, what: str, remedy: str, *, state: State = FAILED) -> Iterator[Examined]:
    """What the watchdog's rule says now, without raising anything."""
    rule = WatchRule.objects.get(name=name)
    found = looking.LOOKS[name](rule.limit, {})
    for finding in found:
        yield Examined(area="work", name=what, state=state, detail=finding.message, remedy=remedy)
    if not found:
        yield _good(what, "in order")


def _good(name: str, detail: str, *, area: str = "") -> Examined:
    return Examined(area=area or name.split()[0], name=name, state=OK, detail=detail)


def _bad(name: str, detail: str, remedy: str, *, area: str = "") -> Examined:
    return Examined(area=area or name.split()[0], name=name, state=FAILED, detail=detail, remedy=remedy)
