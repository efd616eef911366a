"""What stands behind the mail door: Maildir folders (embedded), and a fake that ships for tests."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Protocol

from django.conf import settings


class Rejected(Exception):
    """The receiving side said no for good: the mail did not and will not arrive. `hard`: the address itself is bad."""

    is_answer = True  # not a failure of the transport

    def __init__(self, text: str, *, hard: bool = True) -> None:
        super().__init__(text)
        self.hard = hard


class Deferred(Exception):
    """The mail has certainly not left and may be tried again. `everybody`: not this mail is why, no other would leave either."""

    def __init__(self, text: str, *, everybody: bool = False) -> None:
        super().__init__(text)
        self.everybody = everybody
        self.is_answer = not everybody  # a recipient's “later” is no failure of the transport


class MailTransport(Protocol):
    """Delivers one raw message. Rejected or Deferred: it has certainly not left; after any other exception it may have.

    `lookup` answers whether a message with this id was accepted, None if nobody can tell. `names_mails` is True where the answer
    of `deliver` is a name of the mail that answers to it may carry in place of our Message-ID.
    """

    def deliver(self, *, raw: bytes, sender: str, recipient: str, message_id: str) -> str: ...

    def lookup(self, *, recipient: str, message_id: str) -> bool | None: ...


class MaildirTransport:
    """One Maildir per recipient under AICMO_MAIL_ROOT/out.

    The file's name is the Message-ID: a second delivery is the same file.
    """

    def __init__(self, root: Path | None = None) -> None:
        self.root = Path(root or settings.AICMO_MAIL_ROOT) / "out"

    def deliver(self, *, raw: bytes, sender: str, recipient: str, message_id: str) -> str:
        box = self.box(recipient)
        name = file_name(message_id)
        temporary = box / "tmp" / name
        temporary.write_bytes(raw)
        with temporary.open("rb") as handle:
            os.fsync(handle.fileno())
        temporary.replace(box / "new" / name)
        return str((box / "new" / name).relative_to(self.root.parent))

    def lookup(self, *, recipient: str, message_id: str) -> bool | None:
        box = self.box(recipient)
        return any((box / part / file_name(message_id)).exists() for part in ("new", "cur"))

    def check(self) -> None:
        """Raises OSError if no mail could be put down here."""
        self.root.mkdir(parents=True, exist_ok=True)
        if not os.access(self.root, os.W_OK):
            raise PermissionError(f"{self.root} cannot be written")

    def box(self, recipient: str) -> Path:
        """The recipient's Maildir, made on first use."""
        box = self.root / re.sub(r"[^a-z0-9.@_+-]", "_", recipient.lower()).lstrip(".")
        for part in ("tmp", "new", "cur"):
            (box / part).mkdir(parents=True, exist_ok=True)
        return box


class FakeTransport:
    """Keeps messages in memory; `reject`, `defer` and `fail` hold addresses that are refused, put off or break the connection."""

    def __init__(self) -> None:
        self.delivered: list[tuple[str, bytes]] = []
        self.ids: set[str] = set()
        self.reject: set[str] = set()
        self.defer: set[str] = set()
        self.fail: set[str] = set()

    def deliver(self, *, raw: bytes, sender: str, recipient: str, message_id: str) -> str:
        if recipient in self.reject:
            raise Rejected(f"550 {recipient} unknown")
        if recipient in self.defer:
            raise Deferred(f"451 {recipient} later, please")
        if recipient in self.fail:
            raise ConnectionError("connection lost")
        self.delivered.append((recipient, raw))
        self.ids.add(message_id)
        return f"fake:{len(self.delivered)}"

    def lookup(self, *, recipient: str, message_id: str) -> bool | None:
        return message_id in self.ids


def file_name(message_id: str) -> str:
    """A Maildir file name from a Message-ID."""
    return re.sub(r"[^A-Za-z0-9.@_-]", "_", message_id.strip("<>")) + ".eml"
