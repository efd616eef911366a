"""The manifest and the ZIP: the same input gives the same bytes, on every machine and every day."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from apps.delivery.contracts import MANIFEST_SCHEMA
from apps.delivery.logic import files, times
from kernel.refs import ArtifactRef, content_hash, plain

STORED = (".pdf", ".png", ".jpg", ".mp4", ".zip")
MANIFEST = "manifest.json"


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Everything a package is made of. `stamp` is the moment of the approval: the only time in the files."""

    package_id: UUID
    version: int
    engagement_id: UUID
    client_id: UUID
    title: str
    content: dict[str, Any]
    zone: str
    stamp: datetime
    document: bytes
    artifacts: tuple[tuple[ArtifactRef, str], ...]
    lineage: tuple[ArtifactRef, ...]
    approvals: tuple[dict[str, Any], ...]
    qc: tuple[dict[str, Any], ...]
    branding: dict[str, Any]
    provenance: dict[str, Any] = field(default_factory=dict)


def contents(parts: Parts) -> dict[str, bytes]:
    """Name → bytes of every file but the manifest."""
    posts = list(parts.content["posts"])
    return {
        "calendar.ics": files.calendar_ics(parts.title, posts, parts.zone, parts.stamp),
        "captions.csv": files.captions_csv(posts, parts.zone),
        "licences.md": files.licences_markdown(parts.content),
        "posts.md": files.posts_markdown(parts.title, posts, parts.zone),
        "strategy.pdf": parts.document,
    }


def manifest(parts: Parts, named: dict[str, bytes]) -> dict[str, Any]:
    """delivery_manifest_v1: what is inside, in which versions, approved by whom, made from what."""
    return {
        "schema": MANIFEST_SCHEMA,
        "ids": {
            "package_id": str(parts.package_id),
            "engagement_id": str(parts.engagement_id),
            "client_id": str(parts.client_id),
        },
        "artifact": {"type": "delivery_package", "version": parts.version},
        "artifacts": [{"type": ref.kind, "status": status, **plain(ref)} for ref, status in parts.artifacts],
        "approvals": plain(parts.approvals),
        "qc": plain(parts.qc),
        "branding": plain(parts.branding),
        "generation_plan": {"jobs": _jobs(parts), "provenance": plain(parts.provenance)},
        "lineage": plain(parts.lineage),
        "files": [
            {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in sorted(named.items())
        ],
        "posts": [_post(post, parts.zone) for post in files.in_order(list(parts.content["posts"]), parts.zone)],
        "notes": "Open posts.md to read, captions.csv to schedule, calendar.ics to plan. The strategy is in strategy.pdf.",
    }


def zip_bytes(named: dict[str, bytes], described: dict[str, Any], stamp: datetime) -> bytes:
    """The archive: names sorted, one fixed time and mode for all, text deflated, everything else stored."""
    at = stamp.astimezone(UTC)
    moment = (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second - at.second % 2)
    text = (json.dumps(described, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in sorted({**named, MANIFEST: text}.items()):
            entry = zipfile.ZipInfo(name, date_time=moment)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(STORED) else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, data, compresslevel=9)
    return out.getvalue()


def _post(post: dict[str, Any], zone: str) -> dict[str, Any]:
    moment = times.resolve(str(post["at"]), zone)
    at = plain(moment.utc)
    return {"key": str(post["key"]), "channel": str(post["channel"]), "at": at, "zone": moment.zone, "sha256": content_hash(post)}


def _jobs(parts: Parts) -> list[dict[str, str]]:
    """The job kinds that this package fulfils."""
    channels = sorted({str(post["channel"]) for post in parts.content["posts"]})
    kinds = ["content_calendar", *(f"{channel}_posts" for channel in channels), "pdf_report", "asset_zip"]
    return [{"kind": kind, "state": "completed"} for kind in kinds]
