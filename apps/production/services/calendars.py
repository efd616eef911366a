"""Planning a calendar and showing it."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max

from apps.learning.contracts import Tools
from apps.production import contracts, signals
from apps.production.logic import ics, planning
from apps.production.models import Calendar, store_ref
from apps.production.services import upstream
from apps.production.services.mapping import to_calendar
from apps.production.services.reading import shown_to
from kernel import clock
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import InvalidInput
from kernel.pages import Page
from kernel.paging import NEWEST, page
from kernel.refs import ArtifactRef, content_hash
from kernel.signals import publish


@command("production", right="production.write")
def plan_calendar(
    *, actor: Actor, engagement_id: UUID, strategy: ArtifactRef, starts_on: date, key: str, ends_on: date | None = None
) -> contracts.Calendar:
    """Plan a month from `starts_on` (the client's date) for two channels of exactly this approved strategy.

    No post stands after `ends_on`, the contract's last day. DraftNotReady if the strategy is another version or not approved;
    InvalidInput if the contract ends before the first day or the brief gives nothing to write about.
    """
    if ends_on is not None and ends_on < starts_on:
        raise InvalidInput(
            f"The contract ends on {ends_on.isoformat()}, before the calendar's first day, {starts_on.isoformat()}.",
            field="starts_on",
            remedy="Agree a further pack, or cancel the journey.",
        )
    found = upstream.approved_strategy(actor, strategy, engagement_id)
    brief = upstream.brief_of(actor, found)
    language = str(brief.get("language") or "en")
    names = tuple(str(brief.get("fields", {}).get(name) or "") for name in ("client_name", "geography"))
    tools = Tools(seed=f"calendar|{found.client_id}", language=language, names=tuple(n for n in names if n))
    content = planning.plan(tools, brief, found.content, starts_on, planning.last_day(starts_on, ends_on))
    if not content["slots"]:
        raise InvalidInput("The brief names no problem, outcome, difference or offer to write about.", field="strategy")
    others = Calendar.objects.select_for_update(of=("self",)).filter(engagement_id=engagement_id)
    for old in others.filter(status__in=["draft", "approved", "flagged_for_review"]):
        old.move("revised")
    row = Calendar.objects.create(
        client_id=found.client_id,
        engagement_id=engagement_id,
        version=(others.aggregate(last=Max("version"))["last"] or 0) + 1,
        sha256=content_hash(content),
        content=content,
        strategy=store_ref(strategy),
        starts_on=date.fromisoformat(content["starts_on"]),
        ends_on=date.fromisoformat(content["ends_on"]),
        zone=content["zone"],
        created_at=clock.now(),
    )
    ids = {"engagement_id": engagement_id, "client_id": row.client_id}
    publish(signals.CalendarPlanned(ref=row.ref(), parents=(strategy,), **ids))
    audit(client_id=row.client_id, slots=len(content["slots"]))
    return to_calendar(row)


@query("production", right="production.view")
def get_calendar(*, actor: Actor, calendar_id: UUID) -> contracts.Calendar:
    """One calendar with its slots; NotFound if the actor may not see it."""
    return to_calendar(Calendar.objects.all().reach(actor, calendar_id))


@query("production", right="production.view")
def list_calendars(
    *, actor: Actor, filter: contracts.CalendarFilter, order: str = "-created_at", cursor: str = "", limit: int = 50
) -> Page[contracts.CalendarRow]:
    """Calendars without their slots, a page at a time."""
    rows = Calendar.objects.visible_to(actor)
    wanted = {"client_id": filter.client_id, "engagement_id": filter.engagement_id, "status": filter.status}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    return page(rows, _to_row, order=order, allowed=NEWEST, cursor=cursor, limit=limit)


@query("production", right="production.view")
def list_days(*, actor: Actor, calendar_id: UUID, month: date | None = None) -> tuple[contracts.CalendarDay, ...]:
    """The calendar day by day with its posts: all of its days, or those of one month; texts where drafts exist."""
    row = Calendar.objects.all().reach(actor, calendar_id)
    texts = _texts_of(actor, row)
    by_day: dict[date, list[contracts.DayEntry]] = {}
    for slot in row.content["slots"]:
        entry = contracts.DayEntry(
            key=slot["key"],
            time=slot["at"][11:16],
            channel=slot["channel"],
            pillar=slot["pillar"],
            idea=slot["idea"],
            text=texts.get(slot["key"], ""),
        )
        by_day.setdefault(date.fromisoformat(slot["day"]), []).append(entry)
    days = (row.starts_on + timedelta(days=offset) for offset in range((row.ends_on - row.starts_on).days + 1))
    shown = (day for day in days if month is None or (day.year, day.month) == (month.year, month.month))
    return tuple(contracts.CalendarDay(day=day, entries=tuple(by_day.get(day, ()))) for day in shown)


@query("production", right="production.view")
def get_calendar_file(*, actor: Actor, calendar_id: UUID) -> contracts.Document:
    """The calendar as an iCalendar file (RFC 5545): one event of 15 minutes per post, in the client's zone."""
    row = Calendar.objects.all().reach(actor, calendar_id)
    data = ics.write(row.content, texts=_texts_of(actor, row), stamp=row.created_at, uid=str(row.id))
    name = f"calendar-{row.starts_on.isoformat()}-v{row.version}.ics"
    digest = hashlib.sha256(data).hexdigest()
    return contracts.Document(file_name=name, content_type="text/calendar; charset=utf-8", sha256=digest, data=data)


def _texts_of(actor: Actor, row: Calendar) -> dict[str, str]:
    """The texts that fill the calendar: the client sees approved ones only, staff the newest."""
    newest = shown_to(actor).filter(calendar__id=str(row.id)).order_by("-version").first()
    return {post["key"]: post["text"] for post in newest.content["posts"]} if newest else {}


def _to_row(row: Calendar) -> contracts.CalendarRow:
    return contracts.CalendarRow(
        id=row.id,
        engagement_id=row.engagement_id,
        client_id=row.client_id,
        version=row.version,
        sha256=row.sha256,
        status=row.status,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        slot_count=len(row.content["slots"]),
        created_at=row.created_at,
    )
