"""What retention observes: how fast the client decides, how often it changes, how it pays, how publishing went, its silences."""

from __future__ import annotations

from uuid import UUID

from apps.billing import signals as billing
from apps.client_review import signals as client_review
from apps.delivery import signals as delivery
from apps.onboarding import services as onboarding
from apps.onboarding import signals as onboarding_signals
from apps.retention import services
from apps.strategy import signals as strategy
from kernel.actors import worker
from kernel.signals import Signal, on

DAY_SECONDS = 86_400


@on(onboarding_signals.EngagementOpened)
def note_engagement(event: onboarding_signals.EngagementOpened) -> None:
    """Keep the engagement and its dates."""
    opened = onboarding.get_engagement(actor=worker("retention"), engagement_id=event.engagement_id)
    services.note_engagement(
        actor=event.actor or worker("retention"),
        engagement_id=event.engagement_id,
        client_id=event.client_id,
        client_name=opened.client_name,
        starts_on=opened.starts_on,
        ends_on=opened.ends_on,
        key=str(event.id),
    )


@on(strategy.StrategyApproved)
def note_work_begun(event: strategy.StrategyApproved) -> None:
    """The relation is active."""
    services.note_work_begun(
        actor=event.actor or worker("retention"),
        engagement_id=event.engagement_id,
        client_id=event.client_id,
        key=str(event.id),
    )


@on(client_review.ClientApproved)
def observe_approval(event: client_review.ClientApproved) -> None:
    """How long the client took, and how many rounds of changes it had used."""
    _latency(event)
    _observe(event, "revision_rounds", event.round - 1, subject=event.package_id)


@on(client_review.RevisionRequested)
def observe_changes(event: client_review.RevisionRequested) -> None:
    """How long the client took, and one more round."""
    _latency(event)
    _observe(event, "revision_rounds", event.round, subject=event.package_id)


@on(client_review.ReviewOverdue)
def observe_late_review(event: client_review.ReviewOverdue) -> None:
    """A silence."""
    _observe(event, "silence", 1, subject=event.package_id)


@on(onboarding_signals.IntakeOverdue)
def observe_late_intake(event: onboarding_signals.IntakeOverdue) -> None:
    """A silence for each reminder that had no answer."""
    _observe(event, "silence", max(event.reminders, 1))


@on(billing.PaymentReceived)
def observe_payment(event: billing.PaymentReceived) -> None:
    """How late the money came; early counts as in time."""
    _observe(event, "late_payment", max(event.late_days, 0), subject=event.invoice_id)


@on(billing.PaymentFailed)
def observe_failed_payment(event: billing.PaymentFailed) -> None:
    """A payment that went back counts as a month late."""
    _observe(event, "late_payment", 30, subject=event.invoice_id)


@on(delivery.PublishCompleted)
def observe_publishing(event: delivery.PublishCompleted) -> None:
    """Which share of the posts stands."""
    total = event.live + event.failed
    if total:
        _observe(event, "publish_success", event.live / total, subject=event.package.id)


def _latency(event: client_review.ClientApproved | client_review.RevisionRequested) -> None:
    if event.sent_at is not None and event.at is not None:
        days = max((event.at - event.sent_at).total_seconds() / DAY_SECONDS, 0.0)
        _observe(event, "review_latency", days, subject=event.package_id)


def _observe(event: Signal, measure: str, value: float, subject: UUID | None = None) -> None:
    services.observe(
        actor=event.actor or worker("retention"),
        engagement_id=event.engagement_id,
        client_id=event.client_id,
        measure=measure,
        value=float(value),
        subject=str(subject or ""),
        event_id=event.id,
        key=f"{event.id}:{measure}",
    )
