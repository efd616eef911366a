"""What waits for a person, and how far an engagement's onboarding has come."""

from __future__ import annotations

from datetime import UTC, datetime, time
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from apps.onboarding import contracts, models
from apps.onboarding.contracts import Stage
from kernel.actors import Actor
from kernel.db import ANYONE, query
from kernel.pages import Waiting


@query("onboarding", right=ANYONE)
def list_waiting(*, actor: Actor) -> tuple[Waiting, ...]:
    """What this actor can act on: staff see briefs, silent clients and expired agreements, clients what to sign and answer."""
    cards = _for_staff(actor) if actor.is_inside else _for_client(actor)
    return tuple(sorted((card for card in cards if actor.may(card.right)), key=lambda card: card.since))


@query("onboarding", right="onboarding.view")
def get_onboarding_status(*, actor: Actor, engagement_id: UUID) -> contracts.OnboardingStatus:
    """Stage of an engagement's onboarding and for whom it waits; NotFound if the actor may not see it."""
    row = models.Engagement.objects.all().reach(actor, engagement_id)
    agreement = row.agreements.order_by("-version").first()
    intake = models.Intake.objects.filter(engagement=row).first()
    brief = row.briefs.order_by("-version").first()
    stage, whom, what = _standing(agreement, intake, brief)
    return contracts.OnboardingStatus(
        engagement_id=row.id,
        client_id=row.client_id,
        stage=stage,
        agreement=agreement.state if agreement else "",
        intake=intake.state if intake else "",
        brief=brief.status if brief else "",
        waits_for=whom,
        waits_for_what=what,
    )


def _standing(
    agreement: models.Agreement | None, intake: models.Intake | None, brief: models.Brief | None
) -> tuple[Stage, str, str]:
    if intake is None:
        if agreement is None or agreement.state in ("expired", "replaced"):
            return Stage.INTAKE, "account manager", "an agreement to be prepared"
        if agreement.state == "signed":
            return Stage.INTAKE, "account manager", "the invitation to the intake"
        return Stage.INTAKE, "client", "the signature of the agreement"
    silent = " (silent after all reminders)" if intake.overdue_at else ""
    if intake.state == "open":
        return Stage.INTAKE, "client", f"the intake{silent}"
    if intake.state == "returned":
        return Stage.DISCOVERY, "client", f"answers that were returned{silent}"
    if brief is None:
        return Stage.DISCOVERY, "", "the brief to be made"
    if brief.status == "approved":
        done = models.BrandKit.objects.filter(client_id=brief.client_id).exists()
        return (Stage.COMPLETE, "", "") if done else (Stage.WORKSPACE_SETUP, "", "the brand kit")
    if brief.blocking:
        return Stage.DISCOVERY, "account manager", f"{brief.blocking} blocking questions"
    return Stage.BRIEF_REVIEW, "account manager", "the approval of the brief"


def _for_staff(actor: Actor) -> list[Waiting]:
    cards = [_brief_card(row) for row in _newest_briefs(actor)]
    expired = models.Agreement.objects.all().visible_to(actor).filter(state="expired").select_related("engagement")
    for row in expired:
        cards.append(
            _card(
                row.engagement,
                kind="agreement_expired",
                title=f"{row.engagement.client_name} did not sign in time",
                detail="Call, then prepare a new agreement.",
                url=f"/admin/onboarding/engagement/{row.engagement_id}/change/",
                right="onboarding.write",
                since=row.expires_at,
            )
        )
    silent = models.Intake.objects.all().visible_to(actor).exclude(state="captured").filter(overdue_at__isnull=False)
    for row in silent.select_related("engagement"):
        cards.append(
            _card(
                row.engagement,
                kind="intake_overdue",
                title=f"{row.engagement.client_name} does not answer",
                detail="The intake is open after all reminders. Call the contact.",
                url=f"/admin/onboarding/intake/{row.id}/change/",
                right="onboarding.write",
                since=row.overdue_at,
            )
        )
    return [*cards, *_lost_mails(actor)]


def _lost_mails(actor: Actor) -> list[Waiting]:
    """Invitations and reminders that could not leave, while what they ask for is still open."""
    failed = models.Notice.objects.all().visible_to(actor).filter(state__in=["dead", "unsent"])
    to_sign = models.Agreement.objects.filter(state__in=["prepared", "sent"]).values("pk")
    to_answer = models.Intake.objects.exclude(state="captured").values("pk")
    rows = failed.filter(Q(subject_id__in=to_sign) | Q(subject_id__in=to_answer)).select_related("engagement")
    return [
        _card(
            row.engagement,
            kind="mail_failed",
            title=f"A mail to {row.engagement.client_name} did not leave",
            detail=f"{row.get_kind_display()}: {row.reason or row.last_error}"[:200],
            url=f"/admin/onboarding/notice/{row.id}/change/",
            right="onboarding.write",
            since=row.settled_at or row.due_at,
        )
        for row in rows
    ]


def _newest_briefs(actor: Actor) -> list[models.Brief]:
    """The newest version of each engagement's brief, where it is not approved."""
    newer = models.Brief.objects.filter(engagement_id=OuterRef("engagement_id"), version__gt=OuterRef("version"))
    rows = models.Brief.objects.all().visible_to(actor).filter(status__in=["draft", "revised", "flagged_for_review"])
    return list(rows.filter(~Exists(newer)).select_related("engagement__intake"))


def _brief_card(row: models.Brief) -> Waiting:
    engagement, intake = row.engagement, row.engagement.intake
    if intake.state == "returned":
        what, detail, right = "brief_questions", "The client has the returned answers.", "onboarding.write"
    elif row.blocking:
        what, detail, right = "brief_questions", f"{row.blocking} blocking questions: return the fields.", "onboarding.write"
    elif row.verdict == "FAIL":
        what, detail, right = "brief_failed", "QC failed it: see the findings, return the fields.", "onboarding.write"
    elif row.verdict == "":
        what, detail, right = "brief_unjudged", "QC has not judged it yet.", "onboarding.approve"
    else:
        what, detail, right = "brief_approval", f"QC: {row.verdict}.", "onboarding.approve"
    return _card(
        engagement,
        kind=what,
        title=f"Brief v{row.version} of {engagement.client_name}",
        detail=detail,
        url=f"/admin/onboarding/brief/{row.id}/change/",
        right=right,
        since=row.created_at,
    )


def _for_client(actor: Actor) -> list[Waiting]:
    cards = []
    to_sign = models.Agreement.objects.all().visible_to(actor).filter(state__in=["prepared", "sent"])
    for row in to_sign.select_related("engagement"):
        cards.append(
            _card(
                row.engagement,
                kind="sign_agreement",
                title=_say(row.engagement, "Sign the agreement", "Vertrag unterschreiben"),
                detail=row.engagement.pack_facts["title"],
                url=f"/portal/onboarding/{row.engagement_id}/",
                right="onboarding.sign",
                since=row.prepared_at,
                due_at=row.expires_at,
            )
        )
    for row in models.Intake.objects.all().visible_to(actor).exclude(state="captured").select_related("engagement"):
        again = row.state == "returned"
        cards.append(
            _card(
                row.engagement,
                kind="intake_returned" if again else "intake",
                title=_say(row.engagement, "Answer what we gave back", "Rückfragen beantworten")
                if again
                else _say(row.engagement, "Fill in the intake", "Fragebogen ausfüllen"),
                detail=row.engagement.pack_facts["title"],
                url=f"/portal/onboarding/{row.engagement_id}/",
                right="onboarding.answer",
                since=row.invited_at,
                due_at=datetime.combine(row.due_on, time(18), tzinfo=UTC),
            )
        )
    return cards


def _card(engagement: models.Engagement, **values: object) -> Waiting:
    return Waiting(app="onboarding", client_id=engagement.client_id, **values)


def _say(engagement: models.Engagement, english: str, german: str) -> str:
    return german if engagement.language == "de" else english
