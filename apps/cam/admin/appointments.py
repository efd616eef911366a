"""Talks with leads: what is ahead, what became of them, the calendar's file."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from apps.cam import services
from apps.cam.admin.forms import ReasonForm
from apps.cam.models import OPEN_STATES, Appointment
from kernel import clock
from kernel.web.admin import ModuleAdmin, act
from kernel.web.portal import file_response

CALENDAR = "text/calendar; charset=utf-8"


class TalkForm(forms.Form):
    """When, how long, where."""

    starts_at = forms.DateTimeField(label="Begins", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    minutes = forms.IntegerField(min_value=5, max_value=480, initial=30)
    place = forms.CharField(max_length=300, help_text="A room, a telephone number or the link of a video call.")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_at"].help_text = f"In the zone {timezone.get_current_timezone_name()}; mails name the lead's own."


@admin.register(Appointment)
class AppointmentAdmin(ModuleAdmin):
    """Talks, the next first."""

    agency_wide = True
    read_only = True
    list_display = ("lead", "starts_at", "minutes", "place", "state", "organiser_name", "campaign")
    list_filter = ("state", "campaign", "starts_at")
    search_fields = ("lead__company", "lead__last_name", "attendee", "place")
    list_select_related = ("lead", "campaign")
    ordering = ("-starts_at",)
    fields = (
        *("lead", "campaign", "state", "why", "starts_at", "minutes", "place", "attendee", "organiser_name", "organiser_address"),
        *("sequence", "uid", "confirmed_at", "created_at"),
    )
    readonly_fields = fields

    def act_options(self, request: HttpRequest, row: Appointment, name: str) -> dict:
        """Another moment starts from the one that is."""
        if name != "reschedule":
            return {}
        return {"initial": {"starts_at": row.starts_at, "minutes": row.minutes, "place": row.place}}

    @act("It is confirmed", right="cam.write", when=lambda row: row.state in ("proposed", "declined"),
         confirm="The lead said yes by telephone or mail.")  # fmt: skip
    def confirm(self, request: HttpRequest, row: Appointment, key: str) -> str:
        services.confirm_appointment(actor=request.actor, appointment_id=row.pk, key=key)
        return "Confirmed."

    @act("Move it", right="cam.write", form=TalkForm, when=lambda row: row.state in (*OPEN_STATES, "declined", "no_show"),
         confirm="The lead gets a new invitation; their calendar moves the talk.")  # fmt: skip
    def reschedule(self, request: HttpRequest, row: Appointment, key: str, starts_at: datetime, minutes: int, place: str) -> str:
        services.reschedule_appointment(
            actor=request.actor, appointment_id=row.pk, starts_at=starts_at, minutes=minutes, place=place, key=key
        )
        return "Proposed anew."

    @act("It took place", right="cam.write", when=lambda row: _over(row))
    def held(self, request: HttpRequest, row: Appointment, key: str) -> str:
        services.mark_held(actor=request.actor, appointment_id=row.pk, came=True, key=key)
        return "Noted."

    @act("The lead did not come", right="cam.write", when=lambda row: _over(row))
    def missed(self, request: HttpRequest, row: Appointment, key: str) -> str:
        services.mark_held(actor=request.actor, appointment_id=row.pk, came=False, key=key)
        return "Noted."

    @act("Calendar file", right="cam.view")
    def file(self, request: HttpRequest, row: Appointment, key: str) -> HttpResponseBase:
        data = services.get_invitation(actor=request.actor, appointment_id=row.pk)
        return file_response(data, name="appointment.ics", content_type=CALENDAR)

    @act("Call it off", right="cam.write", form=ReasonForm, danger=True,
         when=lambda row: row.state in (*OPEN_STATES, "declined"),
         confirm="The lead is told, and their calendar takes the talk out; they see the reason.")  # fmt: skip
    def cancel(self, request: HttpRequest, row: Appointment, key: str, reason: str) -> str:
        services.cancel_appointment(actor=request.actor, appointment_id=row.pk, reason=reason, key=key)
        return "Called off."


def _over(row: Appointment) -> bool:
    return row.state in OPEN_STATES and row.starts_at <= clock.now()
