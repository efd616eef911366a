"""Portal pages of production: the calendar, to read and to take along."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from apps.production import contracts, services
from kernel.web.portal import PortalView


class CalendarsView(PortalView):
    """The client's calendars, newest first."""

    right = "production.view"
    template_name = "portal/production/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        cursor = request.GET.get("cursor", "")[:200]
        found = services.list_calendars(actor=self.actor, filter=contracts.CalendarFilter(), cursor=cursor, limit=25)
        return self.page({"found": found})


class CalendarView(PortalView):
    """One calendar: a list by day, month after month; texts once they are approved."""

    right = "production.view"
    template_name = "portal/production/calendar.html"

    def get(self, request: HttpRequest, calendar_id: UUID) -> HttpResponse:
        calendar = services.get_calendar(actor=self.actor, calendar_id=calendar_id)
        days = [day for day in services.list_days(actor=self.actor, calendar_id=calendar_id) if day.entries]
        months = [(first.day, [first, *rest]) for first, *rest in (list(g) for _, g in groupby(days, key=lambda d: d.day.month))]
        return self.page({"calendar": calendar, "months": months})


class FileView(PortalView):
    """The calendar as an iCalendar file."""

    right = "production.view"

    def get(self, request: HttpRequest, calendar_id: UUID) -> HttpResponse:
        found = services.get_calendar_file(actor=self.actor, calendar_id=calendar_id)
        return self.file(found.data, name=found.file_name, content_type=found.content_type)
