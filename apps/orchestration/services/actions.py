"""The action queue: acts with their exact effect, approved by people, run by the worker. What was approved is what runs."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from apps.orchestration import contracts, queries, signals
from apps.orchestration.contracts import ActionState, PolicyMode
from apps.orchestration.models import ACTION_MOVES, Action, Policy
from apps.orchestration.services import mappers, notices
from kernel import clock
from kernel.actors import Actor
from kernel.db import INTERNAL, audit, command, query
from kernel.errors import InvalidInput, NotFound, StaleVersion
from kernel.pages import Page, Waiting
from kernel.paging import NEWEST, page
from kernel.refs import content_hash, plain
from kernel.signals import publish


@command("orchestration", right=INTERNAL)
def propose(
    *,
    actor: Actor,
    proposal: contracts.Proposal,
    client_id: UUID | None = None,
    journey_id: UUID | None = None,
    key: str,
) -> contracts.Action:
    """Put an act into the queue; its kind's policy says who must agree. The same key is the same action."""
    return mappers.to_action(add(proposal, client_id=client_id, journey_id=journey_id, key=key))


def add(proposal: contracts.Proposal, *, client_id: UUID | None, journey_id: UUID | None, key: str) -> Action:
    """Store an action inside the running command."""
    if found := Action.objects.filter(key=key).first():
        return found
    policy = Policy.objects.filter(kind=proposal.kind).first()
    mode = PolicyMode(policy.mode) if policy else PolicyMode.REVIEW_FIRST
    days = policy.days if policy else 30
    row = Action.objects.create(
        key=key,
        kind=proposal.kind,
        title=proposal.title[:300],
        effect=proposal.effect,
        payload=plain(proposal.payload),
        sha256=hash_of(proposal.kind, proposal.effect, plain(proposal.payload)),
        mode=mode.value,
        state="READY" if mode is PolicyMode.FULL_AUTO else "PENDING",
        reversible=proposal.reversible,
        journey_id=journey_id,
        client_id=client_id,
        created_at=clock.now(),
        due_at=clock.now(),
        expires_at=clock.now() + timedelta(days=days) if days else None,
    )
    publish(signals.ActionProposed(action_id=row.id, kind=row.kind, mode=row.mode, client_id=client_id))
    if row.state == "PENDING":
        notices.add(
            key=f"action:{row.id}",
            for_right="orchestration.approve",
            client_id=client_id,
            subject=f"To decide: {row.title}",
            text=f"{row.effect}\n\n" + _what_to_do(row),
            url=action_url(row.id),
        )
    return row


def hash_of(kind: str, effect: str, payload: dict) -> str:
    """The hash that binds an approval to what will run and to the words that were shown."""
    return content_hash({"kind": kind, "effect": effect, "payload": payload})


@command("orchestration", right="orchestration.approve", why="reason")
def approve(*, actor: Actor, action_id: UUID, sha256: str, reason: str = "", key: str) -> contracts.Action:
    """Agree to exactly the act whose hash is `sha256`; the worker runs it. A manual act counts as done by your hand.

    StaleVersion if the act is another one, ActionClosed if it is no longer open, expired acts included.
    """
    row = _open(actor, action_id)
    if row.expires_at is not None and row.expires_at <= clock.now():
        raise contracts.ActionClosed("The proposal has expired.", remedy="Have it proposed again.")
    if sha256 != row.sha256:
        raise StaleVersion("This is not the act that lies in the queue.", field="sha256", remedy="Read it again.")
    _move(row, "SUCCESS" if row.mode == PolicyMode.MANUAL else "READY")
    row.decided_by, row.decided_at, row.reason, row.due_at = actor.id, clock.now(), reason, clock.now()
    if row.state == "SUCCESS":
        end(row, "done by hand")
    row.save()
    audit(subject=row.id, client_id=row.client_id, kind=row.kind, sha256=row.sha256)
    return mappers.to_action(row)


@command("orchestration", right="orchestration.approve", why="reason")
def reject(*, actor: Actor, action_id: UUID, reason: str, key: str) -> contracts.Action:
    """Turn an act down, with a reason; it will not run."""
    if not reason.strip():
        raise InvalidInput("Say why the act is turned down.", field="reason")
    row = _open(actor, action_id)
    _move(row, "CANCELLED")
    row.decided_by, row.decided_at, row.reason = actor.id, clock.now(), reason.strip()
    end(row, "turned down")
    row.save()
    audit(subject=row.id, client_id=row.client_id, kind=row.kind)
    return mappers.to_action(row)


@command("orchestration", right="orchestration.approve", why="reason")
def drive_again(*, actor: Actor, action_id: UUID, reason: str = "", key: str) -> contracts.Action:
    """Give an act that used up its attempts (DLQ) another round."""
    row = Action.objects.all().reach(actor, action_id, lock=True)
    if row.state != ActionState.DLQ:
        raise contracts.ActionClosed(f"The action is {row.state}, not in the dead letter queue.")
    _move(row, "READY")
    row.attempt, row.retry_at, row.due_at, row.ended_at = 0, None, clock.now(), None
    row.save()
    return mappers.to_action(row)


@query("orchestration", right="orchestration.view")
def get_action(*, actor: Actor, action_id: UUID) -> contracts.Action:
    """One action; NotFound if the actor may not see it."""
    return mappers.to_action(Action.objects.all().reach(actor, action_id))


@query("orchestration", right="orchestration.view")
def list_actions(
    *,
    actor: Actor,
    filter: contracts.ActionFilter | None = None,
    order: str = "-created_at",
    cursor: str = "",
    limit: int = 50,
) -> Page[contracts.Action]:
    """The queue, newest first (`-created_at`) or oldest first (`created_at`)."""
    rows = queries.actions(actor, filter or contracts.ActionFilter())
    return page(rows, mappers.to_action, order=order, allowed=NEWEST, cursor=cursor, limit=limit)


@query("orchestration", right="orchestration.view")
def list_policies(*, actor: Actor) -> tuple[contracts.Policy, ...]:
    """How each kind of act is treated."""
    return tuple(mappers.to_policy(row) for row in Policy.objects.all())


@command("orchestration", right="orchestration.switch", why="reason")
def set_policy(*, actor: Actor, kind: str, mode: PolicyMode, reason: str, key: str) -> contracts.Policy:
    """Change how acts of a kind are treated from now on; acts already in the queue keep the mode they came with."""
    row = Policy.objects.select_for_update(of=("self",)).filter(kind=kind).first()
    if row is None:
        raise NotFound(f"No kind of action is called {kind}.")
    if not reason.strip():
        raise InvalidInput("Say why the policy changes.", field="reason")
    before, row.mode = row.mode, PolicyMode(mode).value
    row.save()
    audit(subject=kind, before=before, after=row.mode)
    return mappers.to_policy(row)


def waiting(actor: Actor) -> list[Waiting]:
    """Acts that this actor may approve."""
    if not actor.may("orchestration.approve"):
        return []
    rows = Action.objects.all().visible_to(actor).filter(state__in=("PENDING", "DLQ")).order_by("created_at")
    return [
        Waiting(
            app="orchestration",
            kind="action",
            title=row.title[:200],
            detail=row.effect[:300],
            url=action_url(row.id),
            right="orchestration.approve",
            client_id=row.client_id,
            since=row.created_at,
            due_at=_wanted_by(row),
        )
        for row in rows
    ]


def _wanted_by(row: Action) -> datetime:
    """When the act should have happened: the day its payload names, else when the proposal expires."""
    day = row.payload.get("renewal_on", "")
    return datetime.combine(date.fromisoformat(day), time(8), tzinfo=UTC) if day else row.expires_at


def action_url(action_id: UUID) -> str:
    """The staff page of an action."""
    return f"/admin/orchestration/action/{action_id}/change/"


def end(row: Action, result: str) -> None:
    """Note how an action ended, and tell; the caller saves."""
    row.result, row.ended_at = result[:2000], clock.now()
    publish(signals.ActionSettled(action_id=row.id, kind=row.kind, state=row.state, client_id=row.client_id))


def _open(actor: Actor, action_id: UUID) -> Action:
    row = Action.objects.all().reach(actor, action_id, lock=True)
    if row.state != ActionState.PENDING:
        raise contracts.ActionClosed(f"The action is {row.state} already.")
    return row


def _move(row: Action, state: str) -> None:
    if state not in ACTION_MOVES[row.state]:
        raise contracts.ActionClosed(f"An action does not move from {row.state} to {state}.")
    row.state = state


def _what_to_do(row: Action) -> str:
    if row.mode == PolicyMode.MANUAL:
        return "Do it by hand, then mark it as done in the action queue, or turn it down with a reason."
    return "Nothing happens until you approve it. What you approve is exactly what will run."
