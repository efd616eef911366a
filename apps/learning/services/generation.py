"""The gateway for all generation: begin under a lease, compose outside any transaction, record under the token."""

from __future__ import annotations

import copy
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from apps.learning import contracts, signals
from apps.learning.contracts import Draft, Profile, Provenance, Tools
from apps.learning.models import Generation
from apps.learning.providers import Answer, Request, Unavailable
from apps.learning.services import budgets
from kernel import claims, clock, context, providers
from kernel.actors import Actor
from kernel.db import INTERNAL, command, query
from kernel.errors import Conflict, InvalidInput, NotFound
from kernel.money import Money
from kernel.pages import Page
from kernel.paging import page
from kernel.refs import content_hash, plain
from kernel.signals import publish

log = logging.getLogger(__name__)
PORT = "learning.writer"
LEASE_SECONDS = 120


def generate(
    *,
    actor: Actor,
    task: str,
    context: dict,
    house: Callable[[Tools, dict], dict],
    client_id: UUID | None,
    profile: str = "standard",
    key: str,
    check: Callable[[dict], Sequence[str]] | None = None,
    prompt_version: str = "1",
) -> Draft:
    """Have a draft written: the first writer of the chain whose answer passes `check` (its objections; none = good).

    Call it in a worker, outside transactions. The same request (task, context, client, profile, prompt version) gives the
    stored draft: nothing is composed or paid twice; `key` names the caller's work in the log. `house` composes without a
    model: raise `prompt_version` when it changes. Raises DraftRefused when no answer passes, BudgetExhausted when the
    day's budget covers no writer, Conflict while another worker composes the same request.
    """
    facts = contracts.facts(context)
    request = Request(
        task=task,
        profile=_profile(profile),
        context=context,
        house=house,
        seed=_seed(task, context, facts),
        language=facts.language,
        names=tuple(n for n in (facts.get("client_name"), facts.get("geography")) if n),
    )
    digest = content_hash([task, profile, plain(context), str(client_id or ""), prompt_version])
    begun = _begin(
        actor=actor, client_id=client_id, task=task, profile=profile, digest=digest, work=key, prompt_version=prompt_version
    )
    if begun.draft is not None:
        return begun.draft
    try:
        answer = _ask_chain(actor, client_id, request, check or (lambda content: ()))
    except Exception as error:
        _give_up(actor=actor, generation_id=begun.id, token=begun.token, error=f"{type(error).__name__}: {error}")
        raise
    return _record(actor=actor, generation_id=begun.id, token=begun.token, answer=answer)


@query("learning", right="learning.view")
def list_generations(
    *, actor: Actor, filter: contracts.GenerationFilter, order: str = "-created_at", cursor: str = "", limit: int = 50
) -> Page[contracts.Generation]:
    """Stored calls of the writers, newest first."""
    rows = Generation.objects.visible_to(actor)
    if filter.client_id is not None:
        rows = rows.filter(client_id=filter.client_id)
    if filter.task:
        rows = rows.filter(task=filter.task)
    if filter.state:
        rows = rows.filter(state=filter.state)
    return page(rows, _to_generation, order=order, allowed=("-created_at",), cursor=cursor, limit=limit)


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A request that this worker now composes, or the draft that is stored for it."""

    id: UUID
    token: int
    draft: Draft | None = None


@dataclass(frozen=True, kw_only=True)
class Written:
    """An answer that passed its check, with the writer's name."""

    writer: str
    answer: Answer
    reserved: Money


@command("learning", right=INTERNAL)
def _begin(
    *, actor: Actor, client_id: UUID | None, task: str, profile: str, digest: str, work: str, prompt_version: str
) -> Begun:
    if client_id is not None and not actor.sees(client_id):
        raise NotFound("There is no such client account.")
    values = {"client_id": client_id, "task": task, "profile": profile, "key": work[:200], "prompt_version": prompt_version}
    row, _ = Generation.objects.get_or_create(request_hash=digest, defaults=values | {"created_at": clock.now()})
    if row.state == "done":
        return Begun(id=row.id, token=row.token, draft=_to_draft(row))
    if row.state == "dead":
        Generation.objects.filter(pk=row.pk, state="dead").update(state="pending", retry_at=None, lease_until=None)
    claimed = claims.claim(Generation, lease_seconds=LEASE_SECONDS, where=Q(pk=row.pk))
    if not claimed:
        raise Conflict("Another worker is composing the same draft.", remedy="Try again in two minutes.")
    return Begun(id=row.id, token=claimed[0].token)


@command("learning", right=INTERNAL)
def _reserve(*, actor: Actor, client_id: UUID | None, amount: Money) -> bool:
    return budgets.reserve(client_id, amount)


@command("learning", right=INTERNAL)
def _release(*, actor: Actor, client_id: UUID | None, reserved: Money, cost: Money) -> None:
    budgets.settle(client_id, reserved=reserved, cost=cost)


@command("learning", right=INTERNAL)
def _tell_exhausted(*, actor: Actor, client_id: UUID | None, task: str) -> None:
    budgets.tell_exhausted(client_id, task)


@command("learning", right=INTERNAL)
def _record(*, actor: Actor, generation_id: UUID, token: int, answer: Written) -> Draft:
    row = Generation.objects.get(pk=generation_id)
    row.token = token
    found = answer.answer
    claims.settle(
        row,
        writer=answer.writer,
        model=found.model,
        content=plain(found.content),
        sources=_sources(found.content),
        cost_minor=row.cost_minor + found.cost.minor,
        currency=found.cost.currency,
        done_at=clock.now(),
    )
    publish(signals.DraftGenerated(generation_id=row.id, client_id=row.client_id, task=row.task, writer=row.writer))
    return _to_draft(row)


@command("learning", right=INTERNAL)
def _give_up(*, actor: Actor, generation_id: UUID, token: int, error: str) -> None:
    row = Generation.objects.get(pk=generation_id)
    row.token = token
    claims.fail(row, error, final=True)


def _ask_chain(actor: Actor, client_id: UUID | None, request: Request, check: Callable[[dict], Sequence[str]]) -> Written:
    """The first answer that passes; each writer may try again with the objections to its last answer."""
    context.refuse_in_transaction("learning.generate")
    objections: list[str] = []
    refused_by_budget = False
    for writer in providers.chain(PORT):
        if not writer.serves(request.profile):
            continue
        asked = request
        for _ in range(writer.tries):
            reserved = writer.ceiling(asked)
            if not _reserve(actor=actor, client_id=client_id, amount=reserved):
                refused_by_budget = True
                break
            outcome = _ask(actor, client_id, writer, asked, reserved)
            if isinstance(outcome, str):
                objections.append(f"{writer.name}: {outcome}")
                break
            found = _objections(outcome, check)
            if not found:
                return Written(writer=writer.name, answer=outcome, reserved=reserved)
            objections += [f"{writer.name}: {text}" for text in found]
            asked = Request(**{**vars(asked), "objections": tuple(found)})
    if refused_by_budget and not objections:
        _tell_exhausted(actor=actor, client_id=client_id, task=request.task)
        raise contracts.BudgetExhausted(
            f"Today's budget for {request.task} is used up.", remedy="Raise it under Learning → Budgets, or wait for tomorrow."
        )
    raise contracts.DraftRefused("; ".join(objections[:12]) or "No writer serves this profile.")


def _ask(actor: Actor, client_id: UUID | None, writer: Any, request: Request, reserved: Money) -> Answer | str:
    """One call; its cost is settled whatever comes of it. A text says why there is no answer."""
    cost = reserved
    try:
        answer = writer.compose(Request(**{**vars(request), "context": copy.deepcopy(request.context)}))
        cost = answer.cost
        return answer
    except Unavailable as error:
        cost = Money(minor=0, currency=reserved.currency)
        log.warning("writer unavailable", extra={"writer": writer.name, "task": request.task})
        return str(error) or "unavailable"
    finally:
        _release(actor=actor, client_id=client_id, reserved=reserved, cost=cost)


def _objections(answer: Answer, check: Callable[[dict], Sequence[str]]) -> list[str]:
    if not isinstance(answer.content, dict) or not answer.content:
        return ["the answer is not an object with fields"]
    return list(check(answer.content))


def _profile(profile: str) -> str:
    if profile not in [p.value for p in Profile]:
        raise InvalidInput(f"There is no profile “{profile}”.", field="profile", remedy=f"Use {', '.join(Profile)}.")
    return profile


def _seed(task: str, context_: dict, facts: contracts.Facts) -> str:
    """What decides the house writer's choices: the task and whose text it is, so that a changed answer changes no others."""
    who = f"{facts.get('client_name')}|{facts.get('website')}".strip("|")
    return f"{task}|{who or content_hash(plain(context_))}"


def _sources(content: dict) -> list[str]:
    """The fields that a draft says it rests on: every leaf of its `sources`."""
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                walk(inner)
        elif value:
            found.append(str(value))

    walk(content.get("sources", {}))
    return sorted(set(found))


def _to_draft(row: Generation) -> Draft:
    return Draft(
        content=row.content,
        provenance=Provenance(
            writer=row.writer,
            model=row.model,
            prompt_version=row.prompt_version,
            sources=tuple(row.sources),
            request_hash=row.request_hash,
            cost=Money(minor=row.cost_minor, currency=row.currency),
        ),
    )


def _to_generation(row: Generation) -> contracts.Generation:
    return contracts.Generation(
        id=row.id,
        client_id=row.client_id,
        task=row.task,
        profile=row.profile,
        state=row.state,
        writer=row.writer,
        model=row.model,
        prompt_version=row.prompt_version,
        request_hash=row.request_hash,
        cost=Money(minor=row.cost_minor, currency=row.currency),
        attempts=row.attempt,
        error=row.last_error,
        created_at=row.created_at,
        done_at=row.done_at,
    )
