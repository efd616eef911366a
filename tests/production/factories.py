"""An approved strategy by its own facades, and what production makes of it."""

from __future__ import annotations

from datetime import date
from functools import partial

import factory

from apps.identity import services as identity
from apps.onboarding import services as onboarding
from apps.production import services
from apps.production.models import TimeEntry
from apps.qc import services as qc
from apps.strategy import services as strategies
from kernel import clock
from kernel.actors import worker
from kernel.ids import new_id
from kernel.money import Money
from kernel.testing import client_user, staff

WORKER = worker("production")
EDITOR = staff("production.view", "production.write", name="Carla Creative")
STARTS = date(2026, 1, 12)
TILES = {
    "client_name": "Harbour Tiles Ltd",
    "website": "https://www.harbourtiles.example.com",
    "industry": "Tile restoration",
    "geography": "Bristol, Bath",
    "timezone": "Europe/London",
    "languages": "English",
    "primary_offer": "Floor rescue: we clean, mend and seal a tile floor in two days. You can walk on it the same evening.",
    "pricing": "45 pounds per square metre plus a set-up fee of 90 pounds. The set-up price not to be published.",
    "growth_bottleneck": "People do not trust strangers with an old floor",
    "target_audience": "Owners of Victorian houses\nLandlords with listed buildings",
    "pain_points": "Old tiles look tired whatever we wash them with\nNobody dares to touch a listed floor",
    "desired_outcomes": "A hallway worth showing\nA floor that is safe for another century",
    "differentiators": "We use no acid\nThe same two people do the whole job",
    "proof_assets": "Job book 2025: 214 floors, none came back\nLetter of the Bath conservation office, May 2025",
    "tone_voice": "Warm and plain. No exclamation marks. Never “unbeatable”.",
    "risk_tolerance": "Low",
    "compliance_notes": 'Every post must carry the note "Ask your conservation officer first."',
    "objective": "Twenty floors booked",
    "kpi_targets": "20 booked floors in 8 weeks",
    "duration_weeks": "8",
    "budget_range": "2,000 to 3,000 pounds for LinkedIn",
}
CLOCKS = TILES | {
    "client_name": "Spire Clocks",
    "industry": "Clock repair",
    "geography": "Wells",
    "primary_offer": "Clock repair: we mend tower clocks",
    "pain_points": "The tower clock stands still",
    "desired_outcomes": "A clock that strikes on time",
    "differentiators": "We climb ourselves",
    "target_audience": "Parishes with a tower",
    "proof_assets": "Log 2025: 31 clocks run",
}
ZAHN = {
    "client_name": "Zahnwerk Oldenburg GmbH",
    "website": "https://www.zahnwerk.example.com",
    "industry": "Dentallabor",
    "geography": "Oldenburg, Bremen",
    "timezone": "Europe/Berlin",
    "languages": "German",
    "primary_offer": "Kronen-Abo: Kronen aus eigener Fräse, geliefert in drei Werktagen",
    "pricing": "Ab 89 Euro je Krone. Preise dürfen genannt werden.",
    "growth_bottleneck": "Praxen kennen uns nicht",
    "target_audience": "Zahnarztpraxen mit zwei bis sechs Behandlern",
    "pain_points": "Die Krone kommt später als versprochen\nNiemand im Labor kennt den Fall",
    "desired_outcomes": "Ein Liefertermin, der hält\nEine Technikerin, die den Fall kennt",
    "differentiators": "Wir fräsen im eigenen Haus\nJede Praxis hat eine feste Technikerin",
    "proof_assets": "Lieferbuch 2025: 1.912 Kronen, 1.880 davon am zugesagten Tag",
    "tone_voice": "Sachlich. Wir siezen. Keine Ausrufezeichen.",
    "risk_tolerance": "Niedrig",
    "compliance_notes": "Keine Heilversprechen",
    "objective": "Zehn neue Praxen",
    "kpi_targets": "10 neue Praxen in 12 Wochen",
    "duration_weeks": "12",
    "budget_range": "3.000 bis 5.000 Euro für LinkedIn",
}


def strategy(harness, answers: dict = TILES, **changed):
    """An approved strategy made from these answers."""
    made = brief(answers | changed)
    strategies.generate(actor=staff("*"), engagement_id=made.engagement_id, brief=made.ref, key=new_id().hex)
    harness.drain()
    return approve_newest(made.engagement_id)


def approve_newest(engagement_id):
    """Judge and approve the newest strategy of an engagement."""
    newest = strategies.list_versions(actor=staff("*"), engagement_id=engagement_id)[0]
    found = strategies.get_strategy(actor=staff("*"), strategy_id=newest.id)
    told = {"ref": found.ref, "result_id": new_id(), "verdict": "PASS", "score": 97, "notes": ()}
    strategies.note_verdict(actor=worker("strategy"), **told, key="")
    strategies.approve(actor=staff("*"), strategy_id=found.id, sha256=found.sha256, key=new_id().hex)
    return strategies.get_strategy(actor=staff("*"), strategy_id=newest.id)


def brief(answers: dict):
    """An approved brief."""
    mail = f"mia-{new_id().hex[-10:]}@example.com"
    name = answers["client_name"]
    account = identity.open_client_account(actor=WORKER, name=name, contact_name="Mia", contact_email=mail, key=new_id().hex)
    opened = onboarding.open_engagement(
        actor=WORKER,
        client_id=account.id,
        lead_id=new_id(),
        deal_id=new_id(),
        pack="quick_social_basic",
        price=Money(minor=190000, currency="EUR"),
        contact_name="Mia Marsh",
        contact_email=mail,
        language="en",
        key=new_id().hex,
    )
    person = client_user(opened.client_id, "onboarding.view", "onboarding.sign", "onboarding.answer")
    agreement = onboarding.prepare_agreement(actor=WORKER, engagement_id=opened.id, key=new_id().hex)
    signature = {"sha256": agreement.sha256, "signer_name": "Mia Marsh", "ip": "203.0.113.9", "user_agent": "Firefox"}
    onboarding.sign_agreement(actor=person, agreement_id=agreement.id, **signature, key="")
    onboarding.invite(actor=WORKER, engagement_id=opened.id, key=new_id().hex)
    for field, value in answers.items():
        onboarding.save_answer(actor=person, engagement_id=opened.id, field=field, value=value)
    onboarding.capture_intake(actor=person, engagement_id=opened.id, key=new_id().hex)
    made = onboarding.normalize_brief(actor=WORKER, engagement_id=opened.id, key=new_id().hex)
    onboarding.note_verdict(actor=WORKER, ref=made.ref, result_id=new_id(), verdict="PASS", key="")
    onboarding.approve_brief(actor=staff("*"), brief_id=made.id, sha256=made.sha256, key=new_id().hex)
    return made


def calendar(harness, answers: dict = TILES, **changed):
    """A planned calendar."""
    found = strategy(harness, answers, **changed)
    plan = partial(services.plan_calendar, actor=EDITOR, engagement_id=found.engagement_id, strategy=found.ref)
    return plan(starts_on=STARTS, key=new_id().hex)


def bundle(harness, answers: dict = TILES, **changed):
    """The first drafts, written by the worker."""
    planned = calendar(harness, answers, **changed)
    services.generate_draft(actor=EDITOR, engagement_id=planned.engagement_id, calendar=planned.ref, key=new_id().hex)
    harness.drain()
    return newest(planned.engagement_id)


def newest(engagement_id):
    """The newest drafts of an engagement."""
    return services.assemble_bundle(actor=EDITOR, engagement_id=engagement_id)


def revised(harness, found, *notes: str):
    """The next version by notes."""
    services.revise(actor=EDITOR, bundle_id=found.id, notes=notes, key=new_id().hex)
    harness.drain()
    return newest(found.engagement_id)


def judged(found):
    """QC's verdict on the drafts, in the context that the journey passes."""
    plan = strategies.get_strategy(actor=staff("*"), strategy_id=found.strategy.id)
    context = {
        "brief": onboarding.get_brief(actor=staff("*"), brief_id=plan.brief.id).content,
        "strategy": plan.content,
        "strategy_sha256": plan.sha256,
        "channels": list(found.content["channels"]),
        "language": found.content["language"],
    }
    whose = {"engagement_id": found.engagement_id, "client_id": found.client_id}
    return qc.evaluate(
        actor=worker("orchestration"), ref=found.ref, content=found.content, **whose, context=context, key=new_id().hex
    )


def post(found, key: str = "", *, channel: str = "") -> dict:
    """One post of the drafts: by key, or the first of a channel."""
    return next(p for p in found.content["posts"] if p["key"] == key or (not key and channel in ("", p["channel"])))


class TimeEntryFactory(factory.django.DjangoModelFactory):
    """Working time of somebody."""

    class Meta:
        model = TimeEntry

    client_id = factory.LazyFunction(new_id)
    engagement_id = factory.LazyFunction(new_id)
    person_id = factory.LazyFunction(new_id)
    person = "Carla Creative"
    worked_on = factory.LazyFunction(clock.today)
    minutes = 60
    activity = "Posts"
    created_at = factory.LazyFunction(clock.now)
