"""Rows to DTOs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from apps.reporting import contracts
from apps.reporting.contracts import Aggregation, Freshness
from apps.reporting.models import Metric, Report, ReportJob, Snapshot
from kernel import charts
from kernel.refs import ArtifactRef


def to_metric(row: Metric) -> contracts.Metric:
    """The DTO of a dictionary entry."""
    return contracts.Metric(
        name=row.name,
        title=row.title,
        title_de=row.title_de,
        unit=row.unit,
        aggregation=Aggregation(row.aggregation),
        formula=row.formula,
        owner=row.owner,
        numerator=row.numerator,
        denominator=row.denominator,
        factor=row.factor,
        lower_is_better=row.lower_is_better,
        internal=row.internal,
    )


def to_snapshot(row: Snapshot) -> contracts.Snapshot:
    """The DTO of a frozen dataset."""
    return contracts.Snapshot(
        id=row.id,
        client_id=row.client_id,
        engagement_id=row.engagement_id,
        period_start=row.period_start,
        period_end=row.period_end,
        sha256=row.sha256,
        facts=len(row.dataset["facts"]),
        freshness=tuple(
            Freshness(
                source=f["source"],
                last_day=date.fromisoformat(f["last_day"]) if f["last_day"] else None,
                stale=f["stale"],
            )
            for f in row.dataset["freshness"]
        ),
        created_at=row.created_at,
        dataset=row.dataset,
    )


def to_job(row: ReportJob) -> contracts.Job:
    """The DTO of a report's job."""
    return contracts.Job(
        id=row.id,
        client_id=row.client_id,
        engagement_id=row.engagement_id,
        snapshot_id=row.snapshot_id,
        state=contracts.JobState(row.state),
        report_id=row.report_id,
        error=row.last_error,
        created_at=row.created_at,
    )


def to_report(row: Report) -> contracts.Report:
    """The DTO of a report with its chart drawn for a web page."""
    return contracts.Report(
        id=row.id,
        client_id=row.client_id,
        engagement_id=row.engagement_id,
        version=row.version,
        sha256=row.sha256,
        title=row.title,
        period_start=row.snapshot.period_start,
        period_end=row.snapshot.period_end,
        snapshot=ArtifactRef(kind="snapshot", id=row.snapshot_id, version=1, sha256=row.snapshot.sha256),
        content=row.content,
        chart_svg=draw(row.content, theme="web"),
        missed=row.missed,
        created_at=row.created_at,
        pdf_ready=bool(row.pdf_sha256),
        lacks_channels=lacks_channels(row.content),
    )


def lacks_channels(content: dict) -> bool:
    """Whether no file gave a report figures of its period: it then knows only what our own modules told."""
    last = next((f["last_day"] for f in content["freshness"] if f["source"] == "file"), None)
    return not last or last < content["period"]["start"]


def draw(content: dict, *, theme: str) -> str:
    """The report's chart as SVG."""
    chart = content["chart"]
    values = [float(Decimal(v)) for v in chart["values"]]
    empty = content["labels"]["unmeasured"].capitalize()
    show = _spelled(content["language"])
    # Narrower on the web, so that labels stay readable on a phone.
    width = 640 if theme == "print" else 480
    if chart["kind"] == "line":
        return charts.line_svg(
            title=chart["title"],
            labels=chart["labels"],
            series=[(chart["title"], values)],
            unit=chart["unit"],
            empty=empty,
            theme=theme,
            show=show,
            width=width,
        )
    bars = list(zip(chart["labels"], values, strict=True))
    return charts.bar_svg(title=chart["title"], bars=bars, unit=chart["unit"], empty=empty, theme=theme, show=show, width=width)


def _spelled(language: str):
    if language != "de":
        return charts.number
    return lambda value: charts.number(value).translate(str.maketrans(",.", ".,"))
