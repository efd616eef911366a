"""What each step does: one call of one facade of a lower module, under the step's id as key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from apps.client_review import services as client_review
from apps.delivery import services as delivery
from apps.identity import services as identity
from apps.onboarding import services as onboarding
from apps.orchestration.services import bills, judged, undo
from apps.orchestration.services.task import Task
from apps.production import services as production
from apps.reporting import services as reporting
from apps.retention import services as retention
from apps.strategy import services as strategy
from kernel.money import Money
from kernel.refs import ArtifactRef, plain

START_IN_DAYS = 7
"""The first post is planned so many days after the calendar: time to write, judge and ask the client."""


def make(task: Task) -> dict[str, Any]:
    """Make the step's call; returns ids, refs and facts that the journey keeps, as plain values."""
    return plain(CALLS[task.name](task))


def open_account(task: Task) -> dict[str, Any]:
    """identity: the client account, with the signer as its first approver."""
    deal = task.facts["deal"]
    account = identity.open_client_account(
        actor=task.actor,
        name=task.company,
        website=deal["website"],
        contact_name=task.contact["name"],
        contact_email=task.contact["email"],
        country=deal["country"],
        language=deal["language"] or "en",
        key=task.key,
    )
    return {"ids": {"client": account.id}}


def open_engagement(task: Task) -> dict[str, Any]:
    """onboarding: the pack sold to the client."""
    price = task.facts["price"]
    opened = onboarding.open_engagement(
        actor=task.actor,
        client_id=task.client_id,
        lead_id=task.lead_id,
        deal_id=task.deal_id,
        pack=task.pack,
        price=Money(minor=price["minor"], currency=price["currency"]),
        contact_name=task.contact["name"],
        contact_email=task.contact["email"],
        language=task.facts["deal"]["language"] or "en",
        key=task.key,
    )
    return {"ids": {"engagement": opened.id}, "facts": {"contracted_rounds": opened.rounds}}


def prepare_agreement(task: Task) -> dict[str, Any]:
    """onboarding: the agreement's frozen text."""
    return {"ids": {"agreement": onboarding.prepare_agreement(**task.owner).id}}


def invite(task: Task) -> dict[str, Any]:
    """onboarding: the client is invited to the intake."""
    return {"ids": {"intake": onboarding.invite(**task.owner).id}}


def normalize_brief(task: Task) -> dict[str, Any]:
    """onboarding: the brief from the answers."""
    brief = onboarding.normalize_brief(**task.owner)
    return {"refs": {"brief": ArtifactRef(kind="brief", id=brief.id, version=brief.version, sha256=brief.sha256)}}


def generate_strategy(task: Task) -> dict[str, Any]:
    """strategy: a job that writes the strategy from the approved brief."""
    return {"ids": {"strategy_job": strategy.generate(**task.owner, brief=task.ref("brief")).id}}


def plan_calendar(task: Task) -> dict[str, Any]:
    """production: the calendar from the approved strategy; no post before the engagement starts or after it ends.

    A first calendar that begins late moves the last day by as much, as the agreement says; a later plan keeps that day.
    """
    engagement = onboarding.get_engagement(actor=task.actor, engagement_id=task.engagement_id)
    starts_on = max((task.planned_at + timedelta(days=START_IN_DAYS)).date(), engagement.starts_on)
    told = task.facts.get("posts_until", "")
    ends_on = date.fromisoformat(told) if told else engagement.ends_on + (starts_on - engagement.starts_on)
    calendar = production.plan_calendar(**task.owner, strategy=task.ref("strategy"), starts_on=starts_on, ends_on=ends_on)
    ref = ArtifactRef(kind="calendar", id=calendar.id, version=calendar.version, sha256=calendar.sha256)
    return {"refs": {"calendar": ref}, "facts": {"posts_until": ends_on.isoformat()}}


def generate_draft(task: Task) -> dict[str, Any]:
    """production: a job that writes the posts of the calendar."""
    return {"ids": {"draft_job": production.generate_draft(**task.owner, calendar=task.ref("calendar")).id}}


def revise(task: Task) -> dict[str, Any]:
    """production: a job that revises the bundle by QC's findings or the client's notes."""
    notes = tuple(task.facts.get("notes", ()))
    job = production.revise(actor=task.actor, bundle_id=task.ref("draft_bundle").id, notes=notes, key=task.key)
    return {"ids": {"draft_job": job.id}}


def create_review(task: Task) -> dict[str, Any]:
    """client_review: the question to the client, about exactly this bundle."""
    bundle = production.get_bundle(actor=task.actor, bundle_id=task.ref("draft_bundle").id)
    package = client_review.create_review_package(
        **task.owner,
        client_id=task.client_id,
        subject=task.ref("draft_bundle"),
        parents=(task.ref("strategy"), task.ref("calendar")),
        content=bundle.content,
        title=f"Posts for {task.company}, version {bundle.version}",
        round=task.facts.get("client_rounds", 0) + 1,
    )
    return {"ids": {"review": package.id}}


def create_package(task: Task) -> dict[str, Any]:
    """delivery: a job that builds the package from what the client approved."""
    job = delivery.create_package(
        **task.owner,
        client_id=task.client_id,
        bundle=task.ref("draft_bundle"),
        strategy=task.ref("strategy"),
        approval_id=task.id("approval"),
    )
    return {"ids": {"package": job.id}}


def release(task: Task) -> dict[str, Any]:
    """delivery: the client may have the package."""
    delivery.release(actor=task.actor, package_id=task.ref("delivery_package").id, key=task.key)
    return {}


def publish(task: Task) -> dict[str, Any]:
    """delivery: the posts are scheduled for their days."""
    delivery.publish(actor=task.actor, package_id=task.ref("delivery_package").id, key=task.key)
    return {}


def collect_metrics(task: Task) -> dict[str, Any]:
    """reporting: the figures from the engagement's start to the last post."""
    engagement = onboarding.get_engagement(actor=task.actor, engagement_id=task.engagement_id)
    end = task.planned_at.date()
    snapshot = reporting.collect_metrics(
        **task.owner, client_id=task.client_id, period_start=min(engagement.starts_on, end), period_end=end
    )
    return {"ids": {"snapshot": snapshot.id}}


def generate_report(task: Task) -> dict[str, Any]:
    """reporting: a job that writes the report."""
    job = reporting.generate_report(**task.owner, client_id=task.client_id, snapshot_id=task.id("snapshot"))
    return {"ids": {"report_job": job.id}}


def assess_renewal(task: Task) -> dict[str, Any]:
    """retention: the engagement's health and its renewal date."""
    health = retention.assess_renewal_risk(**task.owner, client_id=task.client_id)
    return {"ids": {"health": health.id}, "facts": {"health": {"score": health.score, "band": health.band}}}


CALLS: dict[str, Callable[[Task], dict[str, Any]]] = {
    "open_account": open_account,
    "open_engagement": open_engagement,
    "prepare_agreement": prepare_agreement,
    "deposit_invoice": bills.deposit_invoice,
    "invite": invite,
    "normalize_brief": normalize_brief,
    "qc_brief": judged.brief,
    "generate_strategy": generate_strategy,
    "qc_strategy": judged.strategy,
    "plan_calendar": plan_calendar,
    "generate_draft": generate_draft,
    "qc_bundle": judged.bundle,
    "revise_for_qc": revise,
    "create_review": create_review,
    "revise_for_client": revise,
    "create_package": create_package,
    "qc_package": judged.package,
    "release": release,
    "publish": publish,
    "collect_metrics": collect_metrics,
    "generate_report": generate_report,
    "final_invoice": bills.final_invoice,
    "assess_renewal": assess_renewal,
    "undo_publishing": undo.publishing,
    "undo_review": undo.review,
    "undo_deposit": undo.deposit_invoice,
    "undo_final_invoice": undo.final_invoice,
}
