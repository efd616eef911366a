"""API of orchestration: journeys with their timeline, the action queue, lineage, switches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema

from apps.orchestration import contracts, services
from kernel.web.api import ApiView
from kernel.web.schema import list_schema


@dataclass(frozen=True, kw_only=True)
class WhyIn:
    """Why."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class OverrideIn:
    """Where to, and why; `engagement_state` empty leaves it as it is."""

    step: str
    engagement_state: str = ""
    reason: str


@dataclass(frozen=True, kw_only=True)
class SwitchIn:
    """A switch to move: name is paused, killed or proof; scope "" is everything."""

    name: str
    scope: str = ""
    on: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class SwitchList:
    """The last change of each switch."""

    items: tuple[contracts.SwitchChange, ...]


class JourneysView(ApiView):
    """The journeys."""

    right = "orchestration.view"

    @list_schema(contracts.Journey, contracts.JourneyFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_journeys, contracts.JourneyFilter)


class JourneyView(ApiView):
    """One journey: how it stands and for whom it waits."""

    right = "orchestration.view"

    @extend_schema(responses=contracts.Journey)
    def get(self, request: HttpRequest, journey_id: UUID) -> HttpResponse:
        return self.answer(services.get_journey(actor=self.actor, journey_id=journey_id))


class TimelineView(ApiView):
    """A journey's story; `?kind=` (repeatable) keeps lead, step, wait, decision, artifact or move."""

    right = "orchestration.view"

    @extend_schema(responses=contracts.Timeline)
    def get(self, request: HttpRequest, journey_id: UUID) -> HttpResponse:
        kinds = tuple(self.request.query_params.getlist("kind"))
        return self.answer(services.get_timeline(actor=self.actor, journey_id=journey_id, kinds=kinds))


class ResumeView(ApiView):
    """Lift a hold, or try the failed step once more."""

    right = "orchestration.write"

    def current(self, journey_id: UUID) -> Any:
        return services.get_journey(actor=self.actor, journey_id=journey_id)

    @extend_schema(request=WhyIn, responses=contracts.Journey)
    def post(self, request: HttpRequest, journey_id: UUID) -> HttpResponse:
        """Lift a hold, or try the failed step once more."""
        why = self.body(WhyIn)
        return self.answer(services.resume(actor=self.actor, journey_id=journey_id, reason=why.reason, key=self.key), tagged=True)


class HoldView(ApiView):
    """Put a journey on hold."""

    right = "orchestration.write"

    def current(self, journey_id: UUID) -> Any:
        return services.get_journey(actor=self.actor, journey_id=journey_id)

    @extend_schema(request=WhyIn, responses=contracts.Journey)
    def post(self, request: HttpRequest, journey_id: UUID) -> HttpResponse:
        why = self.body(WhyIn)
        return self.answer(services.hold(actor=self.actor, journey_id=journey_id, reason=why.reason, key=self.key), tagged=True)


class CancelView(ApiView):
    """End a journey; what was done is compensated."""

    right = "orchestration.write"

    def current(self, journey_id: UUID) -> Any:
        return services.get_journey(actor=self.actor, journey_id=journey_id)

    @extend_schema(request=WhyIn, responses=contracts.Journey)
    def post(self, request: HttpRequest, journey_id: UUID) -> HttpResponse:
        why = self.body(WhyIn)
        return self.answer(services.cancel(actor=self.actor, journey_id=journey_id, reason=why.reason, key=self.key), tagged=True)


class OverrideView(ApiView):
    """Move a journey out of order, once."""

    right = "orchestration.approve"

    def current(self, journey_id: UUID) -> Any:
        return services.get_journey(actor=self.actor, journey_id=journey_id)

    @extend_schema(request=OverrideIn, responses=contracts.Journey)
    def post(self, request: HttpRequest, journey_id: UUID) -> HttpResponse:
        given = self.body(OverrideIn)
        moved = services.override(
            actor=self.actor,
            journey_id=journey_id,
            step=given.step,
            engagement_state=given.engagement_state,
            reason=given.reason,
            key=self.key,
        )
        return self.answer(moved, tagged=True)


class ActionsView(ApiView):
    """The action queue."""

    right = "orchestration.view"

    @list_schema(contracts.Action, contracts.ActionFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_actions, contracts.ActionFilter)


class ActionView(ApiView):
    """One action; its ETag is the hash that an approval must name."""

    right = "orchestration.view"

    @extend_schema(responses=contracts.Action)
    def get(self, request: HttpRequest, action_id: UUID) -> HttpResponse:
        found = services.get_action(actor=self.actor, action_id=action_id)
        return self.answer(found)


class ApproveView(ApiView):
    """Agree to exactly the act that If-Match names."""

    right = "orchestration.approve"

    def current(self, action_id: UUID) -> Any:
        return services.get_action(actor=self.actor, action_id=action_id)

    @extend_schema(request=WhyIn, responses=contracts.Action)
    def post(self, request: HttpRequest, action_id: UUID) -> HttpResponse:
        why = self.body(WhyIn)
        found = services.approve(actor=self.actor, action_id=action_id, sha256=self.matched(), reason=why.reason, key=self.key)
        return self.answer(found, tagged=True)


class RejectView(ApiView):
    """Turn an act down."""

    right = "orchestration.approve"

    def current(self, action_id: UUID) -> Any:
        return services.get_action(actor=self.actor, action_id=action_id)

    @extend_schema(request=WhyIn, responses=contracts.Action)
    def post(self, request: HttpRequest, action_id: UUID) -> HttpResponse:
        why = self.body(WhyIn)
        return self.answer(services.reject(actor=self.actor, action_id=action_id, reason=why.reason, key=self.key), tagged=True)


class LineageView(ApiView):
    """What an artifact was made from and what was made from it."""

    right = "orchestration.view"

    @extend_schema(responses=contracts.Lineage)
    def get(self, request: HttpRequest, artifact_id: UUID) -> HttpResponse:
        return self.answer(services.lineage(actor=self.actor, ref_or_id=artifact_id))


class SwitchesView(ApiView):
    """The control flags."""

    rights = {"GET": "orchestration.view", "POST": "orchestration.switch"}

    @extend_schema(responses=SwitchList)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.answer(SwitchList(items=services.list_switches(actor=self.actor)))

    @extend_schema(request=SwitchIn, responses={201: contracts.SwitchChange})
    def post(self, request: HttpRequest) -> HttpResponse:
        """Pause, kill, switch proof mode on, or lift what is on."""
        given = self.body(SwitchIn)
        verb = services.pause if given.name == "paused" else services.kill
        if given.name == "proof" and given.on:
            made = services.set_proof_mode(actor=self.actor, on=True, reason=given.reason, key=self.key)
        elif given.on and given.name in ("paused", "killed"):
            made = verb(actor=self.actor, scope=given.scope, reason=given.reason, key=self.key)
        else:
            made = services.lift(actor=self.actor, name=given.name, scope=given.scope, reason=given.reason, key=self.key)
        return self.answer(made, status=201)
