"""API of cam: talks with leads, and a campaign's figures."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema

from apps.cam import contracts, services
from kernel.errors import InvalidInput, NotFound
from kernel.web.api import ApiView
from kernel.web.schema import list_schema


@dataclass(frozen=True, kw_only=True)
class TalkIn:
    """A talk to propose: `starts_at` with its zone, `place` a room, a number or a link."""

    lead_id: UUID
    starts_at: datetime
    place: str
    minutes: int = 30


@dataclass(frozen=True, kw_only=True)
class TalkVerbIn:
    """What a verb needs: `reason` to cancel; `starts_at`, `minutes` and, if it changes, `place` to reschedule."""

    reason: str = ""
    starts_at: datetime | None = None
    minutes: int = 30
    place: str = ""


class AppointmentsView(ApiView):
    """Talks; POST proposes one."""

    rights = {"GET": "cam.view", "POST": "cam.write"}

    @list_schema(contracts.Appointment, contracts.AppointmentFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_appointments, contracts.AppointmentFilter)

    @extend_schema(request=TalkIn, responses={201: contracts.Appointment})
    def post(self, request: HttpRequest) -> HttpResponse:
        given = self.body(TalkIn)
        made = services.propose_appointment(
            actor=self.actor, lead_id=given.lead_id, starts_at=given.starts_at, minutes=given.minutes, place=given.place,
            key=self.key,
        )  # fmt: skip
        return self.answer(made, status=201, location=f"/api/v1/cam/appointments/{made.id}/")


class AppointmentView(ApiView):
    """One talk."""

    right = "cam.view"

    @extend_schema(responses=contracts.Appointment)
    def get(self, request: HttpRequest, appointment_id: UUID) -> HttpResponse:
        return self.answer(services.get_appointment(actor=self.actor, appointment_id=appointment_id))


class InvitationView(ApiView):
    """A talk as an iCalendar file."""

    right = "cam.view"

    @extend_schema(responses={(200, "text/calendar"): str})
    def get(self, request: HttpRequest, appointment_id: UUID) -> HttpResponse:
        data = services.get_invitation(actor=self.actor, appointment_id=appointment_id)
        return self.file(data, name="appointment.ics", content_type="text/calendar; charset=utf-8")


class AppointmentVerbView(ApiView):
    """confirm, reschedule, cancel, held or missed."""

    right = "cam.write"

    def current(self, appointment_id: UUID, verb: str) -> Any:
        return services.get_appointment(actor=self.actor, appointment_id=appointment_id)

    @extend_schema(request=TalkVerbIn, responses=contracts.Appointment)
    def post(self, request: HttpRequest, appointment_id: UUID, verb: str) -> HttpResponse:
        about = {"actor": self.actor, "appointment_id": appointment_id, "key": self.key}
        if verb == "confirm":
            return self.answer(services.confirm_appointment(**about), tagged=True)
        if verb in ("held", "missed"):
            return self.answer(services.mark_held(**about, came=verb == "held"), tagged=True)
        if verb not in ("reschedule", "cancel"):
            raise NotFound("An appointment knows confirm, reschedule, cancel, held and missed.")
        given = self.body(TalkVerbIn)
        if verb == "cancel":
            if not given.reason.strip():
                raise InvalidInput("Say why.", field="reason")
            return self.answer(services.cancel_appointment(**about, reason=given.reason), tagged=True)
        if given.starts_at is None:
            raise InvalidInput("Say when.", field="starts_at")
        done = services.reschedule_appointment(**about, starts_at=given.starts_at, minutes=given.minutes, place=given.place)
        return self.answer(done, tagged=True)


class CampaignFunnelView(ApiView):
    """How far a campaign's people came."""

    right = "cam.view"

    @extend_schema(responses=contracts.CampaignFunnel)
    def get(self, request: HttpRequest, campaign_id: UUID) -> HttpResponse:
        return self.answer(services.get_campaign_funnel(actor=self.actor, campaign_id=campaign_id))


class ExperimentView(ApiView):
    """The verdict on the variants of a step; ?step=1&confidence=0.95&sequence=…"""

    right = "cam.view"

    @extend_schema(responses=contracts.Experiment)
    def get(self, request: HttpRequest, campaign_id: UUID) -> HttpResponse:
        step, confidence = _number(request, "step", 1), _number(request, "confidence", 0.95)
        found = services.get_experiment(
            actor=self.actor, campaign_id=campaign_id, step=int(step), confidence=confidence,
            sequence=request.GET.get("sequence", ""),
        )  # fmt: skip
        return self.answer(found)


class AttributionView(ApiView):
    """Whose the yes of a campaign's people is; ?model=LINEAR&goal=positive"""

    right = "cam.view"

    @extend_schema(responses=contracts.Attribution)
    def get(self, request: HttpRequest, campaign_id: UUID) -> HttpResponse:
        try:
            model = contracts.AttributionModel(request.GET.get("model", "LINEAR"))
        except ValueError as error:
            names = ", ".join(contracts.AttributionModel)
            raise InvalidInput("There is no such model.", field="model", remedy=f"Use one of {names}.") from error
        goal = request.GET.get("goal", "positive")
        found = services.get_attribution(actor=self.actor, campaign_id=campaign_id, model=model, goal=goal)
        return self.answer(found)


def _number(request: HttpRequest, name: str, default: float) -> float:
    try:
        found = float(request.GET.get(name, default))
    except ValueError as error:
        raise InvalidInput(f"{name.capitalize()} is a number.", field=name) from error
    if not math.isfinite(found):
        raise InvalidInput(f"{name.capitalize()} is a number.", field=name)
    return found
