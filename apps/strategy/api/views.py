"""API of strategy: versions, their approval, their document, what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema

from apps.strategy import contracts, services
from kernel.web.api import ApiView
from kernel.web.schema import list_schema


@dataclass(frozen=True, kw_only=True)
class ApproveIn:
    """The hash of the content that was looked at; without it If-Match says so."""

    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class ReviseIn:
    """What the next version should do differently, one wish each."""

    notes: tuple[str, ...]


class StrategiesView(ApiView):
    """The strategies."""

    right = "strategy.view"

    @list_schema(contracts.StrategySummary, contracts.StrategyFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_strategies, contracts.StrategyFilter)


class StrategyView(ApiView):
    """One version of a strategy with its whole content."""

    right = "strategy.view"

    @extend_schema(responses=contracts.Strategy)
    def get(self, request: HttpRequest, strategy_id: UUID) -> HttpResponse:
        found = services.get_strategy(actor=self.actor, strategy_id=strategy_id)
        return self.answer(found)


class ApproveView(ApiView):
    """The approval of exactly one version."""

    rights = {"POST": "strategy.approve"}

    def current(self, strategy_id: UUID) -> Any:
        return services.get_strategy(actor=self.actor, strategy_id=strategy_id)

    @extend_schema(request=ApproveIn, responses=contracts.Strategy)
    def post(self, request: HttpRequest, strategy_id: UUID) -> HttpResponse:
        given = self.body(ApproveIn)
        found = services.approve(actor=self.actor, strategy_id=strategy_id, sha256=given.sha256 or self.matched(), key=self.key)
        return self.answer(found, tagged=True)


class ReviseView(ApiView):
    """A new version that keeps to these notes; the answer is the job that writes it."""

    rights = {"POST": "strategy.write"}

    def current(self, strategy_id: UUID) -> Any:
        return services.get_strategy(actor=self.actor, strategy_id=strategy_id)

    @extend_schema(request=ReviseIn, responses={202: contracts.Job})
    def post(self, request: HttpRequest, strategy_id: UUID) -> HttpResponse:
        given = self.body(ReviseIn)
        job = services.revise(actor=self.actor, strategy_id=strategy_id, notes=given.notes, key=self.key)
        return self.answer(job, status=202, location=f"/api/v1/strategy/jobs/{job.id}/")


class DocumentView(ApiView):
    """The strategy as a PDF."""

    right = "strategy.view"

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: HttpRequest, strategy_id: UUID) -> HttpResponse:
        found = services.get_document(actor=self.actor, strategy_id=strategy_id)
        return self.file(found.data, name=found.file_name, content_type=found.content_type)


class ChangesView(ApiView):
    """What changed since another version, field by field."""

    right = "strategy.view"

    @extend_schema(responses=contracts.Difference)
    def get(self, request: HttpRequest, strategy_id: UUID, before_id: UUID) -> HttpResponse:
        return self.answer(services.compare(actor=self.actor, before_id=before_id, after_id=strategy_id))


class JobView(ApiView):
    """How a piece of work stands."""

    right = "strategy.view"

    @extend_schema(responses=contracts.Job)
    def get(self, request: HttpRequest, job_id: UUID) -> HttpResponse:
        return self.answer(services.get_job(actor=self.actor, job_id=job_id))
