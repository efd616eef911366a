"""What reporting notes of other modules' facts: a figure of a day, an artifact a report rests on."""

from __future__ import annotations

from decimal import Decimal

from apps.billing import signals as billing
from apps.client_review import signals as client_review
from apps.delivery import signals as delivery
from apps.onboarding import signals as onboarding
from apps.qc import signals as qc
from apps.reporting import services
from apps.strategy import signals as strategy
from kernel.signals import Signal, on


@on(delivery.PostPublished)
def count_published_post(event: delivery.PostPublished) -> None:
    """A post is live on its day and channel."""
    day = event.published_at.date()
    _fact(event, "posts_published", Decimal(1), "delivery", day=day, channel=event.channel, post_key=event.post_key)


@on(delivery.PublishFailed)
def count_failed_post(event: delivery.PublishFailed) -> None:
    """A post did not go out."""
    _fact(event, "posts_failed", Decimal(1), "delivery", channel=event.channel, post_key=event.post_key)


@on(client_review.ClientApproved)
def measure_approval(event: client_review.ClientApproved) -> None:
    """The client approved; how long they took from being asked, in hours."""
    _fact(event, "approvals", Decimal(1), "client_review")
    if event.sent_at is not None:
        hours = Decimal(round((event.at - event.sent_at).total_seconds())) / 3600
        _fact(event, "review_hours", max(hours, Decimal(0)).quantize(Decimal("0.01")), "client_review")


@on(client_review.RevisionRequested)
def count_revision(event: client_review.RevisionRequested) -> None:
    """The client asked for changes."""
    _fact(event, "revision_requests", Decimal(1), "client_review")


@on(qc.QcPassed)
def note_passed_score(event: qc.QcPassed) -> None:
    """A version passed with this score."""
    _fact(event, "qc_score", Decimal(event.score), "qc")


@on(qc.QcFailed)
def note_failed_score(event: qc.QcFailed) -> None:
    """A version failed with this score."""
    _fact(event, "qc_score", Decimal(event.score), "qc")
    _fact(event, "qc_failures", Decimal(1), "qc")


@on(billing.PaymentReceived)
def note_payment(event: billing.PaymentReceived) -> None:
    """Money came in, in major units; how late it was."""
    _fact(event, "payments_received", event.amount.decimal, "billing", day=event.received_on)
    _fact(event, "payment_days_late", Decimal(event.late_days), "billing", day=event.received_on)


@on(onboarding.BriefApproved)
def note_brief(event: onboarding.BriefApproved) -> None:
    """The brief a report's work descends from."""
    _source(event)


@on(strategy.StrategyApproved)
def note_strategy(event: strategy.StrategyApproved) -> None:
    """The strategy whose goals a report measures."""
    _source(event)


@on(delivery.Delivered)
def note_package(event: delivery.Delivered) -> None:
    """The package whose posts a report measures."""
    _source(event)


def _fact(event: Signal, metric: str, value: Decimal, source: str, **more: object) -> None:
    values = {"day": event.at.date()} | more
    services.note_fact(
        actor=event.actor,
        client_id=event.client_id,
        engagement_id=event.engagement_id,
        metric=metric,
        value=value,
        source=source,
        key=f"{event.id}:{metric}",
        **values,
    )


def _source(event: Signal) -> None:
    services.note_source(
        actor=event.actor, client_id=event.client_id, engagement_id=event.engagement_id, ref=event.ref, key=str(event.id)
    )
