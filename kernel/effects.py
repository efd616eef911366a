"""The ledger of irreversible acts, and the switches that are read before each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kernel import clock, context, metrics, restored, telemetry, walls
from kernel.actors import Actor
from kernel.db import alias_for, owning
from kernel.errors import SwitchedOff
from kernel.models import Effect, Switch

SWITCH_DATABASE = "default"
_kinds: set[str] = set()


class Standing(StrEnum):
    """FRESH: go on. UNKNOWN: an earlier attempt may have reached the world, look it up. DONE, REFUSED: do nothing."""

    FRESH = "fresh"
    UNKNOWN = "unknown"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One act in the ledger; `ref` is what the provider answered."""

    id: UUID
    app: str
    kind: str
    key: str
    standing: Standing
    ref: str


def declare(kind: str) -> str:
    """Name a kind of irreversible act when its module is imported: switches may name it from now on. Returns it."""
    _kinds.add(kind)
    return kind


def kinds() -> frozenset[str]:
    """Every declared kind: what a switch's scope may name as kind:<name>."""
    return frozenset(_kinds)


def begin(*, app: str, kind: str, key: str, client_id: UUID | None = None, scopes: tuple[str, ...] = ()) -> Entry:
    """Commit `at_risk` with the open transaction, just before the act. Call it inside a command of `app`.

    Raises SwitchedOff if the house, the kind, the client or one of `scopes` is paused or killed.
    """
    if context.writing() != app:
        raise RuntimeError(f"effects.begin({kind}) must run inside a command of {app}")
    refuse_if_switched_off(kind=kind, client_id=client_id, scopes=scopes)
    restored.refuse(app)
    rows = Effect.objects.using(alias_for(app))
    found = rows.select_for_update(of=("self",)).filter(kind=kind, key=key).first()
    if found is None:
        found = rows.create(app=app, kind=kind, key=key, client_id=client_id, at_risk_at=clock.now())
        telemetry.count(metrics.EFFECTS, kind=kind, state="at_risk")
        return Entry(id=found.id, app=app, kind=kind, key=key, standing=Standing.FRESH, ref="")
    if found.state in ("at_risk", "unknown"):
        rows.filter(pk=found.pk).update(attempt=found.attempt + 1)
        return Entry(id=found.id, app=app, kind=kind, key=key, standing=Standing.UNKNOWN, ref=found.ref)
    return Entry(id=found.id, app=app, kind=kind, key=key, standing=Standing(found.state), ref=found.ref)


def find(*, app: str, kind: str, key: str) -> Entry | None:
    """The ledger's entry of an act, without beginning it; for a person who settles what no machine could."""
    row = Effect.objects.using(alias_for(app)).filter(kind=kind, key=key).first()
    if row is None:
        return None
    standing = Standing.UNKNOWN if row.state in ("at_risk", "unknown") else Standing(row.state)
    return Entry(id=row.id, app=app, kind=kind, key=key, standing=standing, ref=row.ref)


def done(entry: Entry, *, ref: str) -> None:
    """The act took effect; `ref` is the provider's id or address of it."""
    restored.note(app=entry.app, kind=entry.kind, key=entry.key, what=restored.LEFT)
    _settle(entry, "done", ref=ref)


def refused(entry: Entry, *, reason: str) -> None:
    """The act certainly did not take effect and will not."""
    _settle(entry, "refused", reason=reason)


def unknown(entry: Entry, *, reason: str) -> None:
    """Nobody can tell whether the act took effect: a person decides."""
    _settle(entry, "unknown", reason=reason)


def again(entry: Entry) -> None:
    """The act certainly did not take effect and may be tried again: takes the entry out of the ledger's open rows."""
    using = alias_for(entry.app)
    restored.note(app=entry.app, kind=entry.kind, key=entry.key, what=restored.AGAIN)
    with owning(walls.KERNEL, using=using):
        Effect.objects.using(using).filter(pk=entry.id, state__in=("at_risk", "unknown")).delete()


def set_switch(*, actor: Actor, name: str, scope: str = "", on: bool, reason: str) -> None:
    """Set a control flag: name is paused, killed or proof; scope "" is everything, else e.g. "client:<id>", "kind:mail".

    Runs in a transaction of its own, so that the verb that calls it writes no foreign table.
    """
    actor.require("orchestration.switch")
    if name not in ("paused", "killed", "proof") and (on or name != restored.NAME):
        raise ValueError(f"no switch is called {name}")
    with walls.writing_as(walls.KERNEL, using=SWITCH_DATABASE):
        Switch.objects.using(SWITCH_DATABASE).update_or_create(
            name=name,
            scope=scope,
            defaults={"on": on, "reason": reason, "set_by": actor.id, "at": clock.now()},
        )


def switches_on() -> list[tuple[str, str, str]]:
    """The flags that are on: (name, scope, reason)."""
    rows = Switch.objects.using(SWITCH_DATABASE).filter(on=True).order_by("name", "scope")
    return list(rows.values_list("name", "scope", "reason"))


def switches_on_since() -> list[tuple[str, str, str, datetime]]:
    """The same with the moment each was set."""
    rows = Switch.objects.using(SWITCH_DATABASE).filter(on=True).order_by("name", "scope")
    return list(rows.values_list("name", "scope", "reason", "at"))


def proof_mode() -> bool:
    """Whether acts go to ourselves instead of to the world."""
    return any(name == "proof" for name, _, _ in switches_on())


def refuse_if_switched_off(*, kind: str, client_id: UUID | None = None, scopes: tuple[str, ...] = ()) -> None:
    """Raise SwitchedOff if a pause or kill covers this act, or a restore waits for a person. Read fresh: effective at once."""
    covered = {"", f"kind:{kind}", *scopes}
    if client_id is not None:
        covered.add(f"client:{client_id}")
    for name, scope, reason in switches_on():
        if name in ("paused", "killed", restored.NAME) and scope in covered:
            raise SwitchedOff(f"{kind} is {name} ({scope or 'everything'}): {reason}", remedy="Lift the switch first.")


def _settle(entry: Entry, state: str, **values: str) -> None:
    using = alias_for(entry.app)
    open_entry = Effect.objects.using(using).filter(pk=entry.id, state__in=("at_risk", "unknown"))
    with owning(walls.KERNEL, using=using):
        changed = open_entry.update(state=state, settled_at=clock.now(), **values)
    if changed:
        telemetry.count(metrics.EFFECTS, kind=entry.kind, state=state)
