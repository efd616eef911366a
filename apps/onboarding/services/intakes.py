"""The intake: opened behind the kick-off gate, answered field by field, handed in, given back where doubtful."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from apps.onboarding import contracts, models, signals
from apps.onboarding.logic import form, text
from apps.onboarding.services import planning
from apps.onboarding.services.briefs import renew_brief
from apps.onboarding.services.mapping import to_answer, to_intake
from kernel import clock
from kernel.actors import Actor
from kernel.db import command, query
from kernel.errors import InvalidInput, NotFound
from kernel.scoping import locked
from kernel.signals import publish

REASON_LENGTH = 1000


@command("onboarding", right="onboarding.write", why="override_reason")
def invite(*, actor: Actor, engagement_id: UUID, override_reason: str = "", key: str) -> contracts.Intake:
    """Open the intake and schedule its invitation and reminders; tells intake_opened. Once per engagement.

    AgreementNotSigned unless the agreement is signed, or `override_reason` says why to start without (audited).
    """
    engagement = models.Engagement.objects.all().reach(actor, engagement_id, lock=True)
    if found := models.Intake.objects.filter(engagement=engagement).first():
        return to_intake(found)
    signed = engagement.agreements.filter(state="signed").exists()
    reason, _ = text.clean(override_reason)
    if not signed and not reason:
        raise contracts.AgreementNotSigned(
            "The client has not signed the agreement yet.", remedy="Wait for the signature, or give a reason to start without it."
        )
    at, policy = clock.now(), models.Policy.current()
    row = models.Intake.objects.create(
        client_id=engagement.client_id,
        engagement=engagement,
        override_reason="" if signed else reason[:REASON_LENGTH],
        invited_at=at,
        due_on=(at + timedelta(days=policy.intake_due_days)).date(),
    )
    planning.plan_intake(row)
    publish(signals.IntakeOpened(engagement_id=engagement.id, client_id=row.client_id, overridden=not signed))
    return to_intake(row)


@command("onboarding", right="onboarding.answer")
def save_answer(*, actor: Actor, engagement_id: UUID, field: str, value: str, key: str = "") -> contracts.Answer:
    """Store one answer: control and invisible characters dropped, markup kept as text; an empty value clears it.

    UnknownField, AnswerTooLong and IntakeClosed name the field. A returned answer that changes is given again.
    """
    spec = form.BY_NAME.get(field)
    if spec is None:
        raise contracts.UnknownField(
            f"The intake has no field “{field[:40]}”.", field="field", remedy="See the form for its names."
        )
    intake = _intake(actor, engagement_id, lock=True)
    row = intake.answers.filter(field=field).first()
    intake.refuse_unless_editable(row, inside=actor.is_inside)
    kept, dropped = _kept(spec, value)
    row = row or models.Answer(client_id=intake.client_id, intake=intake, field=field)
    if row.value != kept:
        row.value, row.dropped, row.updated_at = kept, dropped, clock.now()
        row.changed, row.state = row.state == "returned", "given"
        row.save()
    return to_answer(row, engagement_id)


@command("onboarding", right="onboarding.answer")
def capture_intake(*, actor: Actor, engagement_id: UUID, key: str) -> contracts.Intake:
    """Hand the intake in; tells intake_captured. IntakeIncomplete names required fields still empty and returned ones unchanged.

    Handed in again after answers were returned, the brief's next version is made at once.
    """
    intake = _intake(actor, engagement_id, lock=True)
    if intake.state == "captured":
        raise contracts.IntakeClosed("The intake was handed in already.")
    _refuse_incomplete(intake)
    intake.capture(at=clock.now())
    planning.stop(intake.id, because="captured")
    publish(signals.IntakeCaptured(engagement_id=engagement_id, client_id=intake.client_id, round=intake.round))
    if intake.round > 1:
        renew_brief(intake)
    return to_intake(intake)


@command("onboarding", right="onboarding.write", why="reason")
def return_item(*, actor: Actor, engagement_id: UUID, field: str, reason: str, key: str = "") -> contracts.Answer:
    """Give one answer back to the client with a reason; a mail names all that came back within a quarter of an hour."""
    intake = _intake(actor, engagement_id, lock=True)
    row = _answer(intake, field)
    why, _ = text.clean(reason)
    if not why or len(why) > REASON_LENGTH:
        raise InvalidInput(f"Say in 1 to {REASON_LENGTH} characters what is missing.", field="reason")
    row.state, row.reason, row.changed, row.updated_at = "returned", why, False, clock.now()
    row.save()
    if intake.state == "captured":
        intake.move("returned")
    if intake.state == "returned":
        planning.plan_returned(intake)
    publish(signals.IntakeItemReturned(engagement_id=engagement_id, client_id=intake.client_id, field=field))
    return to_answer(row, engagement_id)


@command("onboarding", right="onboarding.write")
def approve_item(*, actor: Actor, engagement_id: UUID, field: str) -> contracts.Answer:
    """Accept one answer: the client can no longer change it unless it is returned."""
    row = _answer(_intake(actor, engagement_id, lock=True), field)
    row.state, row.reason, row.changed = "approved", "", False
    row.save()
    return to_answer(row, engagement_id)


@query("onboarding", right="onboarding.view")
def get_answer(*, actor: Actor, engagement_id: UUID, field: str) -> contracts.Answer:
    """One answer, empty where none was given yet; NotFound for a field that the form does not have."""
    if field not in form.BY_NAME:
        raise NotFound("There is no such field.")
    intake = _intake(actor, engagement_id)
    row = intake.answers.filter(field=field).first() or models.Answer(client_id=intake.client_id, intake=intake, field=field)
    return to_answer(row, engagement_id)


@query("onboarding", right="onboarding.view")
def get_intake(*, actor: Actor, engagement_id: UUID) -> contracts.Intake:
    """The intake with answers and progress; NotInvited if it has not been opened."""
    return to_intake(_intake(actor, engagement_id))


@query("onboarding", right="onboarding.view")
def get_intake_form(*, actor: Actor, engagement_id: UUID) -> contracts.IntakeForm:
    """The form in the engagement's language: sections, help, examples, and what has been answered so far."""
    intake = _intake(actor, engagement_id)
    language = intake.engagement.language
    answers = {a.field: a for a in intake.answers.all()}
    return contracts.IntakeForm(
        intake=to_intake(intake),
        language=language,
        client_name=intake.engagement.client_name,
        sections=tuple(_section(intake, section, answers, language) for section in form.SECTIONS),
    )


def _section(intake: models.Intake, section: form.Section, answers: dict, language: str) -> contracts.FormSection:
    title, help_text, _ = form.TEXTS[language][section.name]
    fields = tuple(_field(intake, spec, answers.get(spec.name), language) for spec in section.fields)
    return contracts.FormSection(name=section.name, title=title, help=help_text, fields=fields)


def _field(intake: models.Intake, spec: form.Field, answer: models.Answer | None, language: str) -> contracts.FormField:
    label, help_text, example = form.TEXTS[language][spec.name]
    state = answer.state if answer else ""
    return contracts.FormField(
        name=spec.name,
        label=label,
        help=help_text,
        example=example,
        required=spec.required,
        kind=spec.kind,
        max_length=spec.max_length,
        value=answer.value if answer else "",
        state=state,
        reason=answer.reason if answer and state == "returned" else "",
        editable=state == "returned" or (intake.state == "open" and state != "approved"),
    )


def _intake(actor: Actor, engagement_id: UUID, *, lock: bool = False) -> models.Intake:
    engagement = models.Engagement.objects.all().reach(actor, engagement_id)
    row = locked(models.Intake.objects.select_related("engagement"), lock).filter(engagement=engagement).first()
    if row is None:
        raise contracts.NotInvited("The intake of this engagement has not been opened yet.")
    return row


def _answer(intake: models.Intake, field: str) -> models.Answer:
    if field not in form.BY_NAME:
        raise contracts.UnknownField(f"The intake has no field “{field[:40]}”.", field="field")
    row = intake.answers.filter(field=field).first()
    return row or models.Answer(client_id=intake.client_id, intake=intake, field=field, updated_at=clock.now())


def _kept(spec: form.Field, value: str) -> tuple[str, int]:
    kept, dropped = text.clean(value)
    if spec.kind != "text":
        kept = " ".join(kept.split())
    if spec.kind == "url":
        kept = text.with_scheme(kept)
    if len(kept) > spec.max_length:
        raise contracts.AnswerTooLong(
            f"“{form.label(spec.name, 'en')}” may have {spec.max_length} characters; this has {len(kept)}.",
            field=spec.name,
            remedy="Shorten it.",
        )
    return kept, dropped


def _refuse_incomplete(intake: models.Intake) -> None:
    progress = to_intake(intake)
    lacking = [*progress.missing, *(name for name in progress.returned if name not in progress.missing)]
    if lacking:
        labels = ", ".join(form.label(name, intake.engagement.language) for name in lacking)
        raise contracts.IntakeIncomplete(f"Still open: {labels}.", field=lacking[0], remedy="Answer these, then hand it in.")
