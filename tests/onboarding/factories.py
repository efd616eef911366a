"""Ready-made clients, engagements and intakes of the onboarding tests, built through the facades."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy

from apps.identity import services as identity
from apps.onboarding import services
from kernel.actors import worker
from kernel.db import alias_for
from kernel.ids import new_id
from kernel.models import OutboxEvent
from kernel.money import Money
from kernel.testing import client_user, staff

WORKER = worker("onboarding")
STAFF = staff("*", name="Ada Account")
ANSWERS = {
    "client_name": "Harbour & Pine Ltd",
    "website": "https://www.harbourpine.example.com",
    "industry": "Coffee for offices",
    "geography": "United Kingdom",
    "timezone": "Europe/London",
    "languages": "English, German",
    "primary_offer": "Beans, machine and service in one monthly contract",
    "pricing": "From 180 pounds a month for up to 15 people",
    "revenue_streams": "Office contracts 70 %\nOnline shop 30 %",
    "unit_economics": "2,600 pounds a year per contract, margin 48 %",
    "growth_bottleneck": "Office managers have never heard of us",
    "target_audience": "Office managers in firms of 20 to 150 people",
    "pain_points": "The machine is broken and nobody feels responsible\nBeans run out on Mondays",
    "desired_outcomes": "Good coffee without thinking about it\nOne invoice",
    "differentiators": "Our own technicians come within one working day",
    "proof_assets": "Service log 2025: technicians came within one working day in 96 % of 412 visits",
    "tone_voice": "Warm and plain. Never “synergy”. No exclamation marks.",
    "risk_tolerance": "Medium; no jokes about competitors",
    "compliance_notes": "No health claims about coffee\nName the energy class of machines",
    "objective": "Forty tastings booked by office managers",
    "kpi_targets": "40 booked tastings in 8 weeks\nCost per tasting below 45 pounds",
    "duration_weeks": "8",
    "budget_range": "3,000 to 5,000 pounds",
}


def client(name: str = "Harbour & Pine Ltd", email: str = ""):
    """A client account of identity, with an approver of its own."""
    email = email or f"mia-{new_id().hex[-10:]}@harbourpine.example.com"
    return identity.open_client_account(actor=WORKER, name=name, contact_name="Mia Marsh", contact_email=email, key=new_id().hex)


def engagement(*, language: str = "en", pack: str = "strategy_campaign_standard", **changed):
    """An engagement of a new client."""
    account = changed.pop("account", None) or client()
    values = {
        "client_id": account.id,
        "lead_id": new_id(),
        "deal_id": new_id(),
        "pack": pack,
        "price": Money(minor=690000, currency="EUR"),
        "contact_name": "Mia Marsh",
        "contact_email": "mia@harbourpine.example.com",
        "language": language,
        "key": new_id().hex,
    }
    return services.open_engagement(actor=WORKER, **values | changed)


def approver(opened):
    """The client's own person."""
    return client_user(opened.client_id, "onboarding.view", "onboarding.sign", "onboarding.answer")


def signed(**changed):
    """An engagement whose agreement is signed."""
    opened = engagement(**changed)
    agreement = services.prepare_agreement(actor=WORKER, engagement_id=opened.id, key=new_id().hex)
    sign(opened, agreement)
    return opened


def sign(opened, agreement, **changed):
    """The client's signature of an agreement."""
    values = {"sha256": agreement.sha256, "signer_name": "Mia Marsh", "ip": "203.0.113.9", "user_agent": "Firefox", "key": ""}
    return services.sign_agreement(actor=approver(opened), agreement_id=agreement.id, **values | changed)


def invited(**changed):
    """An engagement whose intake is open."""
    opened = signed(**changed)
    services.invite(actor=WORKER, engagement_id=opened.id, key=new_id().hex)
    return opened


def answer(opened, **answers):
    """Save answers as the client."""
    for field, value in answers.items():
        services.save_answer(actor=approver(opened), engagement_id=opened.id, field=field, value=value)


def captured(answers: dict | None = None, **changed):
    """An engagement whose intake is handed in."""
    opened = invited(**changed)
    answer(opened, **(ANSWERS if answers is None else answers))
    services.capture_intake(actor=approver(opened), engagement_id=opened.id, key=new_id().hex)
    return opened


def brief(**changed):
    """A brief made from a complete intake."""
    opened = captured(**changed)
    return services.normalize_brief(actor=WORKER, engagement_id=opened.id, key=new_id().hex)


def judged(made, verdict: str = "PASS"):
    """Tell a brief's verdict as QC's signal would."""
    services.note_verdict(actor=WORKER, ref=made.ref, result_id=new_id(), verdict=verdict, key="")
    return made


@dataclass(frozen=True)
class Arrived:
    """A mail as its reader sees it."""

    recipient: str
    subject: str
    text: str


def mails(harness) -> list[Arrived]:
    """What has left so far, oldest first."""
    parsed = [(to, message_from_bytes(raw, policy=policy.default)) for to, raw in harness.mails.delivered]
    return [Arrived(to, str(m["Subject"]), m.get_body(("plain",)).get_content()) for to, m in parsed]


def told(name: str) -> list[dict]:
    """Payloads of the signals of this name that onboarding has told, oldest first."""
    rows = OutboxEvent.objects.using(alias_for("onboarding")).filter(name=f"onboarding.{name}.v1")
    return [row.payload for row in rows.order_by("id")]
