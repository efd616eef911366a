"""Rows to DTOs, and the signal that tells a verdict."""

from __future__ import annotations

from dataclasses import asdict

from apps.qc import contracts, signals
from apps.qc.models import Result, Waiver
from kernel.signals import publish

_NOTES_TOLD = 100


def to_finding(stored: dict) -> contracts.Finding:
    """A stored finding as its DTO."""
    span = stored.get("span")
    return contracts.Finding(**{**stored, "span": tuple(span) if span else None})


def stored_finding(finding: contracts.Finding) -> dict:
    """A finding as it is stored."""
    return asdict(finding)


def to_result(row: Result) -> contracts.Result:
    """A result row as its DTO."""
    return contracts.Result(
        id=row.id,
        ref=row.ref(),
        engagement_id=row.engagement_id,
        client_id=row.client_id,
        score=row.score,
        verdict=row.verdict,
        findings=tuple(to_finding(stored) for stored in row.findings),
        rule_set=row.rule_set,
        rules_run=tuple(row.rules_run),
        created_at=row.created_at,
    )


def to_waiver(row: Waiver) -> contracts.Waiver:
    """A waiver row as its DTO."""
    return contracts.Waiver(
        id=row.id,
        result_id=row.result_id,
        rule=row.rule,
        reason=row.reason,
        waived_by=row.waived_by_name,
        expires_at=row.due_at,
        created_at=row.created_at,
    )


def tell(row: Result) -> None:
    """Publish the row's verdict with notes that a writer can act on, the gravest first."""
    open_findings = [finding for finding in map(to_finding, row.findings) if not finding.waived]
    notes = tuple(finding.as_note() for finding in sorted(open_findings, key=_gravity))[:_NOTES_TOLD]
    facts = {"ref": row.ref(), "result_id": row.id, "score": row.score, "notes": notes}
    whose = {"engagement_id": row.engagement_id, "client_id": row.client_id}
    if row.verdict == contracts.Verdict.FAIL:
        publish(signals.QcFailed(**facts, **whose))
    else:
        publish(signals.QcPassed(verdict=row.verdict, **facts, **whose))


def _gravity(finding: contracts.Finding) -> int:
    return list(contracts.Severity).index(contracts.Severity(finding.severity))
