"""What the inbox page shows: filters, lines, the open thread."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from apps.cam import contracts
from apps.cam.contracts import ReplyClass
from apps.cam.logic.threads import reply_subject
from apps.cam.models import Campaign, Mailbox
from kernel import clock
from kernel.actors import Actor
from kernel.errors import InvalidInput
from kernel.pages import Page

FILTERS = ("show", "class", "campaign", "mailbox", "q")
SHOW = (
    ("", "Open", {}),
    ("waits", "Needs a person", {"waits": True}),
    ("mine", "Mine", {}),
    ("unknown", "Unknown senders", {"unknown": True}),
    ("parked", "Parked", {"parked": True}),
    ("done", "Done", {"state": "done"}),
    ("all", "All", {"state": ""}),
)
CLASSES = tuple((str(number), value, value.value) for number, value in enumerate(ReplyClass, start=1))
"""Key, class and name, in the order of the enum: 1 POSITIVE … 7 NEUTRAL."""


def given_filters(given: Mapping[str, str]) -> dict[str, str]:
    """The filters of an address that are set."""
    return {name: given[name][:200] for name in FILTERS if given.get(name)}


def filter_of(given: Mapping[str, str], actor: Actor) -> contracts.ThreadFilter:
    """What to list; InvalidInput names the filter that is none."""
    chosen = next((values for name, _, values in SHOW if name == given.get("show", "")), None)
    if chosen is None:
        raise InvalidInput("There is no such view of the inbox.", field="show", remedy="Choose one of those above the list.")
    if given.get("class") and given["class"] not in list(ReplyClass):
        raise InvalidInput("There is no such class.", field="class", remedy="Choose one of the seven.")
    return contracts.ThreadFilter(
        **chosen, reply_class=ReplyClass(given["class"]) if given.get("class") else None, text=given.get("q", ""),
        campaign_id=_id(given, "campaign"), mailbox_id=_id(given, "mailbox"),
        assigned_to=actor.id if given.get("show") == "mine" else None,
    )  # fmt: skip


def context_of(
    request: HttpRequest,
    given: dict[str, str],
    found: Page[contracts.Thread],
    view: contracts.ThreadView | None,
    typed: str | None,
) -> dict[str, Any]:
    """The values of the page's template; `typed` is an answer that could not be kept."""
    now, kept = clock.now(), urlencode(given)
    here = view.thread.id if view else None
    lines = [{"thread": t, "age": age(t.last_at, now), "url": _url(t.id, kept), "here": t.id == here} for t in found.items]
    chosen = given.get("show", "")
    shows = [{"name": label, "url": _query({**given, "show": name}), "here": chosen == name} for name, label, _ in SHOW]
    values = {
        "lines": lines, "shows": shows, "given": given, "kept": given.items(), "classes": CLASSES, "view": view,
        "more": _query({**given, "cursor": found.next_cursor}) if found.next_cursor else "",
        "later": bool(request.GET.get("cursor")),
        "list_url": f"{reverse('admin:cam_thread_changelist')}?{kept}" if kept else reverse("admin:cam_thread_changelist"),
        "campaigns": list(Campaign.objects.order_by("name").values_list("id", "name")[:200]),
        "mailboxes": list(Mailbox.objects.filter(active=True).values_list("id", "address", "display_name")[:200]),
    }  # fmt: skip
    if view is not None:
        values |= _open(request, view, lines, typed)
    return values


def _open(request: HttpRequest, view: contracts.ThreadView, lines: list[dict], typed: str | None) -> dict[str, Any]:
    place = next((number for number, line in enumerate(lines) if line["here"]), None)
    after = lines[place + 1]["thread"].id if place is not None and place + 1 < len(lines) else ""
    received = [m for m in view.mails if m.kind == "received"]
    draft = next((m for m in reversed(view.mails) if m.kind == "answer" and m.state == "draft"), None)
    text = typed if typed is not None else draft.text if draft else ""
    shown = [m for m in view.mails if not (m.kind == "answer" and m.state == "draft")]
    return {
        "mails": [{"mail": m, "age": age(m.at, clock.now())} for m in shown],
        "last": received[-1] if received else None, "draft": draft, "typed": text, "following": after,
        "re": reply_subject(received[-1].subject if received else view.thread.subject),
        "mine": view.thread.assigned_to == request.actor.id,
    }  # fmt: skip


def age(at: datetime, now: datetime) -> str:
    """How long ago, short: “4 min”, “3 h”, “2 d”, then the day."""
    past = max(now - at, timedelta())
    if past < timedelta(hours=1):
        return f"{int(past.total_seconds() // 60)} min"
    if past < timedelta(days=1):
        return f"{int(past.total_seconds() // 3600)} h"
    return f"{past.days} d" if past.days < 14 else f"{at:%d %b %Y}"


def _url(thread_id: UUID, kept: str) -> str:
    here = reverse("admin:cam_thread_change", args=[thread_id])
    return f"{here}?{kept}" if kept else here


def _query(values: dict[str, Any]) -> str:
    told = urlencode({name: value for name, value in values.items() if value})
    return f"{reverse('admin:cam_thread_changelist')}?{told}"


def _id(given: Mapping[str, str], name: str) -> UUID | None:
    if not given.get(name):
        return None
    try:
        return UUID(given[name])
    except ValueError as error:
        raise InvalidInput(f"There is no such {name}.", field=name, remedy="Choose one from the list.") from error
