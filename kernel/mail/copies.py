"""Copies of mails as files under AICMO_MAIL_ROOT (the embedded mode's Maildirs): those of a person are found and removed."""

from __future__ import annotations

import email
from collections.abc import Callable, Iterator
from email.policy import default
from pathlib import Path

from django.conf import settings

from kernel.persons import SPELT


def copies_of(is_theirs: Callable[[str], bool]) -> Iterator[Path]:
    """Files of mails to the person, from them, or that name their address."""
    root = Path(settings.AICMO_MAIL_ROOT)
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        if path.is_file() and (_is_box(path, is_theirs) or _names(path.read_bytes(), is_theirs)):
            yield path


def remove_copies(is_theirs: Callable[[str], bool]) -> int:
    """Remove them, and the folders of the person's own boxes; returns how many files."""
    removed = 0
    for path in list(copies_of(is_theirs)):
        path.unlink(missing_ok=True)
        removed += 1
    out = Path(settings.AICMO_MAIL_ROOT) / "out"
    for box in sorted(out.iterdir()) if out.is_dir() else ():
        if box.is_dir() and is_theirs(box.name):
            for part in ("tmp", "new", "cur"):
                if (box / part).is_dir():
                    (box / part).rmdir()
            box.rmdir()
    return removed


def _is_box(path: Path, is_theirs: Callable[[str], bool]) -> bool:
    return len(path.parents) > 1 and is_theirs(path.parents[1].name)


def _names(raw: bytes, is_theirs: Callable[[str], bool]) -> bool:
    if any(is_theirs(found) for found in SPELT.findall(raw.decode("latin-1"))):
        return True
    try:
        message = email.message_from_bytes(raw, policy=default)
        texts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    except Exception:  # broken MIME raises many kinds; the raw text was searched above
        return False
    return any(is_theirs(found) for text in texts for found in SPELT.findall(str(text)))
