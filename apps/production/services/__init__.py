"""The port facade of production: plan, write, revise, edit, approve; calendars, drafts and working time to read."""

from apps.production.services.approval import approve, flag_outdated, note_verdict
from apps.production.services.calendars import get_calendar, get_calendar_file, list_calendars, list_days, plan_calendar
from apps.production.services.reading import assemble_bundle, get_bundle, get_draft, list_bundles, list_editors, list_waiting
from apps.production.services.times import list_time, log_time
from apps.production.services.writing import edit_post, generate_draft, revise, write_due

__all__ = [
    "approve",
    "assemble_bundle",
    "edit_post",
    "flag_outdated",
    "generate_draft",
    "get_bundle",
    "get_calendar",
    "get_calendar_file",
    "get_draft",
    "list_bundles",
    "list_calendars",
    "list_days",
    "list_editors",
    "list_time",
    "list_waiting",
    "log_time",
    "note_verdict",
    "plan_calendar",
    "revise",
    "write_due",
]
