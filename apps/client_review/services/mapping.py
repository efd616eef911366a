"""Rows to DTOs."""

from __future__ import annotations

from apps.client_review import contracts
from apps.client_review.models import Comment, Decision, Package


def to_decision(row: Decision, package: Package) -> contracts.Decision:
    """A decision with what it was about."""
    return contracts.Decision(
        id=row.id,
        package_id=package.id,
        client_id=row.client_id,
        engagement_id=package.engagement_id,
        subject=package.subject,
        verdict=contracts.Verdict(row.verdict),
        comment=row.comment,
        sha256=row.sha256,
        decided_by=row.decided_by,
        decided_name=row.decided_name,
        via=row.via,
        decided_at=row.decided_at,
    )


def to_package(row: Package) -> contracts.ReviewPackage:
    """A package with its content and its latest decision."""
    latest = row.decisions.order_by("-decided_at", "-id").first()
    return contracts.ReviewPackage(
        id=row.id,
        engagement_id=row.engagement_id,
        client_id=row.client_id,
        ref=row.ref,
        subject=row.subject,
        parents=row.lineage(),
        title=row.title,
        language=row.language,
        content=row.content,
        sha256=row.sha256,
        state=contracts.PackageState(row.state),
        round=row.round,
        rounds_used=row.rounds_used,
        rounds_contracted=row.rounds_contracted,
        extra_round=row.extra_round,
        previous_id=row.previous_id,
        created_at=row.created_at,
        sent_at=row.sent_at,
        due_at=row.due_at,
        decision=to_decision(latest, row) if latest else None,
    )


def to_summary(row: Package) -> contracts.ReviewSummary:
    """A package for a list."""
    return contracts.ReviewSummary(
        id=row.id,
        engagement_id=row.engagement_id,
        client_id=row.client_id,
        subject=row.subject,
        title=row.title,
        sha256=row.sha256,
        state=contracts.PackageState(row.state),
        round=row.round,
        extra_round=row.extra_round,
        created_at=row.created_at,
        sent_at=row.sent_at,
        due_at=row.due_at,
    )


def to_comment(row: Comment) -> contracts.Comment:
    """A comment."""
    return contracts.Comment(
        id=row.id,
        package_id=row.package_id,
        client_id=row.client_id,
        post_key=row.post_key,
        start=row.start,
        end=row.end,
        quote=row.quote,
        text=row.text,
        author_id=row.author_id,
        author_name=row.author_name,
        internal=row.internal,
        created_at=row.created_at,
        resolved_at=row.resolved_at,
    )
