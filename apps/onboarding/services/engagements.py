"""Packs and engagements: what is sold, and to whom."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from apps.identity import services as identity
from apps.onboarding import contracts, models, signals
from apps.onboarding.services.mapping import to_engagement, to_pack
from kernel import clock, mail
from kernel.actors import Actor
from kernel.db import ANYONE, command, query
from kernel.errors import InvalidInput, NotFound
from kernel.money import Money
from kernel.pages import Page
from kernel.paging import page
from kernel.signals import publish

LANGUAGES = ("en", "de")
_ORDERS = ("opened_at", "-opened_at", "client_name", "-client_name")


@query("onboarding", right=ANYONE)
def list_packs(*, actor: Actor) -> tuple[contracts.Pack, ...]:
    """The packs on sale, in the order of the price list."""
    return tuple(to_pack(row) for row in models.Pack.objects.filter(active=True))


@query("onboarding", right=ANYONE)
def get_pack(*, actor: Actor, name: str) -> contracts.Pack:
    """One pack by name, also one no longer sold; NotFound if there is none."""
    row = models.Pack.objects.filter(name=name).first()
    if row is None:
        raise NotFound(f"There is no pack “{name[:60]}”.", field="pack")
    return to_pack(row)


@command("onboarding", right="onboarding.write")
def open_engagement(
    *,
    actor: Actor,
    client_id: UUID,
    lead_id: UUID | None,
    deal_id: UUID | None,
    pack: str,
    price: Money,
    contact_name: str,
    contact_email: str,
    language: str,
    key: str,
) -> contracts.Engagement:
    """Open an engagement for a client: copies the pack's facts, sets start and end, tells engagement_opened.

    The same deal gives the same engagement. NotFound for an unknown client; InvalidInput names a wrong field.
    """
    if not actor.sees(client_id):
        raise NotFound("There is no such client account.")
    client = identity.get_client(actor=actor, client_id=client_id)
    if deal_id and (known := models.Engagement.objects.filter(deal_id=deal_id).first()):
        return to_engagement(known)
    row = models.Engagement(client_id=client_id, client_name=client.name, lead_id=lead_id, deal_id=deal_id)
    _fill(row, pack=pack, price=price, contact_name=contact_name, contact_email=contact_email, language=language)
    row.save(force_insert=True)
    publish(
        signals.EngagementOpened(
            engagement_id=row.id, client_id=client_id, pack=row.pack, price=row.price, starts_on=row.starts_on
        )
    )
    return to_engagement(row)


@query("onboarding", right="onboarding.view")
def get_engagement(*, actor: Actor, engagement_id: UUID) -> contracts.Engagement:
    """One engagement; NotFound if the actor may not see it."""
    return to_engagement(models.Engagement.objects.all().reach(actor, engagement_id))


@query("onboarding", right="onboarding.view")
def list_engagements(
    *,
    actor: Actor,
    filter: contracts.EngagementFilter = contracts.EngagementFilter(),
    order: str = "-opened_at",
    cursor: str = "",
    limit: int = 50,
) -> Page[contracts.Engagement]:
    """Engagements the actor may see, a page at a time; `order` is opened_at or client_name, “-” for descending."""
    rows = models.Engagement.objects.all().visible_to(actor)
    if filter.client_id:
        rows = rows.filter(client_id=filter.client_id)
    if filter.pack:
        rows = rows.filter(pack=filter.pack)
    if filter.text:
        rows = rows.filter(Q(client_name__icontains=filter.text) | Q(contact_email__icontains=filter.text))
    since = filter.updated_since
    return page(rows, to_engagement, order=order, allowed=_ORDERS, cursor=cursor, limit=limit, actor=actor, since=since)


def _fill(row: models.Engagement, *, pack: str, price: Money, contact_name: str, contact_email: str, language: str) -> None:
    sold = models.Pack.objects.filter(name=pack).first()
    if sold is None:
        raise InvalidInput(f"There is no pack “{pack[:60]}”.", field="pack", remedy="Take one of the price list.")
    if price.minor <= 0:
        raise InvalidInput("The price must be above zero.", field="price")
    if not contact_name.strip():
        raise InvalidInput("The contact needs a name.", field="contact_name")
    policy = models.Policy.current()
    at = clock.now()
    row.pack, row.pack_facts, row.rounds = sold.name, sold.facts(), sold.rounds
    row.price_minor, row.currency, row.deposit_percent = price.minor, price.currency, policy.deposit_percent
    row.contact_name, row.contact_email = contact_name.strip()[:200], mail.normalise(contact_email)
    row.language = language.lower()[:2] if language.lower()[:2] in LANGUAGES else "en"
    row.opened_at = at
    row.starts_on = _monday((at + timedelta(days=policy.start_after_days)).date())
    row.ends_on = row.starts_on + timedelta(weeks=sold.weeks) - timedelta(days=1)


def _monday(day):
    """The day itself, or the Monday after it."""
    return day + timedelta(days=-day.weekday() % 7)
