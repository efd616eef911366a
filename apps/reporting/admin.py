"""Staff pages of reporting: the dictionary, files of metrics, snapshots, reports."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from apps.reporting import models, services
from apps.reporting.queries import lacks_channels
from kernel import clock
from kernel.web.admin import ModuleAdmin, act
from kernel.web.portal import file_response


@admin.register(models.Metric)
class MetricAdmin(ModuleAdmin):
    """The metric dictionary. A changed definition holds for later snapshots; frozen ones keep theirs."""

    agency_wide = True
    list_display = ("title", "name", "unit", "shown_formula", "owner", "internal")
    list_filter = ("aggregation", "owner", "internal")
    search_fields = ("name", "title", "title_de")
    ordering = ("position", "name")

    @admin.display(description="formula")
    def shown_formula(self, row: models.Metric) -> str:
        return row.formula

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*super().get_readonly_fields(request, obj), "name") if obj else super().get_readonly_fields(request, obj)


@admin.register(models.Fact)
class FactAdmin(ModuleAdmin):
    """Measured values, newest day first."""

    read_only = True
    list_display = ("day", "metric", "channel", "value", "post_key", "source", "client_id")
    list_filter = ("source", "metric", "channel", "day")
    search_fields = ("metric", "channel", "post_key")
    ordering = ("-day", "-id")


class ImportForm(forms.ModelForm):
    """A file of metrics and whose they are."""

    client_id = forms.UUIDField(label="Client account")
    engagement_id = forms.UUIDField(label="Engagement")
    file = forms.FileField(
        label="CSV file", help_text="Columns date, channel, post_key, metric, value; metrics as in the dictionary."
    )

    class Meta:
        model = models.ImportBatch
        fields = ("client_id", "engagement_id")


@admin.register(models.ImportBatch)
class ImportBatchAdmin(ModuleAdmin):
    """Files of metrics: adding one imports it."""

    read_only = True
    list_display = ("file_name", "imported_at", "rows", "client_id")
    search_fields = ("file_name",)
    list_filter = ("imported_at",)
    ordering = ("-imported_at",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.actor.may("reporting.write")

    def form_for(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().form_for(request, obj, change, **(kwargs | ({} if obj else {"form": ImportForm, "fields": None})))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = ("file_name", "imported_at", "rows", "client_id", "engagement_id", "errors", "sha256")
        return shown if obj else ("client_id", "engagement_id", "file")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_fields(request, obj) if obj else ()

    def save_model(self, request: HttpRequest, obj: models.ImportBatch, form: Any, change: bool) -> None:
        given = form.cleaned_data["file"]
        told = services.import_metrics(
            actor=request.actor,
            client_id=form.cleaned_data["client_id"],
            engagement_id=form.cleaned_data["engagement_id"],
            data=given.read(),
            file_name=given.name,
            key="",
        )
        obj.pk, obj.file_name = told.batch_id or obj.pk, given.name
        messages.info(request, f"{told.new} new, {told.changed} changed, {told.unchanged} as before, {len(told.errors)} refused.")
        for error in told.errors[:20]:
            messages.warning(request, f"Line {error.line}, {error.field}: {error.message}")


@admin.register(models.Snapshot)
class SnapshotAdmin(ModuleAdmin):
    """Frozen datasets, newest first."""

    read_only = True
    list_display = ("period_start", "period_end", "facts", "client_id", "created_at")
    list_filter = ("period_end", "created_at")
    search_fields = ("sha256",)
    ordering = ("-created_at",)

    @admin.display(description="values")
    def facts(self, row: models.Snapshot) -> int:
        return len(row.dataset["facts"])

    @act("Write a report", right="reporting.write", confirm="The report is written from this dataset and mailed to the client.")
    def write_report(self, request: HttpRequest, row: models.Snapshot, key: str) -> str:
        services.generate_report(
            actor=request.actor, engagement_id=row.engagement_id, client_id=row.client_id, snapshot_id=row.pk, key=key
        )
        return "The report is being written; it stands in the list of reports within a minute."

    @act("Collect up to today", right="reporting.write", confirm="A new snapshot is frozen; this one stays as it is.")
    def collect_again(self, request: HttpRequest, row: models.Snapshot, key: str) -> str:
        made = services.collect_metrics(
            actor=request.actor,
            engagement_id=row.engagement_id,
            client_id=row.client_id,
            period_start=row.period_start,
            period_end=clock.today(),
            key=key,
        )
        return f"A snapshot with {made.facts} values is frozen."


@admin.register(models.Report)
class ReportAdmin(ModuleAdmin):
    """Reports, newest first."""

    read_only = True
    list_display = ("title", "client", "version", "missed", "created_at")
    list_filter = ("created_at", "missed")
    search_fields = ("title", "sha256")
    ordering = ("-created_at",)
    fields = (
        "title",
        "version",
        "missed",
        "lacks",
        "summary",
        "goals",
        "known",
        "snapshot",
        "client_id",
        "engagement_id",
        "fingerprint",
        "created_at",
    )
    readonly_fields = fields

    @admin.display(description="client")
    def client(self, row: models.Report) -> str:
        return row.content["client_name"]

    @admin.display(description="summary")
    def summary(self, row: models.Report) -> str:
        return " ".join(sentence["text"] for sentence in row.content["summary"])

    @admin.display(description="missing")
    def lacks(self, row: models.Report) -> str:
        if not lacks_channels(row.content):
            return "Nothing: a file gave figures of the channels."
        address = reverse("admin:reporting_importbatch_add")
        given = urlencode({"client_id": row.client_id, "engagement_id": row.engagement_id})
        return format_html(
            "No file gave figures of the channels (reach, clicks, followers) for {}. "
            '<a class="font-medium underline" href="{}?{}">Upload their CSV</a>, then open the snapshot, collect again and write '
            "the report anew.",
            row.content["period_text"],
            address,
            given,
        )

    @admin.display(description="SHA-256")
    def fingerprint(self, row: models.Report) -> str:
        return format_html('<code style="overflow-wrap:anywhere">{}</code>', row.sha256)

    @admin.display(description="what our records know")
    def known(self, row: models.Report) -> str:
        lines = [f"{line['name']}: {line['value']}" for line in row.content["table"]]
        return "; ".join(lines) or "Nothing was measured."

    @admin.display(description="goals")
    def goals(self, row: models.Report) -> str:
        return " ".join(goal["sentence"] for goal in row.content["goals"]) or "–"

    @act("PDF", right="reporting.view")
    def pdf(self, request: HttpRequest, row: models.Report, key: str) -> HttpResponse:
        document = services.get_document(actor=request.actor, report_id=row.pk)
        return file_response(document.data, name=document.file_name, content_type=document.content_type)

    @act("Figures (CSV)", right="reporting.view")
    def table(self, request: HttpRequest, row: models.Report, key: str) -> HttpResponse:
        document = services.get_table(actor=request.actor, report_id=row.pk)
        return file_response(document.data, name=document.file_name, content_type=document.content_type)


@admin.register(models.ReportJob)
class ReportJobAdmin(ModuleAdmin):
    """Reports being written."""

    read_only = True
    list_display = ("snapshot", "state", "attempt", "created_at", "last_error")
    list_filter = ("state",)
    ordering = ("-created_at",)
