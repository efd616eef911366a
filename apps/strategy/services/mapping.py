"""Rows into what the facade hands out."""

from __future__ import annotations

from apps.strategy import contracts
from apps.strategy.models import Job, Strategy


def to_strategy(row: Strategy) -> contracts.Strategy:
    """The whole strategy."""
    return contracts.Strategy(
        id=row.id,
        engagement_id=row.engagement_id,
        client_id=row.client_id,
        version=row.version,
        sha256=row.sha256,
        status=contracts.Status(row.status),
        content=row.content,
        brief=row.brief(),
        ref=row.ref(),
        language=row.language,
        provenance=row.provenance,
        verdict=row.verdict,
        score=row.score,
        notes=tuple(row.qc_notes),
        created_at=row.created_at,
        approved_at=row.approved_at,
        document_sha256=row.document_sha256,
    )


def to_summary(row: Strategy) -> contracts.StrategySummary:
    """A strategy as lists show it."""
    return contracts.StrategySummary(
        id=row.id,
        engagement_id=row.engagement_id,
        client_id=row.client_id,
        client_name=row.client_name,
        version=row.version,
        sha256=row.sha256,
        status=contracts.Status(row.status),
        verdict=row.verdict,
        core_promise=str(row.content.get("layer4_value_architecture", {}).get("core_promise", "")),
        created_at=row.created_at,
        approved_at=row.approved_at,
        has_document=bool(row.document_sha256),
    )


def to_job(row: Job) -> contracts.Job:
    """A job and how it stands."""
    return contracts.Job(
        id=row.id,
        engagement_id=row.engagement_id,
        client_id=row.client_id,
        kind=row.kind,
        state=contracts.JobState(row.state),
        strategy_id=row.strategy_id,
        error=row.last_error,
        created_at=row.created_at,
    )
