"""Rows to DTOs, pages of them, and the settings: shared by cam's services."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

from apps.cam import contracts, models
from apps.cam.logic import scoring
from kernel.money import Money
from kernel.paging import reads

T = TypeVar("T")


def settings_now() -> dict[str, Any]:
    """All settings by name, as staff have them."""
    return dict(models.Setting.objects.values_list("name", "value"))


def profile_for(campaign: models.Campaign | None, settings: dict[str, Any]) -> scoring.Profile:
    """The ideal customer: the agency's, with what the campaign says otherwise."""
    known = {f.name for f in fields(scoring.Profile)}
    stated = {**settings.get("icp", {}), **(campaign.icp if campaign else {})}
    return scoring.Profile(**{k: tuple(v) for k, v in stated.items() if k in known})


_AS_TOLD = tuple(f.name for f in fields(contracts.Lead) if f.name not in ("name", "status", "tier"))
"""What is told of a lead as it is stored."""


@reads(*_AS_TOLD, "status", "tier")
def to_lead(row: models.Lead) -> contracts.Lead:
    """A lead as it is told outside."""
    return contracts.Lead(
        **{name: getattr(row, name) for name in _AS_TOLD},
        name=models.name_of(row),
        status=contracts.LeadStatus(row.status),
        tier=contracts.Tier(row.tier or "COLD"),
    )


def to_score(row: models.Lead) -> contracts.LeadScore:
    """A lead's stored score with its reasons."""
    return contracts.LeadScore(
        lead_id=row.id, icp=row.icp, opportunity=row.opportunity, score=row.score, tier=contracts.Tier(row.tier or "COLD"),
        grade=row.grade, verdict=row.verdict, reason=row.verdict_reason,
        reasons=tuple(contracts.Reason(**reason) for reason in row.reasons),
    )  # fmt: skip


def to_lead_in(row: models.Lead) -> contracts.LeadIn:
    """A stored lead as it came in, for scoring."""
    names = [f.name for f in fields(contracts.LeadIn) if f.name != "opted_out"]
    return contracts.LeadIn(**{name: getattr(row, name) for name in names})


def to_campaign(row: models.Campaign) -> contracts.Campaign:
    """A campaign as it is told outside."""
    return contracts.Campaign(
        id=row.id, name=row.name, status=contracts.CampaignStatus(row.status), mode=contracts.CampaignMode(row.mode),
        sequence=row.sequence, created_at=row.created_at, started_at=row.started_at, ended_at=row.ended_at, why=row.why,
    )  # fmt: skip


def to_attempt(row: models.Attempt) -> contracts.Attempt:
    """An attempt as it is told outside."""
    status = "failed" if row.state == "dead" else row.state
    return contracts.Attempt(
        id=row.id, lead_id=row.lead_id, campaign_id=row.campaign_id, channel=row.channel, step=row.step,
        status=contracts.AttemptStatus(status), due_at=row.due_at, reason=row.reason,
        sent_at=row.ended_at if row.state == "sent" else None,
    )  # fmt: skip


def to_batch(row: models.ImportBatch) -> contracts.ImportBatch:
    """A batch as it is told outside."""
    names = [f.name for f in fields(contracts.ImportBatch)]
    return contracts.ImportBatch(**{name: getattr(row, name) for name in names})


def to_inbound(row: models.InboundEmail) -> contracts.InboundMail:
    """An incoming mail as it is told outside."""
    return contracts.InboundMail(
        id=row.id, lead_id=row.lead_id, from_email=row.from_email, subject=row.subject, new_text=row.new_text,
        reply_class=contracts.ReplyClass(row.classification) if row.classification else None, confidence=row.confidence,
        reason=row.reason, state=row.state, received_at=row.received_at, resume_date=row.resume_date,
    )  # fmt: skip


def to_review(row: models.ReviewItem) -> contracts.ReviewItem:
    """A review item as it is told outside."""
    return contracts.ReviewItem(
        id=row.id, kind=contracts.ReviewKind(row.kind), state=row.state, title=row.title, detail=row.detail, lead_id=row.lead_id,
        inbound_id=row.inbound_id, suggested=contracts.ReplyClass(row.suggested) if row.suggested else None,
        created_at=row.created_at,
    )  # fmt: skip


def to_deal(row: models.Deal) -> contracts.Deal:
    """A deal as it is told outside."""
    return contracts.Deal(
        id=row.id, lead_id=row.lead_id, company=row.lead.company, pack=row.pack,
        price=Money(minor=row.price_minor, currency=row.price_currency), signer_name=row.signer_name,
        signer_email=row.signer_email, agreed_at=row.agreed_at,
    )  # fmt: skip


def to_domain(row: models.SendingDomain) -> contracts.SendingDomain:
    """A sending domain as it is told outside."""
    findings = tuple(contracts.DomainFinding(**finding) for finding in row.findings)
    return contracts.SendingDomain(id=row.id, name=row.name, passed=row.passed, checked_at=row.checked_at, findings=findings)


def to_claim(row: models.LeadClaim) -> contracts.LeadClaim:
    """A personal claim as it is told outside."""
    return contracts.LeadClaim(
        id=row.id, lead_id=row.lead_id, text=row.text, source_url=row.source_url, found_on=row.found_on
    )  # fmt: skip
