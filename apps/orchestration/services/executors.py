"""The worker's side of the action queue: an approved act is run once, under its own id as key."""

from __future__ import annotations

import logging
from collections.abc import Callable
from uuid import UUID

from apps.billing import services as billing
from apps.orchestration import queries
from apps.orchestration.logic.client_journey import EXTRA_ROUND
from apps.orchestration.models import Action
from apps.orchestration.services import actions, store
from kernel import claims
from kernel.actors import Actor, worker
from kernel.db import INTERNAL, atomic, audit, command
from kernel.errors import Conflict, DomainError, NotConfigured, SwitchedOff

log = logging.getLogger(__name__)


def run_due(*, actor: Actor, limit: int = 20) -> int:
    """Run the acts that are ready; returns how many were handled."""
    rows = claims.claim(Action, limit=limit, lease_seconds=120)
    for row in rows:
        try:
            _run(actor, row)
        except claims.LostLease:
            log.warning("action overtaken", extra={"action": str(row.id)})
    return len(rows)


def _run(actor: Actor, row: Action) -> None:
    if row.sha256 != actions.hash_of(row.kind, row.effect, row.payload):
        settle(actor=actor, action_id=row.id, token=row.token, state="FAILED", result="changed after it was approved")
        return
    try:
        result = EXECUTORS[row.kind](worker("orchestration", client_id=row.client_id), row.payload, str(row.id))
    except SwitchedOff as error:
        claims.hold_back(row, error.detail)
    except Exception as error:
        _note_failure(actor, row, error)
    else:
        settle(actor=actor, action_id=row.id, token=row.token, state="SUCCESS", result=result)


def _note_failure(actor: Actor, row: Action, error: Exception) -> None:
    text = error.detail if isinstance(error, DomainError) else f"{type(error).__name__}: {error}"
    if isinstance(error, DomainError) and not isinstance(error, Conflict | NotConfigured):
        settle(actor=actor, action_id=row.id, token=row.token, state="FAILED", result=text)
    elif row.attempt >= row.MAX_ATTEMPTS:
        settle(actor=actor, action_id=row.id, token=row.token, state="DLQ", result=text)
    else:
        with atomic("orchestration"):
            claims.fail(row, text)
            Action.objects.filter(pk=row.pk, token=row.token, state="READY").update(state="RETRY")


@command("orchestration", right=INTERNAL)
def settle(*, actor: Actor, action_id: UUID, token: int, state: str, result: str) -> None:
    """Record how an act ended; LostLease if another worker has it."""
    row = Action.objects.select_for_update(of=("self",)).get(pk=action_id)
    if row.token != token:
        raise claims.LostLease(f"action {action_id} was claimed by another worker")
    actions._move(row, state)
    row.lease_until = None
    actions.end(row, result)
    row.save()
    audit(subject=row.id, client_id=row.client_id, state=state)


@command("orchestration", right=INTERNAL)
def grant_extra_round(*, actor: Actor, journey_id: UUID, key: str) -> str:
    """The change order was approved: the journey goes on with one more round."""
    row = queries.locked(actor, journey_id)
    store.hear(row, EXTRA_ROUND, {}, store.Cause(actor))
    return "one more round granted"


def _extra_round(actor: Actor, payload: dict, key: str) -> str:
    return grant_extra_round(actor=actor, journey_id=UUID(payload["journey_id"]), key=key)


def _credit_invoice(actor: Actor, payload: dict, key: str) -> str:
    note = billing.credit(actor=actor, invoice_id=UUID(payload["invoice_id"]), reason=payload["reason"], key=key)
    return f"credit note {note.number}"


def _discard_invoice(actor: Actor, payload: dict, key: str) -> str:
    billing.discard_draft(actor=actor, invoice_id=UUID(payload["invoice_id"]), reason=payload["reason"], key=key)
    return "the draft was discarded"


EXECUTORS: dict[str, Callable[[Actor, dict, str], str]] = {
    "extra_round": _extra_round,
    "credit_invoice": _credit_invoice,
    "discard_invoice": _discard_invoice,
}
"""Kinds that the worker can run; all others are done by hand and are refused here with a KeyError that a person sees."""
