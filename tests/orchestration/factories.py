"""A signed deal as cam tells it, and the people of the agency."""

from __future__ import annotations

from uuid import UUID

from apps.cam.signals import ClientSigned
from apps.identity import services as identity
from apps.orchestration import services
from apps.orchestration.contracts import Journey, JourneyFilter
from kernel import clock
from kernel.actors import worker
from kernel.db import atomic
from kernel.ids import new_id
from kernel.money import Money
from kernel.signals import publish
from kernel.testing import staff


def boss(**values):
    """A staff actor who may do everything."""
    return staff("*", clients=None, name="Olivia Berg", **values)


def sign_deal(company: str = "Nordwind GmbH", **changed) -> UUID:
    """cam tells that a client signed; returns the deal's id."""
    deal_id = new_id()
    values = {
        "deal_id": deal_id,
        "lead_id": new_id(),
        "company": company,
        "website": "https://nordwind.example",
        "country": "DE",
        "language": "en",
        "contact_name": "Ada Berg",
        "contact_email": f"ada-{deal_id.hex[-8:]}@nordwind.example",
        "pack": "strategy_campaign_standard",
        "price": Money(minor=690000, currency="EUR"),
        "agreed_at": clock.now(),
    }
    with atomic("cam"):
        publish(ClientSigned(**(values | changed), actor=worker("cam")))
    return deal_id


def started(harness, **changed) -> Journey:
    """A journey that has run to its first gate."""
    sign_deal(**changed)
    harness.drain()
    return journey()


def journey() -> Journey:
    """The newest journey."""
    return services.list_journeys(actor=boss(), filter=JourneyFilter()).items[0]


def open_agency() -> None:
    """An owner who gets the mails."""
    identity.create_owner(
        actor=worker("identity"), email="owner@aicmo.example", name="Olivia Berg", password="a-long-password-1", key="owner"
    )
