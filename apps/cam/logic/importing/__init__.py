"""From a file's bytes to leads and named errors."""

from apps.cam.logic.importing.columns import FIELDS, Header, find_header
from apps.cam.logic.importing.rows import Parsed, parse_rows
from apps.cam.logic.importing.tables import Table, read_table

__all__ = ["FIELDS", "Header", "Parsed", "Table", "find_header", "parse_rows", "read_table"]
