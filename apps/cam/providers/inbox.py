"""The inbox port: new mails as raw bytes, each put away once it is stored."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings

READ_AT_MOST = 50 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class RawMail:
    """One mail as the provider has it; `raw` is cut at 50 MB, `size` is the whole. `place` is where it stands, for `fetch`."""

    uid: str
    size: int
    raw: bytes
    place: str = ""


class Inbox(Protocol):
    """`fetch` lists new mails, oldest first, without marking them; `done` puts one away after it was stored.

    An inbox that puts nothing away answers what stands behind the place `after` of the last mail that was stored, "" at first.
    """

    name: str

    def fetch(self, *, limit: int, after: str = "") -> list[RawMail]: ...

    def done(self, uid: str) -> None: ...


class MaildirInbox:
    """The Maildir AICMO_MAIL_ROOT/in: files in new/ are unseen, cur/ holds those that were stored."""

    name = "maildir"

    def __init__(self, root: Path | None = None) -> None:
        self._root = root

    @property
    def root(self) -> Path:
        """The folder; read fresh, because tests and tools move it."""
        return Path(self._root or settings.AICMO_MAIL_ROOT) / "in"

    def check(self) -> None:
        """Raises OSError if mails could not be read or put away."""
        self.root.mkdir(parents=True, exist_ok=True)
        if not os.access(self.root, os.R_OK | os.W_OK):
            raise PermissionError(f"{self.root} cannot be read and written")

    def fetch(self, *, limit: int, after: str = "") -> list[RawMail]:
        folder = self.root / "new"
        if not folder.is_dir():
            return []
        files = sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith("."))[:limit]
        return [RawMail(uid=path.name, size=path.stat().st_size, raw=_read(path)) for path in files]

    def done(self, uid: str) -> None:
        source, target = self.root / "new" / uid, self.root / "cur"
        target.mkdir(parents=True, exist_ok=True)
        if source.exists():
            source.replace(target / uid)


class FakeInbox:
    """Holds mails in memory; `put` drops one in, `seen` keeps what was put away."""

    name = "fake"

    def __init__(self) -> None:
        self.unseen: dict[str, bytes] = {}
        self.seen: list[str] = []

    def put(self, raw: bytes, uid: str = "") -> str:
        """Drop a raw mail in; returns its uid."""
        uid = uid or f"{len(self.unseen) + len(self.seen) + 1:06d}.eml"
        self.unseen[uid] = raw
        return uid

    def fetch(self, *, limit: int, after: str = "") -> list[RawMail]:
        return [RawMail(uid=uid, size=len(raw), raw=raw) for uid, raw in sorted(self.unseen.items())[:limit]]

    def done(self, uid: str) -> None:
        if self.unseen.pop(uid, None) is not None:
            self.seen.append(uid)


def _read(path: Path) -> bytes:
    with path.open("rb") as handle:
        return handle.read(READ_AT_MOST + 1)
