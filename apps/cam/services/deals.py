"""The yes: a person agrees pack and price with an interested lead; the journey of a client begins."""

from __future__ import annotations

import re
from uuid import UUID

from django.db import IntegrityError

from apps.cam import contracts, models, signals
from apps.cam.contracts import LeadStatus
from apps.cam.logic import addresses, countries
from apps.cam.services import ledger
from apps.cam.services.mapping import to_deal
from kernel import clock, text
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import InvalidInput, NotFound
from kernel.money import Money
from kernel.pages import Waiting
from kernel.signals import publish

_PACK = re.compile(r"[a-z][a-z0-9_]{2,59}")
SIGNER_MOST = 150
"""Characters of a signer's name: it becomes the name of a user of identity, who takes no more."""
_CURRENCY = re.compile(r"[A-Z]{3}")


@command("cam", right="cam.write")
def close_deal(
    *, actor: Actor, lead_id: UUID, pack: str, price: Money, signer_name: str, signer_email: str, key: str
) -> contracts.Deal:
    """Record a lead's yes to a pack at a price (net, for the whole pack) and tell client_signed.

    LeadNotInterested unless the lead is QUALIFIED; DealExists for a second deal with the same lead.
    """
    lead = models.Lead.objects.reach(actor, lead_id, lock=True)
    if hasattr(lead, "deal"):
        raise contracts.DealExists(f"There is a deal with {lead} already: {lead.deal.pack}.")
    if lead.status != LeadStatus.QUALIFIED:
        raise contracts.LeadNotInterested(
            f"{lead} is {lead.status}.", remedy="A deal needs a lead that is interested: judge their answer POSITIVE first."
        )
    email = _check(pack, price, signer_email)
    name = text.one_line(signer_name, field="signer_name", most=SIGNER_MOST)
    try:
        row = models.Deal.objects.create(
            lead=lead, pack=pack, price_minor=price.minor, price_currency=price.currency, signer_name=name,
            signer_email=email, closed_by=actor.id, agreed_at=clock.now(),
        )  # fmt: skip
    except IntegrityError as error:
        raise contracts.DealExists(f"There is a deal with {lead} already.") from error
    ledger.advance(lead, LeadStatus.WON, f"agreed: {pack}, {price}")
    ledger.note(lead, "deal", f"{row.signer_name} agreed to {pack} at {price}.")
    publish(_signed(row, lead, price))
    audit(subject=row.id)
    return to_deal(row)


@query("cam", right="cam.view")
def get_deal(*, actor: Actor, lead_id: UUID) -> contracts.Deal:
    """The deal with a lead; NotFound if there is none the actor may see."""
    row = models.Deal.objects.visible_to(actor).select_related("lead").filter(lead_id=lead_id).first()
    if row is None:
        raise NotFound("There is no deal with this lead.")
    return to_deal(row)


@query("cam", right="anyone")
def list_waiting(*, actor: Actor) -> tuple[Waiting, ...]:
    """What waits for this actor: interested leads without a deal, and the review queue."""
    if not actor.may("cam.write"):
        return ()
    leads = models.Lead.objects.visible_to(actor).filter(status="QUALIFIED", deal=None).order_by("last_replied_at")
    found = [
        Waiting(
            app="cam", kind="close_deal", title=f"{lead} is interested: agree pack and price", detail=_last_words(lead),
            url=f"/admin/cam/lead/{lead.id}/act/close_deal/", right="cam.write", since=lead.last_replied_at or lead.created_at,
        )
        for lead in leads[:50]
    ]  # fmt: skip
    items = models.ReviewItem.objects.visible_to(actor).filter(state="open").order_by("created_at")
    found += [
        Waiting(
            app="cam", kind="review", title=item.title, detail=item.detail[:200], right="cam.write", since=item.created_at,
            url=f"/admin/cam/reviewitem/{item.id}/change/",
        )
        for item in items[:50]
    ]  # fmt: skip
    return tuple(found)


def _last_words(lead: models.Lead) -> str:
    mail = lead.inbound.filter(classification="POSITIVE").order_by("-received_at").first()
    return mail.new_text[:200] if mail else ""


def _check(pack: str, price: Money, signer_email: str) -> str:
    if not _PACK.fullmatch(pack):
        raise InvalidInput(f"“{pack[:60]}” is no pack's name.", field="pack", remedy="Use a name of the pack list.")
    if price.minor <= 0 or not _CURRENCY.fullmatch(price.currency):
        raise InvalidInput("The price must be above zero, with a currency such as EUR.", field="price")
    email = addresses.normalise(signer_email)
    if not email:
        raise InvalidInput(
            f"“{signer_email[:80]}” is no e-mail address.", field="signer_email", remedy="Write it as name@example.com."
        )
    return email


def _signed(row: models.Deal, lead: models.Lead, price: Money) -> signals.ClientSigned:
    return signals.ClientSigned(
        deal_id=row.id, lead_id=lead.id, company=lead.company or lead.name, website=lead.website, country=lead.country,
        language=countries.language_of(lead.country, lead.language), contact_name=row.signer_name, contact_email=row.signer_email,
        pack=row.pack, price=price, agreed_at=row.agreed_at,
    )  # fmt: skip
