"""A client's journey through all modules, by their facades only: from an answered mail to the renewal assessment."""

from apps.billing.contracts import InvoiceKind, InvoiceStatus
from apps.orchestration import services as orchestration
from apps.orchestration.contracts import EngagementState, JourneyState
from apps.retention import services as retention


def test_a_lead_becomes_a_paid_and_assessed_engagement(cast):
    cast.win()
    assert cast.journey.wait.for_whom == "client"

    cast.to("end")

    ended = cast.journey
    assert (ended.state, ended.engagement_state) == (JourneyState.COMPLETED, EngagementState.DELIVERED)
    assert cast.invoice(InvoiceKind.FINAL).status is InvoiceStatus.PAID
    assert retention.get_health(actor=cast.owner, engagement_id=ended.engagement_id).score > 0
    told = orchestration.get_timeline(actor=cast.owner, journey_id=ended.id).entries
    assert told[0].kind == "lead" and {e.kind for e in told} == {"lead", "step", "wait", "decision", "artifact", "move"}
