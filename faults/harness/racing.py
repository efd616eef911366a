"""Races in the processes of a run: what lies ready, what each contestant does, and what must be there once afterwards."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings

from apps.billing import services as billing
from apps.billing.models import Invoice, Payment
from apps.cam import services as cam
from apps.cam.models import Deal, Lead
from apps.client_review import services as client_review
from apps.client_review.contracts import Verdict
from apps.client_review.models import Decision
from apps.delivery import services as delivery
from apps.delivery.models import Publication
from apps.identity import services as identity
from faults.harness import channel, written
from kernel import providers
from kernel.db import atomic
from kernel.ids import new_id
from kernel.models import OutboxEvent
from kernel.money import Money
from tests.billing import factories as invoices
from tests.cam import factories as leads
from tests.client_review import factories as reviews
from tests.delivery import factories as packages

POSTS, PART, PAYERS = 3, 100, 64
Stage = dict[str, Any]
Counts = dict[str, tuple[int, int]]


def build(*, race: str, number: int) -> Stage:
    """Lay ready what the race is about."""
    return RACES[race][0](number) | {"one_key": f"{race}:{number}" if number % 2 else ""}


def contest(*, race: str, stage: Stage, threads: int, place: int, at: float) -> dict[str, int]:
    """Every thread waits for the moment and goes; returns how often each outcome happened (an error's class, or done)."""
    providers.replace("delivery.publisher.linkedin", channel.CountedPublisher())
    stage = stage | {"actor": identity.actor_for_email(email=stage["email"])} if "email" in stage else stage
    return dict(
        Counter(_pool(threads).map(lambda n: _go(RACES[race][1], stage, n, at), range(place * threads, (place + 1) * threads)))
    )


def count(*, race: str, stage: Stage) -> Counts:
    """What must be there once: name → (is, should be)."""
    return RACES[race][2](stage)


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads)


def _go(act: Callable[[Stage, str, int], None], stage: Stage, number: int, at: float) -> str:
    key = stage["one_key"] or f"{stage['id']}:{number}"
    while time.time() < at:
        time.sleep(0)
    try:
        act(stage, key, number)
    except Exception as error:
        return type(error).__name__
    return "done"


def _email(number: int) -> str:
    return f"cleo{number}-{new_id().hex[-6:]}@nordlicht.example.com"


def _a_review(number: int) -> Stage:
    home = reviews.house(email=_email(number))
    package = reviews.review(home)
    return {"id": package.id, "sha256": package.sha256, "email": home.email}


def _an_invoice(number: int) -> Stage:
    invoice = invoices.issued(invoices.line(PART * PAYERS * 10))
    return {"id": invoice.id, "gross": invoice.total.minor}


def _a_package(number: int) -> Stage:
    home = reviews.house(email=_email(number))
    posts = [packages.later(n, hours=-n) for n in range(1, POSTS + 1)]
    return {"id": packages.released(home, *posts).id}


def _posts_due(number: int) -> Stage:
    stage = _a_package(number)
    delivery.publish(actor=packages.WORKER, package_id=stage["id"], key=new_id().hex)
    return stage


def _a_lead(number: int) -> Stage:
    mark = new_id().int % 10**9
    campaign = leads.running_campaign(leads.person(mark), name=f"Round {number} {mark}")
    with atomic("cam"):
        found = Lead.objects.get(campaign_id=campaign.id)
        Lead.objects.filter(pk=found.pk).update(status="QUALIFIED")
    return {"id": found.pk}


def _approve(stage: Stage, key: str, number: int) -> None:
    values = {"package_id": UUID(stage["id"]), "sha256": stage["sha256"], "verdict": Verdict.APPROVE, "key": key}
    client_review.decide(actor=stage["actor"], **values)


def _pay(stage: Stage, key: str, number: int) -> None:
    """Everybody tells of the same payment: one key in all rounds."""
    values = {"invoice_id": UUID(stage["id"]), "amount": invoices.eur(PART), "key": stage["id"]}
    billing.record_payment(actor=invoices.FINANCE, **values)


def _settle(stage: Stage, key: str, number: int) -> None:
    """Sixty-four payments that together pay the invoice, each with a key of its own."""
    amount = stage["gross"] // PAYERS + (stage["gross"] % PAYERS if number == 0 else 0)
    values = {"invoice_id": UUID(stage["id"]), "amount": invoices.eur(amount), "key": f"{stage['id']}:{number}"}
    billing.record_payment(actor=invoices.FINANCE, **values)


def _publish(stage: Stage, key: str, number: int) -> None:
    delivery.publish(actor=packages.WORKER, package_id=UUID(stage["id"]), key=key)


def _send(stage: Stage, key: str, number: int) -> None:
    delivery.send_posts()


def _convert(stage: Stage, key: str, number: int) -> None:
    cam.close_deal(
        actor=leads.agent(), lead_id=UUID(stage["id"]), pack="quick_social_basic", price=Money(minor=250_000, currency="EUR"),
        signer_name="Ada Berg", signer_email="ada.berg@nordwind.example", key=key,
    )  # fmt: skip


def _told(name: str, **fields: Any) -> int:
    return OutboxEvent.objects.filter(name=name, **{f"payload__{field}": value for field, value in fields.items()}).count()


def _decided(stage: Stage) -> Counts:
    told = _told("client_review.client_approved.v1", package_id=stage["id"])
    return {"decisions": (Decision.objects.filter(package_id=stage["id"]).count(), 1), "told": (told, 1)}


def _paid(stage: Stage) -> Counts:
    row = Invoice.objects.get(pk=stage["id"])
    told = _told("billing.payment_received.v1", invoice_id=stage["id"])
    return {"payments": (Payment.objects.filter(invoice=row).count(), 1), "paid": (row.paid_minor, PART), "told": (told, 1)}


def _settled(stage: Stage) -> Counts:
    row = Invoice.objects.get(pk=stage["id"])
    told = _told("billing.payment_received.v1", invoice_id=stage["id"], paid_in_full=True)
    surplus = sum(Payment.objects.filter(invoice=row).values_list("surplus_minor", flat=True))
    return {"paid": (row.paid_minor, stage["gross"]), "surplus": (surplus, 0), "told paid in full": (told, 1)}


def _published(stage: Stage) -> Counts:
    rows = Publication.objects.filter(package_id=stage["id"])
    told = _told("delivery.publish_started.v1", package__id=stage["id"])
    return {"publications": (rows.count(), POSTS), "told": (told, 1)}


def _sent(stage: Stage) -> Counts:
    rows = Publication.objects.filter(package_id=stage["id"])
    posted = Counter(marker for marker, _ in written.posted(settings.VAR_DIR))
    calls = {f"posted {row.post_key}": (posted[str(row.pk)], 1) for row in rows}
    return calls | {"live": (rows.filter(state="live").count(), POSTS)}


def _won(stage: Stage) -> Counts:
    told = _told("cam.client_signed.v1", lead_id=stage["id"])
    return {"deals": (Deal.objects.filter(lead_id=stage["id"]).count(), 1), "told": (told, 1)}


RACES: dict[str, tuple[Callable[[int], Stage], Callable[[Stage, str, int], None], Callable[[Stage], Counts]]] = {
    "approve": (_a_review, _approve, _decided),
    "pay": (_an_invoice, _pay, _paid),
    "settle": (_an_invoice, _settle, _settled),
    "publish": (_a_package, _publish, _published),
    "send": (_posts_due, _send, _sent),
    "convert": (_a_lead, _convert, _won),
}
"""Race → (what lies ready, what a contestant does, what must be there afterwards)."""
