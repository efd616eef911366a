"""API of production: calendars, drafts, edits and revisions, working time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema

from apps.production import contracts, services
from kernel.errors import InvalidInput
from kernel.web.api import ApiView
from kernel.web.schema import list_schema


@dataclass(frozen=True, kw_only=True)
class TextIn:
    """A post's whole text."""

    text: str


@dataclass(frozen=True, kw_only=True)
class NotesIn:
    """Notes for the next version, one wish or finding each."""

    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TimeIn:
    """Minutes worked for an engagement; `worked_on` is today if left out."""

    engagement_id: UUID
    minutes: int
    activity: str
    worked_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class DayList:
    """The days of a calendar."""

    items: tuple[contracts.CalendarDay, ...]


class CalendarsView(ApiView):
    """The calendars."""

    right = "production.view"

    @list_schema(contracts.CalendarRow, contracts.CalendarFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_calendars, contracts.CalendarFilter)


class CalendarView(ApiView):
    """One calendar with its slots."""

    right = "production.view"

    @extend_schema(responses=contracts.Calendar)
    def get(self, request: HttpRequest, calendar_id: UUID) -> HttpResponse:
        found = services.get_calendar(actor=self.actor, calendar_id=calendar_id)
        return self.answer(found)


class DaysView(ApiView):
    """A calendar day by day, all of it or one month."""

    right = "production.view"

    @extend_schema(responses=DayList, parameters=[OpenApiParameter("month", str, description="2026-01; all days if left out")])
    def get(self, request: HttpRequest, calendar_id: UUID) -> HttpResponse:
        month = _month(request.GET.get("month", ""))
        return self.answer(DayList(items=services.list_days(actor=self.actor, calendar_id=calendar_id, month=month)))


class CalendarFileView(ApiView):
    """A calendar as an iCalendar file."""

    right = "production.view"

    @extend_schema(responses={(200, "text/calendar"): bytes})
    def get(self, request: HttpRequest, calendar_id: UUID) -> HttpResponse:
        found = services.get_calendar_file(actor=self.actor, calendar_id=calendar_id)
        return self.file(found.data, name=found.file_name, content_type=found.content_type)


class BundlesView(ApiView):
    """The drafts, without their content."""

    right = "production.view"

    @list_schema(contracts.BundleRow, contracts.BundleFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_bundles, contracts.BundleFilter)


class BundleView(ApiView):
    """One version of the drafts."""

    right = "production.view"

    @extend_schema(responses=contracts.Bundle)
    def get(self, request: HttpRequest, bundle_id: UUID) -> HttpResponse:
        found = services.get_bundle(actor=self.actor, bundle_id=bundle_id)
        return self.answer(found)


class PostView(ApiView):
    """One post of a version: replacing its text makes the next version."""

    right = "production.write"

    def current(self, bundle_id: UUID, post_key: str) -> Any:
        return services.get_bundle(actor=self.actor, bundle_id=bundle_id)

    @extend_schema(request=TextIn, responses={201: contracts.Bundle})
    def put(self, request: HttpRequest, bundle_id: UUID, post_key: str) -> HttpResponse:
        given = self.body(TextIn)
        made = services.edit_post(actor=self.actor, bundle_id=bundle_id, post_key=post_key, text=given.text, key=self.key)
        return self.answer(made, status=201, tagged=True, location=f"/api/v1/production/bundles/{made.id}/")


class ReviseView(ApiView):
    """Have the next version written by notes."""

    right = "production.write"

    def current(self, bundle_id: UUID) -> Any:
        return services.get_bundle(actor=self.actor, bundle_id=bundle_id)

    @extend_schema(request=NotesIn, responses={202: contracts.Job})
    def post(self, request: HttpRequest, bundle_id: UUID) -> HttpResponse:
        given = self.body(NotesIn)
        job = services.revise(actor=self.actor, bundle_id=bundle_id, notes=given.notes, key=self.key)
        return self.answer(job, status=202, location=f"/api/v1/production/jobs/{job.id}/")


class JobView(ApiView):
    """A writing job."""

    right = "production.view"

    @extend_schema(responses=contracts.Job)
    def get(self, request: HttpRequest, job_id: UUID) -> HttpResponse:
        return self.answer(services.get_draft(actor=self.actor, job_id=job_id))


class TimesView(ApiView):
    """Working time."""

    rights = {"GET": "production.view", "POST": "production.write"}

    @list_schema(contracts.TimeEntry, contracts.TimeFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_time, contracts.TimeFilter)

    @extend_schema(request=TimeIn, responses={201: contracts.TimeEntry})
    def post(self, request: HttpRequest) -> HttpResponse:
        given = self.body(TimeIn)
        made = services.log_time(
            actor=self.actor,
            engagement_id=given.engagement_id,
            minutes=given.minutes,
            activity=given.activity,
            worked_on=given.worked_on,
            key=self.key,
        )
        return self.answer(made, status=201)


def _month(given: str) -> date | None:
    try:
        return date.fromisoformat(f"{given}-01") if given else None
    except ValueError as error:
        raise InvalidInput("A month is written like 2026-01.", field="month") from error
