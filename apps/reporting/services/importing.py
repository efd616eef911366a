"""Files of metrics: good rows are taken, bad ones are named, the same file is refused."""

from __future__ import annotations

import hashlib
from uuid import UUID

from apps.reporting.contracts import AlreadyImported, ImportReport
from apps.reporting.logic import files
from apps.reporting.logic.files import MetricRow
from apps.reporting.models import Fact, ImportBatch, Metric
from kernel import clock
from kernel.actors import Actor
from kernel.db import audit, command
from kernel.errors import NotFound
from kernel.refs import plain


@command("reporting", right="reporting.write")
def import_metrics(
    *, actor: Actor, client_id: UUID, engagement_id: UUID, data: bytes, file_name: str, dry_run: bool = False, key: str
) -> ImportReport:
    """Take a CSV of date, channel, post_key, metric, value. A day's value given again replaces the old one.

    Bad rows are named and left out; AlreadyImported for the same bytes; MetricsUnreadable for a file that is no such
    table. `dry_run` tells the same and stores nothing.
    """
    if not actor.sees(client_id):
        raise NotFound("There is no such client account.")
    digest = hashlib.sha256(data).hexdigest()
    if earlier := ImportBatch.objects.filter(engagement_id=engagement_id, sha256=digest).first():
        raise AlreadyImported(f"This file was imported already, as {earlier.file_name}.", field="data")
    known = set(Metric.objects.exclude(aggregation="ratio").filter(internal=False).values_list("name", flat=True))
    rows, errors = files.parse(data, known=known, today=clock.today())
    new, changed = _split(engagement_id, rows)
    batch_id = None
    if not dry_run and rows:
        batch = ImportBatch.objects.create(
            client_id=client_id,
            engagement_id=engagement_id,
            file_name=file_name.strip()[:200] or "metrics.csv",
            sha256=digest,
            rows=len(rows),
            errors=[plain(e) for e in errors[:1000]],
            imported_at=clock.now(),
            imported_by=actor.id,
        )
        _store(batch, new, changed)
        batch_id = batch.id
        audit(subject=batch.id, after={"new": len(new), "changed": len(changed), "errors": len(errors)})
    return ImportReport(
        batch_id=batch_id,
        file_name=file_name,
        rows=len(rows) + len(errors),
        new=len(new),
        changed=len(changed),
        unchanged=len(rows) - len(new) - len(changed),
        errors=tuple(errors),
        dry_run=dry_run,
    )


def _origin(row: MetricRow) -> str:
    """What a value measures: the same day, channel and post again is the same measurement, corrected."""
    identity = f"{row.day}|{row.channel}|{row.post_key}"
    return f"file:{hashlib.sha256(identity.encode()).hexdigest()}"


def _split(engagement_id: UUID, rows: list[MetricRow]) -> tuple[list[MetricRow], list[tuple[Fact, MetricRow]]]:
    stored = {(f.metric, f.origin): f for f in Fact.objects.filter(engagement_id=engagement_id, source="file")}
    new = [row for row in rows if (row.metric, _origin(row)) not in stored]
    known = [(stored[row.metric, _origin(row)], row) for row in rows if (row.metric, _origin(row)) in stored]
    return new, [(fact, row) for fact, row in known if fact.value != row.value]


def _store(batch: ImportBatch, new: list[MetricRow], changed: list[tuple[Fact, MetricRow]]) -> None:
    at = clock.now()
    Fact.objects.bulk_create(
        [
            Fact(
                client_id=batch.client_id,
                engagement_id=batch.engagement_id,
                day=row.day,
                metric=row.metric,
                channel=row.channel,
                post_key=row.post_key,
                value=row.value,
                source="file",
                origin=_origin(row),
                recorded_at=at,
            )
            for row in new
        ],
        batch_size=500,
    )
    for fact, row in changed:
        fact.value, fact.recorded_at = row.value, at
    Fact.objects.bulk_update([fact for fact, _ in changed], ["value", "recorded_at"], batch_size=500)
