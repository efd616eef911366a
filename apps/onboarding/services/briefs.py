"""Briefs: made from the answers, judged by QC, approved by a person; and the brand kit that an approval leaves behind."""

from __future__ import annotations

from uuid import UUID

from apps.onboarding import contracts, models, signals
from apps.onboarding.logic import brief as logic
from apps.onboarding.services.mapping import to_brand_kit, to_brief
from kernel import clock
from kernel.actors import Actor
from kernel.db import INTERNAL, audit, command, query
from kernel.errors import NotFound
from kernel.pages import Page
from kernel.paging import page
from kernel.refs import ArtifactRef, content_hash
from kernel.signals import publish

_ORDERS = ("created_at", "-created_at")


@command("onboarding", right="onboarding.write")
def normalize_brief(*, actor: Actor, engagement_id: UUID, key: str) -> contracts.Brief:
    """Make the brief from the answers; tells brief_validated with the number of blocking questions.

    Unchanged answers give the version that stands. IntakeIncomplete while the client has not handed the intake in.
    """
    engagement = models.Engagement.objects.all().reach(actor, engagement_id)
    intake = models.Intake.objects.select_for_update(of=("self",)).filter(engagement=engagement).first()
    if intake is None:
        raise contracts.NotInvited("The intake of this engagement has not been opened yet.")
    if intake.state == "open":
        raise contracts.IntakeIncomplete("The client has not handed the intake in yet.")
    return to_brief(renew_brief(intake))


def renew_brief(intake: models.Intake) -> models.Brief:
    """The brief of the present answers as a new version, or the newest one if nothing changed (inside a command)."""
    engagement = intake.engagement
    content = logic.compose(given=_given(intake), sold=_sold(engagement))
    digest = content_hash(content)
    newest = engagement.briefs.order_by("-version").first()
    if newest is not None and newest.sha256 == digest:
        return newest
    row = models.Brief.objects.create(
        client_id=engagement.client_id,
        engagement=engagement,
        version=newest.version + 1 if newest else 1,
        content=content,
        sha256=digest,
        language=content["language"],
        blocking=sum(q["blocking"] for q in content["questions"]),
        created_at=clock.now(),
    )
    publish(signals.BriefValidated(ref=row.ref(), engagement_id=engagement.id, client_id=row.client_id, blocking=row.blocking))
    return row


@command("onboarding", right="onboarding.approve")
def approve_brief(*, actor: Actor, brief_id: UUID, sha256: str, key: str) -> contracts.Brief:
    """Approve exactly this version; tells brief_approved, revises an older approved one, sets up the brand kit.

    Refused in this order: other bytes or blocking questions, a newer version, no QC verdict or FAIL, an illegal move.
    """
    row = models.Brief.objects.all().reach(actor, brief_id, lock=True)
    newest = row.engagement.briefs.order_by("-version").values_list("version", flat=True)[0]
    row.refuse_unless_approvable(sha256=sha256, newest=newest)
    for older in row.engagement.briefs.filter(status="approved").exclude(pk=row.pk):
        older.move("revised")
    row.approve(at=clock.now(), by=actor.id)
    audit(after={"sha256": row.sha256, "version": row.version})
    publish(signals.BriefApproved(ref=row.ref(), parents=(), engagement_id=row.engagement_id, client_id=row.client_id))
    _set_up_workspace(row)
    return to_brief(row)


@command("onboarding", right=INTERNAL)
def note_verdict(*, actor: Actor, ref: ArtifactRef, result_id: UUID, verdict: str, key: str) -> None:
    """Keep QC's verdict (PASS, WARN, FAIL) on exactly this version; one about other bytes is not for us."""
    rows = models.Brief.objects.filter(pk=ref.id, sha256=ref.sha256)
    rows.update(verdict=verdict, verdict_result_id=result_id, verdict_at=clock.now())


@query("onboarding", right="onboarding.view")
def get_brief(*, actor: Actor, brief_id: UUID) -> contracts.Brief:
    """One version of a brief; NotFound if the actor may not see it."""
    return to_brief(models.Brief.objects.all().reach(actor, brief_id))


@query("onboarding", right="onboarding.view")
def list_briefs(
    *,
    actor: Actor,
    filter: contracts.BriefFilter = contracts.BriefFilter(),
    order: str = "-created_at",
    cursor: str = "",
    limit: int = 50,
) -> Page[contracts.Brief]:
    """Versions of briefs the actor may see, newest first."""
    rows = models.Brief.objects.all().visible_to(actor)
    wanted = {"client_id": filter.client_id, "engagement_id": filter.engagement_id, "status": filter.status}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    since = filter.updated_since
    return page(rows, to_brief, order=order, allowed=_ORDERS, cursor=cursor, limit=limit, actor=actor, since=since)


@query("onboarding", right="onboarding.view")
def get_brand_kit(*, actor: Actor, client_id: UUID) -> contracts.BrandKit:
    """The client's newest brand kit; NotFound before the first brief is approved."""
    rows = models.BrandKit.objects.all().visible_to(actor).filter(client_id=client_id)
    row = rows.select_related("brief").order_by("-version").first()
    if row is None:
        raise NotFound("There is no such brand kit.")
    return to_brand_kit(row)


def _set_up_workspace(brief: models.Brief) -> None:
    said = brief.content["brand"]
    content = {name: said[name] for name in ("voice", "address", "avoid", "avoid_terms", "banned_claims", "rules", "off_limits")}
    digest = content_hash(content)
    newest = models.BrandKit.objects.filter(client_id=brief.client_id).order_by("-version").first()
    if newest is not None and newest.sha256 == digest:
        return
    kit = models.BrandKit.objects.create(
        client_id=brief.client_id,
        engagement_id=brief.engagement_id,
        brief=brief,
        version=newest.version + 1 if newest else 1,
        content=content,
        sha256=digest,
        created_at=clock.now(),
    )
    publish(
        signals.WorkspaceCreated(
            engagement_id=brief.engagement_id, client_id=brief.client_id, brand_kit_id=kit.id, version=kit.version
        )
    )


def _given(intake: models.Intake) -> logic.Given:
    answers = list(intake.answers.all())
    return logic.Given(answers={a.field: a.value for a in answers}, dropped={a.field: a.dropped for a in answers if a.dropped})


def _sold(engagement: models.Engagement) -> logic.Sold:
    facts = engagement.pack_facts
    return logic.Sold(
        client_name=engagement.client_name,
        pack=engagement.pack,
        pack_title=facts["title"],
        sections=tuple(facts["sections"]),
        deliverables=tuple(facts["deliverables"]),
        exclusions=tuple(facts["exclusions"]),
        weeks=facts["weeks"],
        rounds=engagement.rounds,
        starts_on=engagement.starts_on.isoformat(),
        ends_on=engagement.ends_on.isoformat(),
        language=engagement.language,
    )
