"""API of onboarding: packs, engagements, the intake field by field, briefs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema

from apps.onboarding import contracts, services
from kernel.db import ANYONE
from kernel.web.api import ApiView
from kernel.web.schema import list_schema


@dataclass(frozen=True, kw_only=True)
class PackList:
    """The price list."""

    items: tuple[contracts.Pack, ...]


@dataclass(frozen=True, kw_only=True)
class AnswerIn:
    """One answer; an empty value clears it."""

    value: str


@dataclass(frozen=True, kw_only=True)
class ReturnIn:
    """Why an answer goes back to the client."""

    reason: str


class PacksView(ApiView):
    """The packs on sale."""

    right = ANYONE

    @extend_schema(responses=PackList)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.answer(PackList(items=services.list_packs(actor=self.actor)))


class PackView(ApiView):
    """One pack."""

    right = ANYONE

    @extend_schema(responses=contracts.Pack)
    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        return self.answer(services.get_pack(actor=self.actor, name=name))


class EngagementsView(ApiView):
    """The engagements."""

    right = "onboarding.view"

    @list_schema(contracts.Engagement, contracts.EngagementFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_engagements, contracts.EngagementFilter)


class EngagementView(ApiView):
    """One engagement."""

    right = "onboarding.view"

    @extend_schema(responses=contracts.Engagement)
    def get(self, request: HttpRequest, engagement_id: UUID) -> HttpResponse:
        return self.answer(services.get_engagement(actor=self.actor, engagement_id=engagement_id))


class StatusView(ApiView):
    """How far an engagement's onboarding has come, and for whom it waits."""

    right = "onboarding.view"

    @extend_schema(responses=contracts.OnboardingStatus)
    def get(self, request: HttpRequest, engagement_id: UUID) -> HttpResponse:
        return self.answer(services.get_onboarding_status(actor=self.actor, engagement_id=engagement_id))


class AgreementView(ApiView):
    """The newest agreement of an engagement, with its signing log."""

    right = "onboarding.view"

    @extend_schema(responses=contracts.Agreement)
    def get(self, request: HttpRequest, engagement_id: UUID) -> HttpResponse:
        found = services.get_agreement(actor=self.actor, engagement_id=engagement_id)
        return self.answer(found)


class IntakeView(ApiView):
    """The intake with answers and progress."""

    right = "onboarding.view"

    @extend_schema(responses=contracts.Intake)
    def get(self, request: HttpRequest, engagement_id: UUID) -> HttpResponse:
        return self.answer(services.get_intake(actor=self.actor, engagement_id=engagement_id))


class FormView(ApiView):
    """The intake's form: sections, fields, help, limits."""

    right = "onboarding.view"

    @extend_schema(responses=contracts.IntakeForm)
    def get(self, request: HttpRequest, engagement_id: UUID) -> HttpResponse:
        return self.answer(services.get_intake_form(actor=self.actor, engagement_id=engagement_id))


class AnswerView(ApiView):
    """One answer; empty where none was given yet."""

    rights = {"GET": "onboarding.view", "PUT": "onboarding.answer"}

    def current(self, engagement_id: UUID, field: str) -> Any:
        return services.get_answer(actor=self.actor, engagement_id=engagement_id, field=field)

    @extend_schema(responses=contracts.Answer)
    def get(self, request: HttpRequest, engagement_id: UUID, field: str) -> HttpResponse:
        return self.answer(self.current(engagement_id, field))

    @extend_schema(request=AnswerIn, responses=contracts.Answer)
    def put(self, request: HttpRequest, engagement_id: UUID, field: str) -> HttpResponse:
        given = self.body(AnswerIn)
        saved = services.save_answer(actor=self.actor, engagement_id=engagement_id, field=field, value=given.value, key=self.key)
        return self.answer(saved, tagged=True)


class ReturnView(ApiView):
    """Give one answer back to the client."""

    right = "onboarding.write"

    def current(self, engagement_id: UUID, field: str) -> Any:
        return services.get_answer(actor=self.actor, engagement_id=engagement_id, field=field)

    @extend_schema(request=ReturnIn, responses=contracts.Answer)
    def post(self, request: HttpRequest, engagement_id: UUID, field: str) -> HttpResponse:
        given = self.body(ReturnIn)
        done = services.return_item(actor=self.actor, engagement_id=engagement_id, field=field, reason=given.reason, key=self.key)
        return self.answer(done, tagged=True)


class HandInView(ApiView):
    """Hand the intake in."""

    right = "onboarding.answer"

    def current(self, engagement_id: UUID) -> Any:
        return services.get_intake(actor=self.actor, engagement_id=engagement_id)

    @extend_schema(request=None, responses=contracts.Intake)
    def post(self, request: HttpRequest, engagement_id: UUID) -> HttpResponse:
        return self.answer(services.capture_intake(actor=self.actor, engagement_id=engagement_id, key=self.key), tagged=True)


class BriefsView(ApiView):
    """The versions of briefs."""

    right = "onboarding.view"

    @list_schema(contracts.Brief, contracts.BriefFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_briefs, contracts.BriefFilter)


class BriefView(ApiView):
    """One version of a brief; its hash is the ETag."""

    right = "onboarding.view"

    @extend_schema(responses=contracts.Brief)
    def get(self, request: HttpRequest, brief_id: UUID) -> HttpResponse:
        found = services.get_brief(actor=self.actor, brief_id=brief_id)
        return self.answer(found)


class ApproveView(ApiView):
    """Approve exactly the version that If-Match names by its hash."""

    right = "onboarding.approve"

    def current(self, brief_id: UUID) -> Any:
        return services.get_brief(actor=self.actor, brief_id=brief_id)

    @extend_schema(request=None, responses=contracts.Brief)
    def post(self, request: HttpRequest, brief_id: UUID) -> HttpResponse:
        done = services.approve_brief(actor=self.actor, brief_id=brief_id, sha256=self.matched(), key=self.key)
        return self.answer(done, tagged=True)


class BrandKitView(ApiView):
    """The client's newest brand kit."""

    right = "onboarding.view"

    @extend_schema(responses=contracts.BrandKit)
    def get(self, request: HttpRequest, client_id: UUID) -> HttpResponse:
        found = services.get_brand_kit(actor=self.actor, client_id=client_id)
        return self.answer(found)
