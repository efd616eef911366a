"""What others and the pages read."""

from __future__ import annotations

from uuid import UUID

from apps.reporting import contracts, queries
from apps.reporting.contracts import ReportFilter
from apps.reporting.models import Metric, Report, Snapshot
from kernel import files
from kernel.actors import Actor
from kernel.db import query
from kernel.pages import Page
from kernel.paging import NEWEST, page
from kernel.spreadsheets import csv_bytes


@query("reporting", right="reporting.view")
def get_report(*, actor: Actor, report_id: UUID) -> contracts.Report:
    """One report; NotFound if the actor may not see it."""
    return queries.to_report(Report.objects.select_related("snapshot").reach(actor, report_id))


@query("reporting", right="reporting.view")
def list_reports(
    *, actor: Actor, filter: ReportFilter, order: str = "-created_at", cursor: str = "", limit: int = 50
) -> Page[contracts.Report]:
    """Reports the actor may see, newest first (`order` is "-created_at" or "created_at")."""
    rows = Report.objects.select_related("snapshot").visible_to(actor)
    for name in ("client_id", "engagement_id"):
        if (value := getattr(filter, name)) is not None:
            rows = rows.filter(**{name: value})
    since, to_dto = filter.updated_since, queries.to_report
    return page(rows, to_dto, order=order, allowed=NEWEST, cursor=cursor, limit=limit, actor=actor, since=since)


@query("reporting", right="reporting.view")
def get_document(*, actor: Actor, report_id: UUID) -> contracts.Document:
    """The report's PDF."""
    row = Report.objects.all().reach(actor, report_id)
    return contracts.Document(
        file_name=f"report-{row.content['period']['end']}-v{row.version}.pdf",
        content_type="application/pdf",
        sha256=row.pdf_sha256,
        data=files.get("reporting", row.pdf_sha256),
    )


@query("reporting", right="reporting.view")
def get_table(*, actor: Actor, report_id: UUID) -> contracts.Document:
    """The facts behind the report as CSV, one line per measured value; cells cannot run as formulas."""
    row = Report.objects.select_related("snapshot").reach(actor, report_id)
    shown = {name for name, metric in row.snapshot.dataset["metrics"].items() if not metric["internal"]}
    facts = [f for f in row.snapshot.dataset["facts"] if f["metric"] in shown]
    columns = ("day", "channel", "post_key", "metric", "value", "source")
    data = csv_bytes(columns, [[fact[c] for c in columns] for fact in facts])
    return contracts.Document(
        file_name=f"figures-{row.content['period']['end']}-v{row.version}.csv",
        content_type="text/csv; charset=utf-8",
        sha256=row.snapshot.sha256,
        data=data,
    )


@query("reporting", right="reporting.write")
def get_snapshot(*, actor: Actor, snapshot_id: UUID) -> contracts.Snapshot:
    """One frozen dataset; NotFound if the actor may not see it."""
    return queries.to_snapshot(Snapshot.objects.all().reach(actor, snapshot_id))


@query("reporting", right="reporting.view")
def list_metrics(*, actor: Actor) -> tuple[contracts.Metric, ...]:
    """The metric dictionary, in its order; internal metrics only for staff."""
    rows = Metric.objects.all() if actor.is_inside else Metric.objects.filter(internal=False)
    return tuple(queries.to_metric(row) for row in rows)
