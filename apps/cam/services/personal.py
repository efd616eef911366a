"""What is known of a person beyond their columns: a consent, and sentences for their mails, each with its source and day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from apps.cam import contracts, models
from apps.cam.logic import personal
from apps.cam.services import ledger
from apps.cam.services.mapping import to_claim
from kernel import clock
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import InvalidInput
from kernel.pages import Page
from kernel.paging import page


@command("cam", right="cam.write")
def add_claim(
    *, actor: Actor, lead_id: UUID, text: str, source_url: str = "", found_on: date | None = None, key: str = ""
) -> contracts.LeadClaim:
    """Keep a personal sentence for the lead's mails ({personal_line}); the newest one is used.

    One without source or day is kept, but a mail that uses it is held. InvalidInput for a text that is empty, too long or holds
    placeholders.
    """
    lead = models.Lead.objects.reach(actor, lead_id, lock=True)
    said = " ".join(text.split())
    if not said or len(said) > 300:
        raise InvalidInput("A personal sentence has 1 to 300 characters.", field="text", remedy="Shorten it.")
    if "{" in said or "}" in said:
        raise InvalidInput("A personal sentence holds no placeholders.", field="text", remedy="Write it out.")
    if len(source_url) > 500:
        raise InvalidInput("The source has more than 500 characters.", field="source_url", remedy="Use a shorter address.")
    row = models.LeadClaim.objects.create(
        lead=lead, text=said, source_url=source_url.strip(), found_on=found_on, created_at=clock.now()
    )
    audit(subject=lead.id)
    return to_claim(row)


@query("cam", right="cam.view")
def list_claims(*, actor: Actor, lead_id: UUID, cursor: str = "", limit: int = 50) -> Page[contracts.LeadClaim]:
    """A lead's personal sentences, newest first."""
    lead = models.Lead.objects.reach(actor, lead_id)
    order = "-created_at"
    return page(models.LeadClaim.objects.filter(lead=lead), to_claim, order=order, allowed=(order,), cursor=cursor, limit=limit)


@command("cam", right="cam.write")
def record_consent(*, actor: Actor, lead_id: UUID, source: str, given_on: date, key: str = "") -> None:
    """Note that the person agreed to be written to: where that is written down, and when it was given."""
    lead = models.Lead.objects.reach(actor, lead_id, lock=True)
    if not source.strip():
        raise InvalidInput("A consent needs its source.", field="source", remedy="Say where it is written down.")
    if given_on > clock.today():
        raise InvalidInput(f"{given_on} is yet to come.", field="given_on", remedy="Write the day on which it was given.")
    lead.consent_on, lead.consent_source = given_on, source.strip()[:200]
    lead.save(update_fields=["consent_on", "consent_source"])
    ledger.note(lead, "consent", f"Agreed on {given_on}: {lead.consent_source}.")
    audit(subject=lead.id)


def line_for(lead: models.Lead, settings: dict) -> tuple[str, str]:
    """The lead's personal sentence for a mail, and why none may leave with it ("" if one may)."""
    row = lead.claims.order_by("-created_at", "-id").first()
    if row is None:
        return "", "The lead has no personal sentence."
    why = personal.why_not(
        text=row.text, source_url=row.source_url, found_on=row.found_on, today=clock.today(), max_days=settings["claim_days"]
    )
    return row.text, why
