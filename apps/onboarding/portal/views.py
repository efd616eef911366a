"""Portal pages of onboarding. One page per engagement shows what is to be done now: sign, answer, read."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from apps.onboarding import contracts, services
from apps.onboarding.portal.words import words
from kernel import dates
from kernel.errors import DomainError, InvalidInput, NotFound
from kernel.web.portal import PortalView


class EngagementsView(PortalView):
    """What has been agreed with the client."""

    right = "onboarding.view"
    template_name = "portal/onboarding/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        cursor = request.GET.get("cursor", "")[:200]
        return self.page({"found": services.list_engagements(actor=self.actor, cursor=cursor, limit=25), "w": words("en")})


class _Of(PortalView):
    """A page about one engagement, in its language."""

    right = "onboarding.view"

    @property
    def engagement_id(self) -> UUID:
        return self.kwargs["engagement_id"]

    def engagement(self) -> contracts.Engagement:
        return services.get_engagement(actor=self.actor, engagement_id=self.engagement_id)

    def home(self) -> str:
        return reverse("portal:onboarding:engagement", args=[self.engagement_id])

    def shown(self, values: dict[str, Any], *, template: str = "", status: int = 200) -> HttpResponse:
        engagement = values.get("engagement") or self.engagement()
        language = engagement.language
        with override(language):
            more = {"engagement": engagement, "w": words(language), "LANGUAGE_CODE": language}
            return self.page({**more, **values}, template=template, status=status)


class EngagementView(_Of):
    """The engagement: what is done, what is next, and the form for it."""

    template_name = "portal/onboarding/engagement.html"

    def get(self, request: HttpRequest, engagement_id: UUID) -> HttpResponse:
        return self.whole_page()

    def whole_page(self, **more: Any) -> HttpResponse:
        """Agreement, questionnaire and brief as far as they exist; `more` holds errors and what was typed."""
        engagement = self.engagement()
        agreement, form = self._or_none(services.get_agreement), self._or_none(services.get_intake_form)
        w = words(engagement.language)
        values = {
            "engagement": engagement,
            "agreement": agreement,
            "brief": self.approved_brief(),
            "may_sign": agreement is not None and agreement.state in ("prepared", "sent") and self.actor.may("onboarding.sign"),
            "may_answer": form is not None and form.intake.state != "captured" and self.actor.may("onboarding.answer"),
            "signed_line": _dated(
                w["signed"], agreement and agreement.signed_at, engagement, name=agreement and agreement.signer_name
            ),
            **(_of_form(form, w, **more) if form else {}),
            **more,
        }
        return self.shown(values)

    def approved_brief(self) -> contracts.Brief | None:
        """The brief the client may read."""
        wanted = contracts.BriefFilter(engagement_id=self.engagement_id, status=contracts.BriefStatus.APPROVED)
        return next(iter(services.list_briefs(actor=self.actor, filter=wanted, limit=1).items), None)

    def _or_none(self, facade: Any) -> Any:
        try:
            return facade(actor=self.actor, engagement_id=self.engagement_id)
        except (NotFound, contracts.NotInvited):
            return None


class SignView(EngagementView):
    """The signature of the agreement."""

    rights = {"POST": "onboarding.sign", "GET": "onboarding.view"}

    def post(self, request: HttpRequest, engagement_id: UUID) -> HttpResponseBase:
        engagement = self.engagement()
        w = words(engagement.language)
        if request.POST.get("agree") != "yes":
            raise InvalidInput(w["agree_missing"], field="agree")
        agreement = services.get_agreement(actor=self.actor, engagement_id=engagement_id)
        services.sign_agreement(
            actor=self.actor,
            agreement_id=agreement.id,
            sha256=request.POST.get("sha256", "")[:64],
            signer_name=request.POST.get("signer_name", ""),
            ip=request.META.get("REMOTE_ADDR", ""),
            user_agent=request.headers.get("User-Agent", "")[:400],
            key=self.key,
        )
        return self.done(w["signed_thanks"], self.home())

    def form_again(self, error: DomainError) -> HttpResponse:
        return self.whole_page(error=error, typed_name=self.request.POST.get("signer_name", "")[:200])


class AgreementView(_Of):
    """The agreement's text and its signing log."""

    template_name = "portal/onboarding/agreement.html"

    def get(self, request: HttpRequest, engagement_id: UUID) -> HttpResponse:
        engagement = self.engagement()
        agreement = services.get_agreement(actor=self.actor, engagement_id=engagement_id)
        line = _dated(words(engagement.language)["signed"], agreement.signed_at, engagement, name=agreement.signer_name)
        return self.shown({"engagement": engagement, "agreement": agreement, "signed_line": line})


class AgreementFileView(_Of):
    """The agreement's exact bytes, as signed."""

    def get(self, request: HttpRequest, engagement_id: UUID) -> HttpResponseBase:
        agreement = services.get_agreement(actor=self.actor, engagement_id=engagement_id)
        name = f"agreement-v{agreement.version}.txt"
        return self.file(agreement.text.encode(), name=name, content_type="text/plain; charset=utf-8")


class AnswersView(EngagementView):
    """The questionnaire without JavaScript: saves what changed; the last button also hands it in."""

    rights = {"POST": "onboarding.answer", "GET": "onboarding.view"}

    def post(self, request: HttpRequest, engagement_id: UUID) -> HttpResponseBase:
        engagement = self.engagement()
        w = words(engagement.language)
        self.errors = self._save(w)
        if self.errors:
            raise InvalidInput(w["some_saved"], field=next(iter(self.errors)))
        if "hand_in" not in request.POST:
            section = request.POST.get("save", "")
            return self.done(w["all_saved"], f"{self.home()}#{section}" if section.isidentifier() else self.home())
        try:
            services.capture_intake(actor=self.actor, engagement_id=engagement_id, key=self.key)
        except contracts.IntakeIncomplete as error:
            raise InvalidInput(self._still_open(w) or error.detail, field=error.field) from error
        return self.done(w["handed_in"], self.home())

    def form_again(self, error: DomainError) -> HttpResponse:
        return self.whole_page(error=error, errors=getattr(self, "errors", {}), typed=self.request.POST)

    def _save(self, w: dict[str, str]) -> dict[str, str]:
        form = services.get_intake_form(actor=self.actor, engagement_id=self.engagement_id)
        errors = {}
        for field in (f for section in form.sections for f in section.fields):
            value = self.request.POST.get(field.name)
            if value is None or not field.editable or seen(value) == self.request.POST.get(f"seen-{field.name}"):
                continue
            try:
                services.save_answer(actor=self.actor, engagement_id=self.engagement_id, field=field.name, value=value)
            except DomainError as error:
                errors[field.name] = said(error, field, w)
        return errors

    def _still_open(self, w: dict[str, str]) -> str:
        form = services.get_intake_form(actor=self.actor, engagement_id=self.engagement_id)
        names = [*_labels(form, form.intake.missing), *_labels(form, form.intake.returned)]
        return w["still_open"].format(names=", ".join(dict.fromkeys(names))) if names else ""


class AnswerView(_Of):
    """One answer, saved by the page's script when its field is left; answers JSON."""

    rights = {"POST": "onboarding.answer"}
    http_method_names = ["post"]

    def post(self, request: HttpRequest, engagement_id: UUID, field: str) -> HttpResponse:
        answer = services.save_answer(
            actor=self.actor, engagement_id=engagement_id, field=field, value=request.POST.get("value", "")
        )
        form = services.get_intake_form(actor=self.actor, engagement_id=engagement_id)
        w = words(form.language)
        return JsonResponse({"value": answer.value, "seen": seen(answer.value), "said": w["saved"], **_progress(form, w)})

    def refused(self, error: DomainError) -> HttpResponseBase:
        try:
            form = services.get_intake_form(actor=self.actor, engagement_id=self.engagement_id)
            field = next((f for s in form.sections for f in s.fields if f.name == self.kwargs["field"]), None)
            text = said(error, field, words(form.language))
        except DomainError:
            text = error.detail
        return JsonResponse({"error": text, "field": error.field}, status=error.status)


class BriefView(EngagementView):
    """The approved brief, readable."""

    template_name = "portal/onboarding/brief.html"

    def get(self, request: HttpRequest, engagement_id: UUID) -> HttpResponse:
        brief = self.approved_brief()
        if brief is None:
            raise NotFound("There is no such brief.")
        return self.shown({"brief": brief})


def seen(value: str) -> str:
    """A short fingerprint of an answer as a browser sends it back, to tell what was changed on the page."""
    return hashlib.sha256(value.replace("\r\n", "\n").strip("\n").encode()).hexdigest()[:16]


def said(error: DomainError, field: contracts.FormField | None, w: dict[str, str]) -> str:
    """An error about one answer, in the page's words where we have them."""
    if isinstance(error, contracts.AnswerTooLong) and field is not None:
        return w["too_long"].format(limit=field.max_length)
    return f"{error.detail} {error.remedy}".strip()


def _of_form(form: contracts.IntakeForm, w: dict[str, str], errors: dict | None = None, typed: Any = None, **_: Any) -> dict:
    sections = [
        {
            "section": section,
            "rows": [
                {
                    "field": field,
                    "value": typed.get(field.name, field.value) if typed is not None and field.editable else field.value,
                    "seen": seen(field.value),
                    "error": (errors or {}).get(field.name, ""),
                    "rows": 2 if field.max_length <= 400 else 4,
                }
                for field in section.fields
                if field.editable or form.intake.state != "returned"
            ],
        }
        for section in form.sections
        if form.intake.state != "returned" or any(field.editable for field in section.fields)
    ]
    zone, at = timezone.get_current_timezone(), form.intake.captured_at
    due = dates.day(form.intake.due_on, form.language, zone)
    captured = w["captured"].format(date=dates.day(at, form.language, zone)) if at else ""
    return {"form": form, "sections": sections, "due": due, "captured_line": captured, **_progress(form, w)}


def _progress(form: contracts.IntakeForm, w: dict[str, str]) -> dict[str, Any]:
    intake = form.intake
    return {
        "answered": intake.answered,
        "total": intake.total,
        "progress": w["progress"].format(answered=intake.answered, total=intake.total),
        "missing": _labels(form, intake.missing),
    }


def _labels(form: contracts.IntakeForm, names: tuple[str, ...]) -> list[str]:
    labels = {f.name: f.label for section in form.sections for f in section.fields}
    return [labels[name] for name in names]


def _dated(sentence: str, at: Any, engagement: contracts.Engagement, *, name: str | None) -> str:
    if not at:
        return ""
    return sentence.format(date=dates.day(at, engagement.language, timezone.get_current_timezone()), name=name)
