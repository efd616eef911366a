"""The port facade of reporting."""

from apps.reporting.services.feeding import note_fact, note_source
from apps.reporting.services.importing import import_metrics
from apps.reporting.services.reading import get_document, get_report, get_snapshot, get_table, list_metrics, list_reports
from apps.reporting.services.reports import generate_report, get_job, write_due
from apps.reporting.services.snapshots import collect_metrics
from apps.reporting.services.waiting import list_waiting

__all__ = [
    "collect_metrics",
    "generate_report",
    "get_document",
    "get_job",
    "get_report",
    "get_snapshot",
    "get_table",
    "import_metrics",
    "list_metrics",
    "list_reports",
    "list_waiting",
    "note_fact",
    "note_source",
    "write_due",
]
