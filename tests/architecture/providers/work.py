"""Leads, and what is made for a client, judged, shown and published."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from apps.cam import services as cam
from apps.cam.contracts import Criteria, LeadFilter
from apps.cam.models import Thread
from apps.cam.providers import RawMail
from apps.cam.services import replies
from apps.client_review import services as client_review
from apps.delivery import services as delivery
from apps.delivery.contracts import PublicationFilter
from apps.identity import services as identity
from apps.production import services as production
from apps.strategy import services as strategy
from kernel import clock
from kernel.actors import worker
from kernel.testing import Harness
from tests.architecture.objects import provides
from tests.architecture.providers.relation import opened_for
from tests.cam import factories as leads
from tests.client_review import factories as reviews
from tests.delivery import factories as deliveries
from tests.production import factories as productions
from tests.qc import factories as judgements


@provides("client_review", "package_id")
def client_review_package(world):
    """A review that waits for the world's client."""
    return reviews.review(_home(world)).id


@provides("client_review", "comment_id")
def client_review_comment(world):
    """A comment of the world's client on a review."""
    home = _home(world)
    package = reviews.review(home)
    return client_review.capture_feedback(actor=home.approver, package_id=package.id, text="Hm", key="").id


@provides("delivery", "package_id")
def delivery_package(world):
    """A package that the world's client has."""
    return deliveries.released(_home(world)).id


@provides("delivery", "publication_id")
def delivery_publication(world):
    """A scheduled post of the world's client."""
    row = deliveries.released(_home(world))
    delivery.publish(actor=world.house, package_id=row.id, key="")
    wanted = PublicationFilter(package_id=row.id)
    return delivery.list_publications(actor=world.house, filter=wanted).items[0].id


@provides("strategy", "strategy_id")
def approved_strategy(world):
    """An approved strategy of a client that no stranger belongs to."""
    return productions.strategy(Harness()).id


@provides("strategy", "job_id")
def strategy_job(world):
    """The job that wrote a strategy."""
    found = productions.strategy(Harness())
    return strategy.list_jobs(actor=world.house, engagement_id=found.engagement_id)[0].id


@provides("production", "calendar_id")
def production_calendar(world):
    """A planned calendar."""
    return productions.calendar(Harness()).id


@provides("production", "bundle_id")
def production_bundle(world):
    """Written drafts."""
    return productions.bundle(Harness()).id


@provides("production", "job_id")
def production_job(world):
    """A job that will write drafts."""
    planned = productions.calendar(Harness())
    order = {"engagement_id": planned.engagement_id, "calendar": planned.ref, "key": uuid4().hex}
    return production.generate_draft(actor=world.house, **order).id


@provides("qc", "result_id")
def qc_result(world):
    """A verdict about a text of the world's client."""
    return judgements.judged(client_id=world.client_id).id


@provides("cam", "lead_id")
def cam_lead(world):
    """An imported lead."""
    email = f"ada-{uuid4().hex[:8]}@nordwind.example"
    campaign = leads.running_campaign(leads.row(Email=email), name=email)
    wanted = LeadFilter(campaign_id=campaign.id, text=email)
    return cam.list_leads(actor=world.house, filter=wanted).items[0].id


@provides("cam", "inbound_id")
def cam_inbound(world):
    """A mail that came in."""
    mail = leads.answer("Hm.", sender=f"s-{uuid4().hex[:8]}@else.example")
    return replies.receive(actor=worker("cam"), provider="fake", item=RawMail(uid=uuid4().hex, raw=mail, size=len(mail)))


@provides("cam", "thread_id")
def cam_thread(world):
    """The thread of a mail that came in."""
    return Thread.objects.get(inbound__id=cam_inbound(world)).id


@provides("cam", "campaign_id")
def cam_campaign(world):
    """A running campaign."""
    return leads.running_campaign(leads.row(Email=f"ada-{uuid4().hex[:8]}@nordwind.example"), name=uuid4().hex).id


@provides("cam", "appointment_id")
def cam_appointment(world):
    """A proposed talk."""
    about = {"starts_at": clock.now() + timedelta(days=3), "place": "Room 5", "key": uuid4().hex}
    return cam.propose_appointment(actor=world.house, lead_id=cam_lead(world), **about).id


@provides("cam", "batch_id")
def cam_batch(world):
    """An imported file."""
    file = leads.table(leads.row(Email=f"ada-{uuid4().hex[:8]}@nordwind.example"))
    return cam.import_leads(actor=world.house, data=file, file_name="leads.csv", key=uuid4().hex).batch_id


@provides("cam", "job_id")
def cam_job(world):
    """A search for people."""
    people = Criteria(people="Ada; Nordwind; CMO; ada@nordwind.example")
    order = {"name": "Search", "criteria": people, "sources": ("manual",), "key": uuid4().hex}
    return cam.create_discovery_job(actor=world.house, **order).id


def _home(world):
    """The world's client with an approver and an engagement of its own."""
    [member] = [m for m in identity.list_members(actor=world.house, client_id=world.client_id) if m.role == "client_approver"]
    opened = opened_for(world, name=member.name, email=member.email)
    return reviews.House(world.client_id, opened.id, identity.actor_for_email(email=member.email), member.email)
