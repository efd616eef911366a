"""What waits for people in reporting: reports that could not be written, and reports that no channel's figures reached."""

from __future__ import annotations

from apps.reporting.models import Fact, Report, ReportJob
from apps.reporting.queries import lacks_channels
from kernel.actors import Actor
from kernel.db import ANYONE, query
from kernel.pages import Waiting

LIMIT = 100


@query("reporting", right=ANYONE)
def list_waiting(*, actor: Actor) -> tuple[Waiting, ...]:
    """What this actor can act on now, longest waiting first."""
    if not actor.is_inside or not actor.may("reporting.write"):
        return ()
    found = [*(_failed(job) for job in _dead_jobs(actor)), *(_silent(row) for row in _without_channels(actor))]
    return tuple(sorted(found, key=lambda w: w.since))


def _dead_jobs(actor: Actor) -> list[ReportJob]:
    return list(ReportJob.objects.all().visible_to(actor).filter(state="dead").order_by("created_at")[:LIMIT])


def _without_channels(actor: Actor) -> list[Report]:
    """The newest report of each engagement, where no file gave figures for its period until now."""
    newest: dict = {}
    for row in Report.objects.all().visible_to(actor).select_related("snapshot").order_by("-version"):
        newest.setdefault(row.engagement_id, row)
    return [row for row in newest.values() if lacks_channels(row.content) and not _came_later(row)][:LIMIT]


def _came_later(row: Report) -> bool:
    period = (row.snapshot.period_start, row.snapshot.period_end)
    return Fact.objects.filter(engagement_id=row.engagement_id, source="file", day__range=period).exists()


def _failed(job: ReportJob) -> Waiting:
    return Waiting(
        app="reporting",
        kind="report_failed",
        title="A report could not be written",
        detail=job.last_error[:300],
        url=f"/admin/reporting/reportjob/{job.id}/change/",
        right="reporting.write",
        client_id=job.client_id,
        since=job.created_at,
    )


def _silent(row: Report) -> Waiting:
    return Waiting(
        app="reporting",
        kind="metrics_missing",
        title=f"The report of {row.content['client_name']} has no figures of the channels",
        detail=f"Upload the CSV of {row.content['period_text']}, then collect again and write the report anew.",
        url=f"/admin/reporting/importbatch/add/?client_id={row.client_id}&engagement_id={row.engagement_id}",
        right="reporting.write",
        client_id=row.client_id,
        since=row.created_at,
    )
