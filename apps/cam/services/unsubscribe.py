"""The link that ends it: signed, without sign-in; looking at it does nothing."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core import signing

from apps.cam import contracts, models
from apps.cam.logic import countries
from apps.cam.services import ledger
from kernel.actors import Actor
from kernel.db import ANYONE, audit, command, query
from kernel.errors import NotFound

_SIGNER = signing.Signer(salt="cam.unsubscribe", sep=".")


def url_for(lead_id: UUID) -> str:
    """The absolute address of a lead's unsubscribe page."""
    return f"{settings.AICMO_PUBLIC_URL}/portal/cam/u/{_SIGNER.sign(lead_id.hex)}/"


def inert_url() -> str:
    """An address that looks like one of a lead and is none: it answers that there is no such page."""
    return f"{settings.AICMO_PUBLIC_URL}/portal/cam/u/proof/"


@query("cam", right=ANYONE)
def get_unsubscribe(*, actor: Actor, token: str) -> contracts.Unsubscribe:
    """What the page behind a link shows; NotFound for a link that is not ours."""
    lead = _lead(token)
    local, _, domain = lead.email.partition("@")
    done = ledger.suppression_of(lead.email) is not None or lead.status == "UNSUBSCRIBED"
    language = countries.language_of(lead.country, lead.language)
    return contracts.Unsubscribe(masked=f"{local[:1]}…@{domain}" if domain else "", language=language, done=done)


@command("cam", right=ANYONE)
def unsubscribe(*, actor: Actor, token: str) -> contracts.Unsubscribe:
    """The POST behind the link: the address is suppressed at once; a second time changes nothing."""
    lead = _lead(token)
    audit(subject=lead.id)
    if lead.email:
        ledger.add_suppression(address=lead.email, reason="unsubscribed by link")
    ledger.call_off(lead, "unsubscribed by link")
    ledger.advance(lead, contracts.LeadStatus.UNSUBSCRIBED, "unsubscribed by link")
    return get_unsubscribe(actor=actor, token=token)


def _lead(token: str) -> models.Lead:
    try:
        lead_id = UUID(hex=_SIGNER.unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise NotFound("This link is not one of ours.", remedy="Reply to the mail with “stop” instead.") from error
    lead = models.Lead.objects.filter(pk=lead_id).first()
    if lead is None:
        raise NotFound("This link's data no longer exist: nothing will be sent.")
    return lead
