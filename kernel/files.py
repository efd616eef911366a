"""Files by content: a file's name is its SHA-256, so the same bytes are stored once and a stored file never changes."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from kernel.errors import NotFound
from kernel.ids import new_id


def put(app: str, data: bytes) -> str:
    """Store bytes for an app under AICMO_FILES_ROOT; returns their SHA-256 hex. Writing the same bytes again does nothing."""
    digest = hashlib.sha256(data).hexdigest()
    target = path_of(app, digest)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{digest[:16]}.{new_id().hex[-8:]}")
        with temporary.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(target)
    return digest


def get(app: str, digest: str) -> bytes:
    """The bytes of a stored file; NotFound if it is missing, and if the disk changed it (its hash no longer fits)."""
    target = path_of(app, digest)
    if not target.exists():
        raise NotFound("The stored file is missing.", remedy="Restore it from the backup.")
    data = target.read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise NotFound("The stored file was changed on disk.", remedy="Restore it from the backup.")
    return data


def remove(app: str, digest: str) -> bool:
    """Remove a stored file, for good (a person is erased, its time is over); returns whether there was one."""
    target = path_of(app, digest)
    there = target.exists()
    target.unlink(missing_ok=True)
    return there


def stored(app: str) -> Iterator[tuple[str, Path]]:
    """Digest and place of every stored file of an app."""
    for path in sorted((Path(settings.AICMO_FILES_ROOT) / app).glob("*/*")):
        if re.fullmatch(r"[0-9a-f]{64}", path.name):
            yield path.name, path


def path_of(app: str, digest: str) -> Path:
    """Where a file lies (or would lie)."""
    if not re.fullmatch(r"[0-9a-f]{64}", digest) or not re.fullmatch(r"[a-z_]+", app):
        raise NotFound("There is no such file.")
    return Path(settings.AICMO_FILES_ROOT) / app / digest[:2] / digest
