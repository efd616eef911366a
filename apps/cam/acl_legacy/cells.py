"""Single cells of an original's tables: enums as member names, naive UTC times, JSON as text, numbers as people write them."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from typing import Any

from apps.cam.logic import addresses
from apps.cam.logic.importing import values

EMPTY = (None, "", b"")
YEARS = range(1970, 2100)
"""A time outside is nobody's: it would only break what is computed with it."""
MOST_EMPLOYEES = 3_000_000
_NO = frozenset({"0", "false", "f", "no", "n", "off"})


def text(cell: Any) -> str:
    """A text of several lines: without what no database takes."""
    if cell is None:
        return ""
    found = cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)
    return storable(found).strip()


def line(cell: Any, *, name: bool = False) -> str:
    """A text of one line, cleaned as an imported file's cell is; fillers such as n/a are empty (but Na as a `name` is one)."""
    return values.clean(text(cell), name=name)[0]


def member(cell: Any) -> str:
    """The name of an enum's member: NEW of `NEW`, `new`, `LeadStatus.NEW`."""
    return text(cell).rpartition(".")[2].strip().upper().replace(" ", "_").replace("-", "_")


def truth(cell: Any, *, absent: bool) -> bool:
    """A yes or no; `absent` where nothing is said."""
    said = text(cell).lower()
    return absent if not said else said not in _NO


def moment(cell: Any) -> datetime | None:
    """A time of the original, which is naive UTC unless it says otherwise; None for none, ValueError for what is no time."""
    if cell in EMPTY:
        return None
    found = cell if isinstance(cell, datetime) else datetime.fromisoformat(_dashed(text(cell)))
    if found.year not in YEARS:
        raise ValueError(f"nobody did anything in {found.year}")
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _dashed(said: str) -> str:
    if "-" not in said:  # a bare number is a count of something, not a day
        raise ValueError(f"{said[:40]} is no time")
    return said.removesuffix(" UTC")


def data(cell: Any) -> Any:
    """What a JSON text says; None for none, ValueError for what is no JSON."""
    if cell in EMPTY:
        return None
    if not isinstance(cell, str | bytes):
        return storable(cell)
    try:
        return storable(json.loads(text(cell), parse_constant=_refuse))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def storable(found: Any) -> Any:
    """The value without NUL and half characters, which no database stores."""
    if isinstance(found, str):
        return found.replace("\x00", "").encode("utf-8", "ignore").decode()
    if isinstance(found, dict):
        return {storable(str(k)): storable(v) for k, v in found.items()}
    if isinstance(found, list | tuple):
        return [storable(v) for v in found]
    if found is None or isinstance(found, bool | int):
        return found
    return found if isinstance(found, float) and math.isfinite(found) else storable(str(found))


def count(cell: Any, most: int = MOST_EMPLOYEES) -> int | None:
    """A whole number of `120`, `51-200`, `1,000+`; None where there is none, or none that can be."""
    try:
        found = values.number(line(cell), comma_decimal=False, whole=True)
    except (ValueError, OverflowError):
        return None
    return found if found is not None and 0 <= found <= most else None


def share(cell: Any) -> float | None:
    """A number with a fraction."""
    try:
        found = float(text(cell))
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def address(cell: Any) -> str:
    """The first address of a cell in its normal form; "" if there is none."""
    said = text(cell)
    return addresses.normalise(said) or next(iter(addresses.addresses_in(said)), "")


def profile(cell: Any) -> str:
    """A person's LinkedIn URL in its normal form; "" if it is none."""
    path = addresses.linkedin_path(text(cell))
    return f"https://www.linkedin.com/{path}" if path else ""


def domain(cell: Any) -> str:
    """A domain in its normal form, with or without an @ before it; "" if it is none."""
    said = addresses.domain_of(text(cell).lstrip("@*."))
    try:
        said = said if said.isascii() else said.encode("idna").decode()
    except UnicodeError:
        return ""
    return said if "." in said and addresses.normalise(f"a@{said}") else ""


def digest(cell: Any) -> str:
    """A hash in hex, 16 or 64 digits; "" if it is none."""
    said = text(cell).lower()
    return said if len(said) in (16, 64) and all(c in "0123456789abcdef" for c in said) else ""


def message_id(cell: Any) -> str:
    """A Message-ID in its brackets."""
    said = text(cell).strip("<> ")
    return f"<{said}>" if said else ""
