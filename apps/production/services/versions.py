"""Storing a bundle's next version: one row, one hash, its lineage, and the fact told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Max

from apps.production import signals
from apps.production.contracts import Reason
from apps.production.models import Bundle, Calendar, store_ref
from kernel import clock
from kernel.refs import content_hash
from kernel.signals import publish


def add_version(
    *,
    base: Bundle | None,
    content: dict[str, Any],
    reason: Reason,
    provenance: dict[str, Any],
    notes: list[str],
    calendar: Calendar | None = None,
    editor_id: UUID | None = None,
) -> Bundle:
    """The next version of an engagement's bundle; the one before becomes `revised`. Runs inside a command."""
    engagement_id = base.engagement_id if base else calendar.engagement_id
    others = Bundle.objects.select_for_update(of=("self",)).filter(engagement_id=engagement_id)
    last = others.aggregate(last=Max("version"))["last"] or 0
    for old in others.filter(status__in=["draft", "approved", "flagged_for_review"]):
        old.move("revised")
    row = Bundle.objects.create(
        client_id=base.client_id if base else calendar.client_id,
        engagement_id=engagement_id,
        version=last + 1,
        sha256=content_hash(content),
        content=content,
        strategy=base.strategy if base else calendar.strategy,
        calendar=base.calendar if base else store_ref(calendar.ref()),
        previous=store_ref(base.ref()) if base else None,
        reason=reason,
        provenance=provenance,
        notes=notes,
        editor_id=editor_id,
        created_at=clock.now(),
    )
    _tell(row, base)
    return row


def _tell(row: Bundle, base: Bundle | None) -> None:
    whose = {"engagement_id": row.engagement_id, "client_id": row.client_id}
    before = {post["key"]: post["text"] for post in base.content["posts"]} if base else {}
    for post in row.content["posts"]:
        if before.get(post["key"]) != post["text"]:
            publish(signals.AssetGenerated(bundle=row.ref(), post_key=post["key"], channel=post["channel"], **whose))
    publish(signals.DraftReady(ref=row.ref(), parents=row.parents(), reason=row.reason, **whose))
