"""Reading bundles, jobs and what waits for staff."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet

from apps.production import contracts
from apps.production.models import Bundle, DraftJob
from apps.production.services.mapping import to_bundle, to_job
from kernel.actors import Actor
from kernel.db import ANYONE, query
from kernel.errors import NotFound
from kernel.pages import Page, Waiting
from kernel.paging import NEWEST, page
from kernel.text import counted

_WAITING_SHOWN = 50
_FOR_CLIENTS = ("approved", "flagged_for_review", "archived")


def shown_to(actor: Actor) -> QuerySet:
    """The bundles an actor may read: staff all of their clients', everybody else what the client has approved."""
    rows = Bundle.objects.visible_to(actor)
    return rows if actor.is_inside else rows.filter(status__in=_FOR_CLIENTS)


@query("production", right="production.view")
def get_bundle(*, actor: Actor, bundle_id: UUID) -> contracts.Bundle:
    """One version of the drafts; NotFound if the actor may not see it. Outsiders see approved ones, without notes."""
    row = shown_to(actor).filter(pk=bundle_id).first()
    if row is None:
        raise NotFound("There is no such bundle.")
    found = to_bundle(row)
    return found if actor.is_inside else replace(found, notes=(), provenance={})


@query("production", right="production.view")
def get_draft(*, actor: Actor, job_id: UUID) -> contracts.Job:
    """A writing job: waiting, done with its bundle, or dead with its error. For the agency only."""
    if not actor.is_inside:
        raise NotFound("There is no such writing job.")
    return to_job(DraftJob.objects.all().reach(actor, job_id))


@query("production", right="production.view")
def assemble_bundle(*, actor: Actor, engagement_id: UUID) -> contracts.Bundle:
    """The newest version of an engagement's drafts; NotFound while there is none."""
    newest = shown_to(actor).filter(engagement_id=engagement_id).order_by("-version").first()
    if newest is None:
        raise NotFound("There are no drafts of this engagement.")
    found = to_bundle(newest)
    return found if actor.is_inside else replace(found, notes=(), provenance={})


@query("production", right="production.view")
def list_bundles(
    *, actor: Actor, filter: contracts.BundleFilter, order: str = "-created_at", cursor: str = "", limit: int = 50
) -> Page[contracts.BundleRow]:
    """Bundles without their content, a page at a time; people outside the agency see approved ones."""
    wanted = {"client_id": filter.client_id, "engagement_id": filter.engagement_id, "status": filter.status}
    rows = shown_to(actor).filter(**{name: value for name, value in wanted.items() if value})
    gone = Bundle.objects.visible_to(actor).filter(status="revised").exclude(pk__in=shown_to(actor).values("pk"))
    since = filter.updated_since
    return page(rows, _to_row, order=order, allowed=NEWEST, cursor=cursor, limit=limit, actor=actor, since=since, hidden=gone)


@query("production", right="production.view")
def list_editors(*, actor: Actor, bundle_id: UUID) -> tuple[UUID, ...]:
    """Who wrote by hand in this version or in one it was revised from."""
    row: Bundle | None = Bundle.objects.all().reach(actor, bundle_id)
    found: list[UUID] = []
    while row is not None:
        found += [row.editor_id] if row.editor_id else []
        previous = row.previous_ref()
        row = Bundle.objects.visible_to(actor).filter(pk=previous.id).first() if previous else None
    return tuple(dict.fromkeys(found))


@query("production", right=ANYONE)
def list_waiting(*, actor: Actor) -> tuple[Waiting, ...]:
    """Dead writing jobs, and open points of the newest drafts that no machine could carry out."""
    if not actor.is_inside or not actor.may("production.write"):
        return ()
    dead = DraftJob.objects.visible_to(actor).filter(state="dead").order_by("created_at")[:_WAITING_SHOWN]
    noted = Bundle.objects.visible_to(actor).filter(status="draft").exclude(notes=[]).order_by("created_at")[:_WAITING_SHOWN]
    return (*(_dead(row) for row in dead), *(_noted(row) for row in noted))


def _dead(row: DraftJob) -> Waiting:
    return Waiting(
        app="production",
        kind="draft_failed",
        title="Drafts could not be written",
        detail=row.last_error[:300],
        url=f"/admin/production/draftjob/{row.id}/change/",
        right="production.write",
        client_id=row.client_id,
        since=row.created_at,
    )


def _noted(row: Bundle) -> Waiting:
    return Waiting(
        app="production",
        kind="open_points",
        title=f"{counted(len(row.notes), 'open point')} in drafts v{row.version}",
        detail=str(row.notes[0])[:300],
        url=f"/admin/production/bundle/{row.id}/change/",
        right="production.write",
        client_id=row.client_id,
        since=row.created_at,
    )


def _to_row(row: Bundle) -> contracts.BundleRow:
    return contracts.BundleRow(
        id=row.id,
        engagement_id=row.engagement_id,
        client_id=row.client_id,
        version=row.version,
        sha256=row.sha256,
        status=row.status,
        posts=len(row.content["posts"]),
        reason=row.reason,
        qc_verdict=row.qc_verdict,
        created_at=row.created_at,
    )
