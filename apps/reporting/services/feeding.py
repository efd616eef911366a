"""What receivers note: facts of a day, and the artifacts a report rests on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from apps.reporting.models import Fact, Source
from kernel import clock
from kernel.actors import Actor
from kernel.db import INTERNAL, command
from kernel.refs import ArtifactRef


@command("reporting", right=INTERNAL)
def note_fact(
    *,
    actor: Actor,
    client_id: UUID,
    engagement_id: UUID,
    metric: str,
    value: Decimal,
    day: date,
    source: str,
    channel: str = "",
    post_key: str = "",
    key: str,
) -> bool:
    """Keep one measured value; the same key (an event's id) counts once. Returns whether it was new."""
    _, new = Fact.objects.get_or_create(
        engagement_id=engagement_id,
        metric=metric,
        origin=key,
        defaults={
            "client_id": client_id,
            "day": day,
            "channel": channel,
            "post_key": post_key,
            "value": value,
            "source": source,
            "recorded_at": clock.now(),
        },
    )
    return new


@command("reporting", right=INTERNAL)
def note_source(*, actor: Actor, client_id: UUID, engagement_id: UUID, ref: ArtifactRef, key: str) -> bool:
    """Keep the newest approved version of an artifact of this engagement; returns whether it replaced nothing newer."""
    row = Source.objects.filter(engagement_id=engagement_id, kind=ref.kind).first()
    if row is not None and row.version > ref.version:
        return False
    Source.objects.update_or_create(
        engagement_id=engagement_id,
        kind=ref.kind,
        defaults={
            "client_id": client_id,
            "artifact_id": ref.id,
            "version": ref.version,
            "sha256": ref.sha256,
            "at": clock.now(),
        },
    )
    return True
