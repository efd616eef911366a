"""What other modules' facts put before the agency's people: renewals and offers as actions, alerts as notices."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from apps.orchestration import contracts
from apps.orchestration.models import Journey
from apps.orchestration.services import actions, notices
from kernel.actors import Actor
from kernel.db import INTERNAL, command


@command("orchestration", right=INTERNAL)
def propose_renewal(*, actor: Actor, engagement_id: UUID, client_id: UUID, renewal_on: date, key: str) -> None:
    """Put the talk about a renewal into the action queue."""
    company, journey_id = _journey(engagement_id)
    proposal = contracts.Proposal(
        kind="renewal_talk",
        title=f"Talk to {company} about the renewal",
        effect=f"Talk to {company} about the next engagement: the present one ends on {renewal_on:%d %B %Y}.",
        payload={"engagement_id": str(engagement_id), "renewal_on": renewal_on},
    )
    actions.add(proposal, client_id=client_id, journey_id=journey_id, key=f"renewal:{engagement_id}")


@command("orchestration", right=INTERNAL)
def propose_offer(*, actor: Actor, engagement_id: UUID, client_id: UUID, offer: str, reason: str, key: str) -> None:
    """Put an offer that the data suggests into the action queue."""
    company, journey_id = _journey(engagement_id)
    proposal = contracts.Proposal(
        kind="upsell_offer",
        title=f"Offer {company}: {offer}",
        effect=f"Offer {company} “{offer}”. Why: {reason}",
        payload={"engagement_id": str(engagement_id), "offer": offer},
    )
    actions.add(proposal, client_id=client_id, journey_id=journey_id, key=f"upsell:{engagement_id}:{offer}")


@command("orchestration", right=INTERNAL)
def tell_of_alert(
    *, actor: Actor, alert_id: UUID, subject: str, message: str, severity: str, client_id: UUID | None, level: int, key: str
) -> None:
    """Mail an alert to those who may act on it; information is shown, not mailed."""
    if severity == "info":
        return
    lead = f"Nobody has taken this alert yet (escalation {level}).\n\n" if level else ""
    notices.add(
        key=f"alert:{alert_id}:{level}",
        for_right="orchestration.switch" if level else "observability.write",
        client_id=client_id,
        subject=f"{severity.capitalize()}: {subject}"[:300],
        text=f"{lead}{message}\n\nTake it in the list of alerts, so that nobody else has to.",
        url=f"/admin/observability/alert/{alert_id}/change/",
    )


def _journey(engagement_id: UUID) -> tuple[str, UUID | None]:
    row = Journey.objects.filter(engagement_id=engagement_id).first()
    return (row.company, row.id) if row else ("the client", None)
