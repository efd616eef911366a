"""API of qc: verdicts with their findings, waivers, a text measured for its channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema

from apps.qc import contracts, services
from kernel.web.api import ApiView
from kernel.web.schema import list_schema


@dataclass(frozen=True, kw_only=True)
class WaiverIn:
    """Which rule, why, until when."""

    rule: str
    reason: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class WaiverList:
    """The waivers of a verdict."""

    items: tuple[contracts.Waiver, ...]


class ResultsView(ApiView):
    """The verdicts."""

    right = "qc.view"

    @list_schema(contracts.Result, contracts.ResultFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_results, contracts.ResultFilter)


class ResultView(ApiView):
    """One verdict with its findings."""

    right = "qc.view"

    @extend_schema(responses=contracts.Result)
    def get(self, request: HttpRequest, result_id: UUID) -> HttpResponse:
        return self.answer(services.read_result(actor=self.actor, result_id=result_id))


class WaiversView(ApiView):
    """The waivers of one verdict."""

    rights = {"GET": "qc.view", "POST": "qc.waive"}

    @extend_schema(responses=WaiverList)
    def get(self, request: HttpRequest, result_id: UUID) -> HttpResponse:
        return self.answer(WaiverList(items=services.list_waivers(actor=self.actor, result_id=result_id)))

    @extend_schema(request=WaiverIn, responses={201: contracts.Waiver})
    def post(self, request: HttpRequest, result_id: UUID) -> HttpResponse:
        given = self.body(WaiverIn)
        made = services.waive(
            actor=self.actor,
            result_id=result_id,
            rule=given.rule,
            reason=given.reason,
            expires_at=given.expires_at,
            key=self.key,
        )
        return self.answer(made, status=201)


class CheckView(ApiView):
    """A text measured as its channel counts."""

    right = "qc.view"

    @extend_schema(responses=contracts.TextCheck, parameters=[OpenApiParameter("channel", str), OpenApiParameter("text", str)])
    def get(self, request: HttpRequest) -> HttpResponse:
        channel, text = request.GET.get("channel", ""), request.GET.get("text", "")
        return self.answer(services.check_text(actor=self.actor, channel=channel, text=text))
