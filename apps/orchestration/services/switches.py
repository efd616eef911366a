"""Pause, kill, lift: control flags read before every effect. Each change is recorded with who and why."""

from __future__ import annotations

import re
from uuid import UUID

from apps.orchestration import contracts
from apps.orchestration.models import SwitchChange
from apps.orchestration.services import mappers
from apps.qc.contracts import CHANNEL_LIMITS
from kernel import clock, effects, restored
from kernel.actors import Actor, ActorKind
from kernel.db import audit, command, query
from kernel.errors import Conflict, Forbidden, InvalidInput

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def pause(*, actor: Actor, scope: str = "", reason: str, key: str) -> contracts.SwitchChange:
    """Hold back effects of a scope until lifted: "" is all, else client:<id>, kind:<effect>, channel:<name>, campaign:<id>."""
    return _change(actor, "paused", scope, True, reason, key)


def kill(*, actor: Actor, scope: str = "", reason: str, key: str) -> contracts.SwitchChange:
    """Stop effects of a scope; meant for danger, lifted by hand."""
    return _change(actor, "killed", scope, True, reason, key)


def lift(*, actor: Actor, name: str, scope: str = "", reason: str, key: str) -> contracts.SwitchChange:
    """Lift a pause, a kill or proof mode; what was held back goes on by itself."""
    return _change(actor, name, scope, False, reason, key)


def confirm_restore(*, actor: Actor, reason: str, key: str) -> contracts.SwitchChange:
    """A person has looked at what left after the backup was made: what waits may leave now. Conflict if nothing is held."""
    if not restored.pending():
        raise Conflict("No restore waits to be confirmed.")
    return lift(actor=actor, name=restored.NAME, reason=reason, key=key)


def set_proof_mode(*, actor: Actor, on: bool, reason: str, key: str) -> contracts.SwitchChange:
    """Proof mode: outreach goes to ourselves instead of to the world."""
    return _change(actor, "proof", "", on, reason, key)


@query("orchestration", right="orchestration.view")
def list_switches(*, actor: Actor) -> tuple[contracts.SwitchChange, ...]:
    """The last change of each flag, the flags that are on first."""
    last: dict[tuple[str, str], SwitchChange] = {}
    for row in SwitchChange.objects.order_by("at", "id"):
        last[(row.name, row.scope)] = row
    rows = sorted(last.values(), key=lambda row: (not row.on, row.name, row.scope))
    return tuple(mappers.to_change(row) for row in rows)


def scopes() -> str:
    """What a scope may be, for people."""
    kinds = ", ".join(f"kind:{kind}" for kind in sorted(effects.kinds()))
    return f"client:<id>, campaign:<id>, channel:<name>, {kinds}"


def _exists(scope: str) -> bool:
    """Whether the scope names something that acts: a switch on anything else would hold back nothing."""
    what, _, name = scope.partition(":")
    if what in ("client", "campaign"):
        return bool(_ID.fullmatch(name))
    return (what == "kind" and name in effects.kinds()) or (what == "channel" and name in CHANNEL_LIMITS)


def _refuse_beyond(actor: Actor, scope: str) -> None:
    """Whoever sees only some clients switches only those."""
    if actor.clients is None or actor.kind is ActorKind.WORKER:
        return
    kind, _, name = scope.partition(":")
    if kind != "client" or not actor.sees(UUID(name)):
        raise Forbidden("You may switch the clients you see, and nothing else.", field="scope", remedy="Write client:<id>.")


def _change(actor: Actor, name: str, scope: str, on: bool, reason: str, key: str) -> contracts.SwitchChange:
    recorded = record_change(actor=actor, name=name, scope=scope, on=on, reason=reason, key=key)
    effects.set_switch(actor=actor, name=name, scope=scope, on=on, reason=recorded.reason)
    return recorded


@command("orchestration", right="orchestration.switch", why="reason")
def record_change(*, actor: Actor, name: str, scope: str, on: bool, reason: str, key: str) -> contracts.SwitchChange:
    """Record a change before it is made; InvalidInput names what is wrong with it."""
    if name not in ("paused", "killed", "proof") and (on or name != restored.NAME):
        raise InvalidInput("There are the switches paused, killed and proof.", field="name")
    if scope and not _exists(scope):
        raise InvalidInput(f"“{scope[:60]}” is no scope.", field="scope", remedy=f"Write nothing for all, or {scopes()}.")
    _refuse_beyond(actor, scope)
    if not reason.strip():
        raise InvalidInput("Say why.", field="reason")
    row = SwitchChange.objects.create(name=name, scope=scope, on=on, reason=reason.strip(), set_by=actor.id, at=clock.now())
    audit(subject=f"{name}:{scope or 'all'}", on=on)
    return mappers.to_change(row)
