"""Readiness of this process, and the register of modules with their capabilities and health."""

from __future__ import annotations

import sys
from datetime import timedelta

from django.apps import apps as registry
from django.db import DatabaseError, connections, router
from django.db.migrations.executor import MigrationExecutor

from apps.observability import contracts
from apps.observability.contracts import Check, ModuleHealth
from kernel import backlog, claims, clock, heartbeat, metrics, signals
from kernel.actors import Actor
from kernel.db import ANYONE, alias_for, query
from kernel.models import Mail
from kernel.signals import databases

LATE = timedelta(hours=1)
"""Work that is due for longer, or a signal that waits for longer, means that no worker keeps up."""
CRITICAL = {"email.send": "kernel", "inbox.fetch": "cam", "alert.send": "orchestration"}
"""Capabilities without which the house cannot do its main job, and who has them."""


@query("observability", right=ANYONE)
def readiness(*, actor: Actor) -> contracts.Readiness:
    """Whether the databases answer, are migrated, and the workers keep up with due work and signals. Names no data."""
    checks = [*(_database(alias) for alias in databases())]
    if all(check.ok for check in checks):
        checks += [_migrations(), _due_work(), _outbox(), _workers()]
    return contracts.Readiness(ready=all(check.ok for check in checks), checks=tuple(checks))


@query("observability", right="observability.metrics")
def show_metrics(*, actor: Actor) -> bytes:
    """Everything that is counted, of all processes on this machine, and the gauges of this moment, as Prometheus reads it."""
    return metrics.exposition()


@query("observability", right="observability.view")
def list_modules(*, actor: Actor) -> tuple[ModuleHealth, ...]:
    """All modules: what each is for, its contract's version, its verbs, signals and workers, its open and dead work."""
    return modules()


def modules() -> tuple[ModuleHealth, ...]:
    """The register, for whoever may read it."""
    work = backlog.by_app()
    found = [config for config in registry.get_app_configs() if config.name.startswith("apps.")]
    missing = {alias: unapplied(alias) for alias in {alias_for(config.label) for config in found}}
    return tuple(_module(c, work.get(c.label, backlog.Backlog()), missing[alias_for(c.label)]) for c in found)


def _module(config: object, work: backlog.Backlog, lacking: list[str]) -> ModuleHealth:
    contract = sys.modules.get(f"{config.name}.contracts")
    facade = sys.modules.get(f"{config.name}.services")
    missing = tuple(name for name in lacking if name.startswith(f"{config.label}."))
    health, detail = _judged(work) if not missing else ("unhealthy", "Migrations are missing: run manage.py migrate.")
    return ModuleHealth(
        name=config.label,
        title=str(config.verbose_name),
        purpose=(config.module.__doc__ or "").strip(),
        version=getattr(contract, "CONTRACT_VERSION", ""),
        health=health,
        detail=detail,
        verbs=len(getattr(facade, "__all__", ())),
        signals=sum(name.startswith(f"{config.label}.") for name in signals.known()),
        sweeps=tuple(sorted(s.name for s in claims.SWEEPS.values() if s.app == config.label)),
        open_work=work.open,
        dead_work=work.dead,
        critical=tuple(name for name, owner in CRITICAL.items() if owner == config.label),
        tables=len(list(config.get_models(include_auto_created=True))),
        receivers=signals.receivers_in(config.label),
        migrations_missing=missing,
    )


def _judged(work: backlog.Backlog) -> tuple[str, str]:
    if work.oldest_due is not None and clock.now() - work.oldest_due > LATE:
        return "unhealthy", f"Work has been due since {work.oldest_due:%Y-%m-%d %H:%M} UTC."
    if work.dead:
        return "degraded", f"{work.dead} pieces of work have used up their attempts and need a person."
    return "healthy", ""


def _database(alias: str) -> Check:
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return Check(name=f"database {alias}", ok=False, detail=type(error).__name__)
    return Check(name=f"database {alias}", ok=True)


def _migrations() -> Check:
    missing = [name for alias in databases() for name in unapplied(alias)]
    detail = f"{len(missing)} not applied, e.g. {missing[0]}: run manage.py migrate" if missing else ""
    return Check(name="migrations", ok=not missing, detail=detail)


def unapplied(alias: str) -> list[str]:
    """The migrations that a database lacks, of the apps whose tables it holds. It reads every migration file."""
    executor = MigrationExecutor(connections[alias])
    standing = [node for node in executor.loader.graph.leaf_nodes() if router.allow_migrate(alias, node[0])]
    return [f"{m.app_label}.{m.name}" for m, _ in executor.migration_plan(standing)]


def _due_work() -> Check:
    late = [(w.oldest_due, app) for app, w in backlog.by_app().items() if w.oldest_due is not None]
    if not late:
        return Check(name="due work", ok=True, detail="nothing is overdue")
    at, app = min(late)
    age = clock.now() - at
    return Check(name="due work", ok=age <= LATE, detail=f"the oldest, of {app}, is due for {_minutes(age)} minutes")


def _outbox() -> Check:
    at = backlog.oldest_signal()
    if at is None:
        return Check(name="signals", ok=True, detail="none waits")
    age = clock.now() - at
    return Check(name="signals", ok=age <= LATE, detail=f"the oldest waits for {_minutes(age)} minutes")


def _workers() -> Check:
    counts = heartbeat.counts()
    if counts["alive"] or not counts["silent"]:
        return Check(name="workers", ok=True, detail=f"{counts['alive']} alive")
    return Check(name="workers", ok=False, detail=f"none is alive, {counts['silent']} fell silent")


def _minutes(age: timedelta) -> int:
    return max(int(age.total_seconds() // 60), 0)


def dead_mails() -> int:
    """Mails that could not be sent after all attempts."""
    return sum(Mail.objects.using(alias).filter(state="dead").count() for alias in databases())
