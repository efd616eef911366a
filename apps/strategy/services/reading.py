"""Reads: strategies, versions, differences, jobs, and what waits for somebody."""

from __future__ import annotations

from uuid import UUID

from apps.strategy import contracts
from apps.strategy.contracts import Status
from apps.strategy.logic.difference import compare_contents
from apps.strategy.logic.document import sections_of
from apps.strategy.models import Job, Strategy
from apps.strategy.services.mapping import to_job, to_strategy, to_summary
from kernel.actors import Actor
from kernel.db import ANYONE, query
from kernel.errors import InvalidInput
from kernel.pages import Page, Waiting
from kernel.paging import page

_CLIENT_SEES = (Status.APPROVED, Status.FLAGGED, Status.ARCHIVED)


@query("strategy", right="strategy.view")
def get_strategy(*, actor: Actor, strategy_id: UUID) -> contracts.Strategy:
    """One version; NotFound if the actor may not see it (clients see what was approved)."""
    return to_strategy(visible(actor).reach(actor, strategy_id))


@query("strategy", right="strategy.view")
def read_strategy(*, actor: Actor, strategy_id: UUID) -> contracts.ReadableStrategy:
    """A strategy as people read it: its sections in its own language."""
    row = visible(actor).reach(actor, strategy_id)
    return contracts.ReadableStrategy(
        strategy=to_summary(row),
        title=str(row.content.get("title", "")),
        language=row.language,
        sections=sections_of(row.content),
    )


@query("strategy", right="strategy.view")
def list_strategies(
    *,
    actor: Actor,
    filter: contracts.StrategyFilter = contracts.StrategyFilter(),
    order: str = "-created_at",
    cursor: str = "",
    limit: int = 50,
) -> Page[contracts.StrategySummary]:
    """Strategies, newest first."""
    rows = visible(actor).visible_to(actor)
    for name in ("client_id", "engagement_id", "status"):
        if (wanted := getattr(filter, name)) is not None:
            rows = rows.filter(**{name: wanted})
    hidden = Strategy.objects.visible_to(actor).filter(approved_at__isnull=False).exclude(pk__in=visible(actor).values("pk"))
    return page(
        rows,
        to_summary,
        order=order,
        allowed=("-created_at",),
        cursor=cursor,
        limit=limit,
        actor=actor,
        since=filter.updated_since,
        hidden=hidden,
    )


@query("strategy", right="strategy.view")
def list_versions(*, actor: Actor, engagement_id: UUID) -> tuple[contracts.StrategySummary, ...]:
    """All versions of an engagement's strategy, newest first."""
    rows = visible(actor).visible_to(actor).filter(engagement_id=engagement_id).order_by("-version")
    return tuple(to_summary(row) for row in rows)


@query("strategy", right="strategy.view")
def compare(*, actor: Actor, before_id: UUID, after_id: UUID) -> contracts.Difference:
    """What changed between two versions of one engagement's strategy, field by field."""
    before, after = (visible(actor).reach(actor, pk) for pk in (before_id, after_id))
    if before.engagement_id != after.engagement_id:
        raise InvalidInput("The two versions belong to different engagements.", field="after_id")
    changes = compare_contents(before.content, after.content)
    return contracts.Difference(before=before.ref(), after=after.ref(), changes=changes)


@query("strategy", right="strategy.view")
def get_job(*, actor: Actor, job_id: UUID) -> contracts.Job:
    """How a piece of work stands."""
    return to_job(_jobs(actor).reach(actor, job_id))


@query("strategy", right="strategy.view")
def list_jobs(*, actor: Actor, engagement_id: UUID) -> tuple[contracts.Job, ...]:
    """An engagement's jobs, newest first."""
    return tuple(to_job(row) for row in _jobs(actor).visible_to(actor).filter(engagement_id=engagement_id).order_by("-id"))


@query("strategy", right=ANYONE)
def list_waiting(*, actor: Actor) -> tuple[Waiting, ...]:
    """Strategies that wait for this actor: judged drafts and flagged ones for those who approve, failures for those who write."""
    found: list[Waiting] = []
    if not actor.is_inside:
        return ()
    if actor.may("strategy.approve"):
        rows = Strategy.objects.visible_to(actor).filter(status__in=[Status.DRAFT, Status.REVISED, Status.FLAGGED])
        found += [_gate(row) for row in rows.order_by("created_at") if not _is_superseded(row)]
    if actor.may("strategy.write"):
        found += [_failed(job) for job in Job.objects.visible_to(actor).filter(state="dead").order_by("created_at")]
    return tuple(found)


def visible(actor: Actor):
    """All versions for the house's own people and integrators, what was approved for clients and guests."""
    rows = Strategy.objects.all()
    return rows if actor.kind in ("staff", "worker", "token") else rows.filter(status__in=_CLIENT_SEES)


def _jobs(actor: Actor):
    """Jobs are the house's own business: their errors quote drafts that no client has seen."""
    return Job.objects.all() if actor.kind in ("staff", "worker", "token") else Job.objects.none()


def _is_superseded(row: Strategy) -> bool:
    return Strategy.objects.filter(engagement_id=row.engagement_id, version__gt=row.version).exists()


def _gate(row: Strategy) -> Waiting:
    title = f"Strategy v{row.version} of {row.client_name} waits for your approval"
    detail = {
        "": "Quality control has not judged it yet.",
        "PASS": f"Quality control passed it with {row.score} points.",
        "WARN": f"Quality control passed it with warnings ({row.score} points).",
        "FAIL": f"Quality control refused it: {'; '.join(row.qc_notes[:2]) or 'see the result'}",
    }[row.verdict]
    if row.status == Status.FLAGGED:
        title = f"Strategy v{row.version} of {row.client_name} rests on an older brief"
        detail = "Have a new version written from the brief that holds now."
    return Waiting(
        app="strategy",
        kind="strategy",
        title=title,
        detail=detail,
        url=f"/admin/strategy/strategy/{row.id}/change/",
        right="strategy.approve",
        client_id=row.client_id,
        since=row.created_at,
    )


def _failed(job: Job) -> Waiting:
    return Waiting(
        app="strategy",
        kind="job",
        title="A strategy could not be written" if job.kind != "render" else "A strategy's document could not be set",
        detail=job.last_error[:300],
        url=f"/admin/strategy/job/{job.id}/change/",
        right="strategy.write",
        client_id=job.client_id,
        since=job.created_at,
    )
