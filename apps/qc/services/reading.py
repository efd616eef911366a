"""Reading verdicts, waivers and what waits for a person."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from apps.qc import contracts
from apps.qc.models import Result, Waiver
from apps.qc.services.mapping import to_result, to_waiver
from kernel.actors import Actor
from kernel.db import ANYONE, query
from kernel.errors import InvalidInput, NotFound
from kernel.pages import Page, Waiting
from kernel.paging import NEWEST, page
from kernel.refs import ArtifactRef
from kernel.text import counted
from kernel.text_length import measure

_WAITING_SHOWN = 50
_WRITERS = {
    "brief": "onboarding.write",
    "strategy": "strategy.write",
    "calendar": "production.write",
    "draft_bundle": "production.write",
    "delivery_package": "delivery.write",
}
"""Who writes what is judged, by the right to do it."""


@query("qc", right="qc.view")
def get_result(*, actor: Actor, ref: ArtifactRef) -> contracts.Result:
    """The latest verdict on exactly this version; NotFound if it was never judged."""
    rows = Result.objects.visible_to(actor).filter(artifact_id=ref.id, artifact_sha256=ref.sha256)
    row = rows.order_by("-created_at", "-id").first()
    if row is None:
        raise NotFound(f"There is no verdict on {ref}.", remedy="Have it judged first.")
    return to_result(row)


@query("qc", right="qc.view")
def read_result(*, actor: Actor, result_id: UUID) -> contracts.Result:
    """One result by its id; NotFound if the actor may not see it."""
    return to_result(Result.objects.all().reach(actor, result_id))


@query("qc", right="qc.view")
def list_results(
    *, actor: Actor, filter: contracts.ResultFilter, order: str = "-created_at", cursor: str = "", limit: int = 50
) -> Page[contracts.Result]:
    """Results with their findings, a page at a time; order is created_at or -created_at."""
    rows = _filtered(Result.objects.visible_to(actor), filter)
    return page(rows, to_result, order=order, allowed=NEWEST, cursor=cursor, limit=limit)


@query("qc", right="qc.view")
def list_waivers(*, actor: Actor, result_id: UUID) -> tuple[contracts.Waiver, ...]:
    """The waivers of one result, newest first, expired ones included."""
    row = Result.objects.all().reach(actor, result_id)
    return tuple(to_waiver(w) for w in Waiver.objects.visible_to(actor).filter(result=row).order_by("-created_at"))


@query("qc", right="qc.view")
def check_text(*, actor: Actor, channel: str, text: str) -> contracts.TextCheck:
    """A text measured as its channel counts it; InvalidInput for a channel without known limits."""
    limit = contracts.CHANNEL_LIMITS.get(contracts.channel_key(channel))
    if limit is None:
        known = ", ".join(contracts.CHANNEL_LIMITS)
        raise InvalidInput(f"The limits of “{channel}” are not known.", field="channel", remedy=f"Known: {known}.")
    length = measure(text, limit.counting)
    return contracts.TextCheck(channel=limit.channel, length=length, limit=limit.text, fits=length <= limit.text)


@query("qc", right=ANYONE)
def list_waiting(*, actor: Actor) -> tuple[Waiting, ...]:
    """Failed verdicts that no newer version has overtaken: somebody with qc.waive waives, or who writes such texts revises."""
    kinds = [kind for kind, right in _WRITERS.items() if actor.may(right)]
    if not actor.is_inside or not (kinds or actor.may("qc.waive")):
        return ()
    newer = Result.objects.filter(
        engagement_id=OuterRef("engagement_id"), artifact_kind=OuterRef("artifact_kind"), id__gt=OuterRef("id")
    )
    rows = Result.objects.visible_to(actor).filter(~Exists(newer), verdict=contracts.Verdict.FAIL)
    if not actor.may("qc.waive"):
        rows = rows.filter(artifact_kind__in=kinds)
    return tuple(_to_waiting(row, actor) for row in rows.order_by("created_at")[:_WAITING_SHOWN])


def _to_waiting(row: Result, actor: Actor) -> Waiting:
    waives = actor.may("qc.waive")
    open_findings = [finding for finding in row.findings if not finding.get("waived")]
    first = open_findings[0]["message"] if open_findings else ""
    return Waiting(
        app="qc",
        kind="qc_failed" if waives else "qc_revise",
        title=f"QC failed: {row.artifact_kind.replace('_', ' ')} v{row.artifact_version}",
        detail=f"{counted(len(open_findings), 'finding')}, score {row.score}. First: {first}",
        url=f"/admin/qc/result/{row.id}/change/",
        right="qc.waive" if waives else _WRITERS[row.artifact_kind],
        client_id=row.client_id,
        since=row.created_at,
    )


def _filtered(rows: QuerySet, wanted: contracts.ResultFilter) -> QuerySet:
    given = {
        "client_id": wanted.client_id,
        "engagement_id": wanted.engagement_id,
        "artifact_kind": wanted.kind,
        "verdict": wanted.verdict,
        "artifact_id": wanted.artifact_id,
    }
    return rows.filter(**{name: value for name, value in given.items() if value})
