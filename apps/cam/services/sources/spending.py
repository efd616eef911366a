"""Every call to a provider: allowed by the switches and the breaker, paid for before it is made, settled after it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import F

from apps.cam import contracts, models
from apps.cam.services.mapping import settings_now
from kernel import clock, effects, providers
from kernel.actors import Actor
from kernel.db import INTERNAL, audit, command
from kernel.errors import DomainError, NotConfigured, NotFound

log = logging.getLogger(__name__)
T = TypeVar("T")
KIND = effects.declare("source")


@dataclass(frozen=True, kw_only=True)
class Reserved:
    """What was taken for one call: of which provider's day, of which purse."""

    provider: str
    day: str
    purse_id: UUID
    minor: int
    price: int


def adapters(port: str) -> list[Any]:
    """The adapters of a port in their order; none where the installation has none."""
    try:
        return providers.chain(port)
    except NotConfigured:
        return []


def named(port: str, name: str) -> Any:
    """The adapter of a port by its name; NotConfigured if the installation has none."""
    found = next((a for a in adapters(port) if a.name == name), None)
    if found is None:
        raise NotConfigured(f"There is no source “{name}” here.", remedy=f"Add it to AICMO_PROVIDERS[{port!r}].")
    return found


def price_of(adapter: Any, prices: dict[str, int]) -> int:
    """Minor units of one credit; NotConfigured without a key, and for a paid call without a price: no cap could hold."""
    ready = getattr(adapter, "ready", None)
    if ready is not None:
        ready()
    if not adapter.credits:
        return 0
    name = f"{adapter.name}.{adapter.act}"
    price = prices.get(name)
    if not isinstance(price, int) or isinstance(price, bool) or price < 0:
        raise NotConfigured(
            f"The price of {name} is not known.", remedy="Write it into the setting source_prices, in minor units for one credit."
        )
    return price


def call(actor: Actor, adapter: Any, purse_id: UUID, function: Callable[[], T]) -> T:
    """Make one call within the purse and the provider's day; whatever it raises has been settled.

    SwitchedOff, ProviderResting, CostCapReached, NotConfigured: nothing was asked. ProviderFailed: it failed.
    PriceChanged: it answered, but charged more than agreed; the answer is lost on purpose, the provider rests.
    """
    taken = reserve(
        actor=actor, provider=adapter.name, price=price_of(adapter, settings_now()["source_prices"]), credits=adapter.credits,
        purse_id=purse_id,
    )  # fmt: skip
    try:
        answer = function()
    except contracts.ProviderFailed as error:
        refund = 0 if error.charged else taken.minor
        settle(actor=actor, taken=taken, change=-refund, failure=error.detail if error.again else "", well=False)
        raise
    except NotConfigured:
        settle(actor=actor, taken=taken, change=-taken.minor, failure="", well=False)
        raise
    credits = getattr(answer, "credits", None)
    actual = taken.minor if credits is None else credits * taken.price
    dearer = credits is not None and credits > adapter.credits
    told = f"charged {credits} credits for a call that costs {adapter.credits}" if dearer else ""
    settle(actor=actor, taken=taken, change=actual - taken.minor, failure=told, well=not dearer, trip=dearer)
    if dearer:
        raise contracts.PriceChanged(
            f"{adapter.name} {told}.", remedy="Look at your plan there, correct source_prices, and let the provider go on."
        )
    return answer


def may_try_again(error: Exception) -> bool:
    """Whether the same call may go better later; what is no DomainError is a fault of ours, and is logged."""
    if isinstance(error, contracts.ProviderFailed):
        return error.again
    if not isinstance(error, DomainError):
        log.error("a provider's call broke", exc_info=error)
        return True
    return False


def sentence(error: Exception) -> str:
    """What went wrong, for people."""
    return f"{error.detail} {error.remedy}".strip() if isinstance(error, DomainError) else f"{type(error).__name__}: {error}"


@command("cam", right=INTERNAL)
def reserve(*, actor: Actor, provider: str, price: int, credits: int, purse_id: UUID) -> Reserved:
    """Take what a call costs from the purse and from the provider's day, in statements that no second worker passes."""
    effects.refuse_if_switched_off(kind=KIND, scopes=(f"source:{provider}",))
    _refuse_resting(provider)
    minor, day = price * credits, clock.today()
    if not models.SourcePurse.objects.filter(pk=purse_id, spent_minor__lte=F("cap_minor") - minor).update(
        spent_minor=F("spent_minor") + minor
    ):
        raise contracts.CostCapReached(
            f"{provider} would cost {minor} minor units, more than is left of the cap.", remedy="Order again with a higher cap."
        )
    cap = int(settings_now()["source_day_cap"])
    models.ProviderSpend.objects.get_or_create(provider=provider, day=day)
    if not models.ProviderSpend.objects.filter(provider=provider, day=day, cost_minor__lte=cap - minor).update(
        cost_minor=F("cost_minor") + minor, calls=F("calls") + 1
    ):
        raise contracts.CostCapReached(
            f"{provider} has cost what it may on {day:%Y-%m-%d} (source_day_cap).", remedy="Wait a day, or raise the setting."
        )
    return Reserved(provider=provider, day=day.isoformat(), purse_id=purse_id, minor=minor, price=price)


@command("cam", right=INTERNAL)
def settle(*, actor: Actor, taken: Reserved, change: int, failure: str, well: bool, trip: bool = False) -> None:
    """Correct what was taken to what was charged, and let the breaker know how the call went."""
    if change:
        models.SourcePurse.objects.filter(pk=taken.purse_id).update(spent_minor=F("spent_minor") + change)
        models.ProviderSpend.objects.filter(provider=taken.provider, day=taken.day).update(cost_minor=F("cost_minor") + change)
    if well:
        models.ProviderHealth.objects.filter(provider=taken.provider, failures__gt=0).update(
            failures=0, resting_until=None, reason=""
        )
        return
    if not failure:
        return  # it answered, though not as hoped: a wrong key is no reason to call it ill
    numbers = settings_now()
    row, _ = models.ProviderHealth.objects.select_for_update(of=("self",)).get_or_create(provider=taken.provider)
    row.failures, row.reason = row.failures + 1, failure
    if trip or row.failures >= numbers["source_breaker_failures"]:
        row.resting_until = datetime.now(UTC) + (
            timedelta(days=365) if trip else timedelta(minutes=numbers["source_rest_minutes"])
        )
    row.save()


@command("cam", right="cam.write")
def resume_provider(*, actor: Actor, provider: str, key: str = "") -> None:
    """Let a provider that rests be asked again."""
    if not models.ProviderHealth.objects.filter(provider=provider).update(failures=0, resting_until=None, reason=""):
        raise NotFound("No such provider has failed.")
    audit(subject=provider)


def _refuse_resting(provider: str) -> None:
    row = models.ProviderHealth.objects.filter(provider=provider, resting_until__gt=datetime.now(UTC)).first()
    if row is not None:
        raise contracts.ProviderResting(
            f"{provider} rests until {row.resting_until:%Y-%m-%d %H:%M} UTC: {row.reason}",
            remedy="Wait, or let it go on on its page under “Provider health”.",
        )
