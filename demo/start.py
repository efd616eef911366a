"""Where the demo's ninety days begin and end: stored at the first start, so that every later start plays the same days."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from kernel.errors import Conflict, InvalidInput

DAYS = 90


class Days:
    """The demo's stored facts: its end, the staff password, and the leads file it began with."""

    def __init__(self, path: Path, stored: dict) -> None:
        self.path, self._stored = path, stored

    @property
    def end(self) -> datetime:
        """The last moment that is played, UTC."""
        return datetime.fromisoformat(self._stored["end"])

    @property
    def begin(self) -> datetime:
        """The first moment, ninety days before the end."""
        return self.end - timedelta(days=DAYS)

    @property
    def password(self) -> str:
        """The password of every demo staff user, made once for this installation."""
        return self._stored["password"]

    @property
    def done(self) -> bool:
        """Whether the days were played to their end."""
        return bool(self._stored.get("done"))

    def bind(self, leads: Path) -> None:
        """Remember the file that was imported: from now on these days are played with it. A refused file binds nothing."""
        self._stored["leads"] = hashlib.sha256(leads.read_bytes()).hexdigest()
        _write(self.path, self._stored)

    def finish(self) -> None:
        """Remember that the days were played."""
        self._stored["done"] = True
        _write(self.path, self._stored)


def days(leads: Path) -> Days:
    """The stored days, made now if this is the first start; AICMO_DEMO_END (ISO time) sets their end.

    Raises Conflict if they were begun with another leads file.
    """
    path = Path(settings.VAR_DIR) / "demo_start.json"
    digest = hashlib.sha256(leads.read_bytes()).hexdigest()
    if path.exists():
        stored = json.loads(path.read_text())
        if stored["leads"] not in ("", digest):
            raise Conflict(
                f"This installation plays with another file than {leads.name}.",
                remedy=f"Delete {settings.VAR_DIR} (or set AICMO_DATA to a new folder) to play with it.",
            )
        return Days(path, stored)
    stored = {"end": _end().isoformat(), "password": secrets.token_urlsafe(9), "leads": ""}
    _write(path, stored)
    return Days(path, stored)


def _end() -> datetime:
    wanted = os.environ.get("AICMO_DEMO_END", "")
    if not wanted:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        end = datetime.fromisoformat(wanted)
    except ValueError as error:
        raise InvalidInput(
            f"AICMO_DEMO_END is “{wanted}”, which is no ISO time.",
            field="AICMO_DEMO_END",
            remedy="Write 2026-03-31T18:00:00+00:00.",
        ) from error
    return (end if end.tzinfo else end.replace(tzinfo=UTC)).astimezone(UTC)


def _write(path: Path, stored: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    temporary.touch(mode=0o600)
    temporary.write_text(json.dumps(stored))
    temporary.replace(path)
