"""The port facade of qc: judge a version, read verdicts, waive a rule for one text."""

from apps.qc.services.judging import evaluate
from apps.qc.services.reading import check_text, get_result, list_results, list_waiting, list_waivers, read_result
from apps.qc.services.waiving import reopen_due, waive

__all__ = [
    "check_text",
    "evaluate",
    "get_result",
    "list_results",
    "list_waiting",
    "list_waivers",
    "read_result",
    "reopen_due",
    "waive",
]
