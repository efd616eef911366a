"""Rows to DTOs."""

from __future__ import annotations

from apps.onboarding import contracts, models
from apps.onboarding.logic import form


def to_pack(row: models.Pack) -> contracts.Pack:
    """A pack as others see it."""
    return contracts.Pack(
        name=row.name,
        title=row.title,
        summary=row.summary,
        sections=tuple(row.sections),
        deliverables=tuple(row.deliverables),
        exclusions=tuple(row.exclusions),
        price=row.price,
        rounds=row.rounds,
        weeks=row.weeks,
    )


def to_engagement(row: models.Engagement) -> contracts.Engagement:
    """An engagement with the pack's facts of the day it was sold."""
    facts = row.pack_facts
    return contracts.Engagement(
        id=row.id,
        client_id=row.client_id,
        client_name=row.client_name,
        lead_id=row.lead_id,
        deal_id=row.deal_id,
        pack=row.pack,
        pack_title=facts["title"],
        sections=tuple(facts["sections"]),
        deliverables=tuple(facts["deliverables"]),
        price=row.price,
        deposit=row.deposit,
        rounds=row.rounds,
        weeks=facts["weeks"],
        language=row.language,
        contact_name=row.contact_name,
        contact_email=row.contact_email,
        opened_at=row.opened_at,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


def to_agreement(row: models.Agreement) -> contracts.Agreement:
    """An agreement with its signing log."""
    return contracts.Agreement(
        id=row.id,
        engagement_id=row.engagement_id,
        client_id=row.client_id,
        version=row.version,
        language=row.language,
        text=row.text,
        sha256=row.sha256,
        state=row.state,
        prepared_at=row.prepared_at,
        expires_at=row.expires_at,
        signed_at=row.signed_at,
        signer_name=row.signer_name,
        log=tuple(
            contracts.SigningEvent(
                kind=entry.kind,
                at=entry.at,
                sha256=entry.sha256,
                signer=row.signer_name if entry.kind == "signed" else "",
                ip_hash=entry.ip_hash,
                agent_hash=entry.agent_hash,
            )
            for entry in row.log.all()
        ),
    )


def to_answer(row: models.Answer, engagement_id) -> contracts.Answer:
    """One answer."""
    return contracts.Answer(
        engagement_id=engagement_id,
        client_id=row.client_id,
        field=row.field,
        value=row.value,
        state=row.state,
        reason=row.reason,
        dropped=row.dropped,
        updated_at=row.updated_at,
    )


def to_intake(row: models.Intake) -> contracts.Intake:
    """An intake with its answers and progress."""
    found = {a.field: a for a in row.answers.all()}
    given = {name for name, answer in found.items() if answer.value}
    return contracts.Intake(
        id=row.id,
        engagement_id=row.engagement_id,
        client_id=row.client_id,
        state=row.state,
        invited_at=row.invited_at,
        due_on=row.due_on,
        captured_at=row.captured_at,
        answered=len(given),
        total=len(form.FIELDS),
        missing=tuple(name for name in form.REQUIRED if name not in given),
        returned=tuple(f.name for f in form.FIELDS if f.name in found and found[f.name].state == "returned"),
        answers=tuple(to_answer(found[f.name], row.engagement_id) for f in form.FIELDS if f.name in found),
    )


def to_brief(row: models.Brief) -> contracts.Brief:
    """One version of a brief."""
    return contracts.Brief(
        id=row.id,
        engagement_id=row.engagement_id,
        client_id=row.client_id,
        version=row.version,
        sha256=row.sha256,
        status=contracts.BriefStatus(row.status),
        content=row.content,
        questions=tuple(contracts.Question(**q) for q in row.content["questions"]),
        language=row.language,
        created_at=row.created_at,
        verdict=row.verdict,
        approved_at=row.approved_at,
        ref=row.ref(),
    )


def to_brand_kit(row: models.BrandKit) -> contracts.BrandKit:
    """One version of a brand kit."""
    return contracts.BrandKit(
        id=row.id,
        client_id=row.client_id,
        version=row.version,
        sha256=row.sha256,
        voice=row.content["voice"],
        address=row.content["address"],
        banned_claims=tuple(row.content["banned_claims"]),
        rules=tuple(row.content["rules"]),
        brief=row.brief.ref(),
        created_at=row.created_at,
    )
