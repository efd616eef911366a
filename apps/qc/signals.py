"""The facts qc tells: one exact version of one artifact passed or failed."""

from __future__ import annotations

from uuid import UUID

from kernel.refs import ArtifactRef
from kernel.signals import Signal, signal


@signal("qc.qc_passed.v1")
class QcPassed(Signal):
    """The version named by `ref` may be approved; `verdict` is PASS or WARN, `notes` say what WARN warns of."""

    ref: ArtifactRef
    result_id: UUID
    score: int
    verdict: str
    engagement_id: UUID
    client_id: UUID
    notes: tuple[str, ...] = ()


@signal("qc.qc_failed.v1")
class QcFailed(Signal):
    """The version named by `ref` may not go on; each note says where, what is wrong and what to do."""

    ref: ArtifactRef
    result_id: UUID
    score: int
    engagement_id: UUID
    client_id: UUID
    notes: tuple[str, ...]
