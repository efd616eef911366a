"""From a file's bytes to leads and named errors."""

from apps.cam.logic.importing.columns import TARGETS, Header, find_header, fingerprints
from apps.cam.logic.importing.headers import FIELDS
from apps.cam.logic.importing.parsing import mark_double, parse_rows
from apps.cam.logic.importing.rows import Parsed
from apps.cam.logic.importing.tables import Table, read_table

__all__ = [
    "FIELDS",
    "TARGETS",
    "Header",
    "Parsed",
    "Table",
    "find_header",
    "fingerprints",
    "mark_double",
    "parse_rows",
    "read_table",
]
