"""The facts retention tells."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from kernel.signals import Signal, signal


@signal("retention.health_assessed.v1")
class HealthAssessed(Signal):
    """An engagement's health was computed and stored."""

    assessment_id: UUID
    engagement_id: UUID
    client_id: UUID
    score: int
    band: str
    trend: int | None = None
    sentence: str = ""


@signal("retention.churn_risk_detected.v1")
class ChurnRiskDetected(Signal):
    """An engagement fell into the high risk band."""

    engagement_id: UUID
    client_id: UUID
    score: int
    sentence: str


@signal("retention.renewal_due.v1")
class RenewalDue(Signal):
    """The renewal talk may begin: 120 days, or all the time there is, before the end."""

    engagement_id: UUID
    client_id: UUID
    renewal_on: date


@signal("retention.upsell_suggested.v1")
class UpsellSuggested(Signal):
    """The data of an engagement suggests an offer."""

    engagement_id: UUID
    client_id: UUID
    offer: str
    reason: str
