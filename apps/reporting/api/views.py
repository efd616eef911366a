"""API of reporting: the dictionary, files of metrics, snapshots, reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema

from apps.reporting import contracts, services
from kernel.web.api import ApiView, parse
from kernel.web.schema import form_with_file, list_schema


@dataclass(frozen=True, kw_only=True)
class MetricList:
    """The whole dictionary."""

    items: tuple[contracts.Metric, ...]


@dataclass(frozen=True, kw_only=True)
class ImportIn:
    """Whose figures a file holds; `dry_run` only tells what it would bring."""

    client_id: UUID
    engagement_id: UUID
    dry_run: bool = False


@dataclass(frozen=True, kw_only=True)
class SnapshotIn:
    """A period to freeze, both days included."""

    client_id: UUID
    engagement_id: UUID
    period_start: date
    period_end: date


@dataclass(frozen=True, kw_only=True)
class ReportIn:
    """A report to write from a snapshot."""

    client_id: UUID
    engagement_id: UUID
    snapshot_id: UUID


class MetricsView(ApiView):
    """The metric dictionary: one definition, one formula, one owner."""

    right = "reporting.view"

    @extend_schema(responses=MetricList)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.answer(MetricList(items=services.list_metrics(actor=self.actor)))


class ImportsView(ApiView):
    """Files of metrics: a CSV as multipart field `file`, beside client_id, engagement_id and dry_run."""

    right = "reporting.write"

    @extend_schema(
        request=form_with_file("client_id", "engagement_id", client_id="uuid", engagement_id="uuid", dry_run="boolean"),
        responses={201: contracts.ImportReport},
    )
    def post(self, request: HttpRequest) -> HttpResponse:
        name, data = self.upload(most=10_000_000)
        given = parse(ImportIn, {k: v for k, v in request.data.items() if k != "file"})
        told = services.import_metrics(
            actor=self.actor,
            client_id=given.client_id,
            engagement_id=given.engagement_id,
            data=data,
            file_name=name,
            dry_run=given.dry_run,
            key=self.key,
        )
        return self.answer(told, status=200 if told.dry_run else 201)


class SnapshotsView(ApiView):
    """Freeze a period."""

    right = "reporting.write"

    @extend_schema(request=SnapshotIn, responses={201: contracts.Snapshot})
    def post(self, request: HttpRequest) -> HttpResponse:
        given = self.body(SnapshotIn)
        frozen = services.collect_metrics(
            actor=self.actor,
            engagement_id=given.engagement_id,
            client_id=given.client_id,
            period_start=given.period_start,
            period_end=given.period_end,
            key=self.key,
        )
        return self.answer(frozen, status=201, tagged=True, location=f"/api/v1/reporting/snapshots/{frozen.id}/")


class SnapshotView(ApiView):
    """A frozen dataset, whole: every figure of a report can be computed from it."""

    right = "reporting.write"

    @extend_schema(responses=contracts.Snapshot)
    def get(self, request: HttpRequest, snapshot_id: UUID) -> HttpResponse:
        frozen = services.get_snapshot(actor=self.actor, snapshot_id=snapshot_id)
        return self.answer(frozen)


class JobView(ApiView):
    """A report being written."""

    right = "reporting.write"

    @extend_schema(responses=contracts.Job)
    def get(self, request: HttpRequest, job_id: UUID) -> HttpResponse:
        return self.answer(services.get_job(actor=self.actor, job_id=job_id))


class ReportsView(ApiView):
    """Reports."""

    rights = {"GET": "reporting.view", "POST": "reporting.write"}

    @list_schema(contracts.Report, contracts.ReportFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_reports, contracts.ReportFilter)

    @extend_schema(request=ReportIn, responses={202: contracts.Job})
    def post(self, request: HttpRequest) -> HttpResponse:
        given = self.body(ReportIn)
        job = services.generate_report(
            actor=self.actor,
            engagement_id=given.engagement_id,
            client_id=given.client_id,
            snapshot_id=given.snapshot_id,
            key=self.key,
        )
        return self.answer(job, status=202, location=f"/api/v1/reporting/jobs/{job.id}/")


class ReportView(ApiView):
    """One report."""

    right = "reporting.view"

    @extend_schema(responses=contracts.Report)
    def get(self, request: HttpRequest, report_id: UUID) -> HttpResponse:
        report = services.get_report(actor=self.actor, report_id=report_id)
        return self.answer(report)


class PdfView(ApiView):
    """A report's PDF."""

    right = "reporting.view"

    @extend_schema(responses={(200, "application/pdf"): bytes})
    def get(self, request: HttpRequest, report_id: UUID) -> HttpResponse:
        document = services.get_document(actor=self.actor, report_id=report_id)
        return self.file(document.data, name=document.file_name, content_type=document.content_type)


class TableView(ApiView):
    """The figures behind a report as CSV."""

    right = "reporting.view"

    @extend_schema(responses={(200, "text/csv"): bytes})
    def get(self, request: HttpRequest, report_id: UUID) -> HttpResponse:
        document = services.get_table(actor=self.actor, report_id=report_id)
        return self.file(document.data, name=document.file_name, content_type=document.content_type)
