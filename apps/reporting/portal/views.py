"""Portal pages of reporting: reports as web pages with their chart, PDF and figures."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.safestring import mark_safe

from apps.reporting import contracts, services
from kernel.actors import ActorKind
from kernel.web.portal import PortalView

WORDS = {
    "en": {
        "list": "Reports",
        "none": "There is no report yet. The first one comes by mail when there is something to tell.",
        "more": "More",
        "missed": "missed",
        "pdf": "Get the PDF",
        "table": "Get the figures (CSV)",
        "back": "All reports",
        "silent_title": "The figures of the channels are missing",
        "silent": "No file with reach, clicks or followers has come in for this period, so this report says nothing about them. "
        "Below stands what our own records know: posts, reviews and what was agreed.",
        "silent_client": "Your agency adds them; the next report will have them.",
        "silent_staff": "Upload the CSV of the channels",
    },
    "de": {
        "list": "Berichte",
        "none": "Es gibt noch keinen Bericht. Der erste kommt per Mail, sobald es etwas zu sagen gibt.",
        "more": "Mehr",
        "missed": "verfehlt",
        "pdf": "PDF laden",
        "table": "Zahlen laden (CSV)",
        "back": "Alle Berichte",
        "silent_title": "Die Zahlen der Kanäle fehlen",
        "silent": "Für diesen Zeitraum ist keine Datei mit Reichweite, Klicks oder Followern eingegangen; darüber sagt dieser "
        "Bericht daher nichts. Unten steht, was wir selbst wissen: Beiträge, Freigaben und was vereinbart wurde.",
        "silent_client": "Ihre Agentur reicht sie nach; im nächsten Bericht stehen sie.",
        "silent_staff": "CSV der Kanäle hochladen",
    },
}


class ReportsView(PortalView):
    """The client's reports, newest first."""

    right = "reporting.view"
    template_name = "portal/reporting/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        cursor = request.GET.get("cursor", "")[:300]
        found = services.list_reports(actor=self.actor, filter=contracts.ReportFilter(), cursor=cursor, limit=25)
        language = found.items[0].content["language"] if found.items else "en"
        return self.page({"found": found, "w": WORDS[language]})


class ReportView(PortalView):
    """One report."""

    right = "reporting.view"
    template_name = "portal/reporting/report.html"

    def get(self, request: HttpRequest, report_id: UUID) -> HttpResponse:
        report = services.get_report(actor=self.actor, report_id=report_id)
        content = report.content
        return self.page(
            {
                "report": report,
                "c": content,
                "t": content["labels"],
                "silent": report.lacks_channels,
                "may_upload": self.actor.is_inside and self.actor.may("reporting.write"),
                "missed": [goal for goal in content["goals"] if goal["met"] is False],
                # Drawn by kernel.charts, which escapes every text of it.
                "chart": mark_safe(report.chart_svg),  # noqa: S308
                "w": WORDS[content["language"]],
                "LANGUAGE_CODE": content["language"],
                "one_object": self.actor.kind is ActorKind.GUEST,
            }
        )


class PdfView(PortalView):
    """A report's PDF."""

    right = "reporting.view"

    def get(self, request: HttpRequest, report_id: UUID) -> HttpResponseBase:
        document = services.get_document(actor=self.actor, report_id=report_id)
        return self.file(document.data, name=document.file_name, content_type=document.content_type)


class TableView(PortalView):
    """The figures behind a report as CSV."""

    right = "reporting.view"

    def get(self, request: HttpRequest, report_id: UUID) -> HttpResponseBase:
        document = services.get_table(actor=self.actor, report_id=report_id)
        return self.file(document.data, name=document.file_name, content_type=document.content_type)
