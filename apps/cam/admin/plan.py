"""Before a campaign starts: the checklist and the next 14 days; and the tasks that wait for a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import mark_safe

from apps.cam import contracts, services
from apps.cam.admin.sequence_pages import key_of
from kernel.charts import bar_svg
from kernel.errors import DomainError, InvalidInput
from kernel.ids import new_id
from kernel.web.acts import sentence

DAYS = 14


def plan_page(model_admin: Any, request: HttpRequest, object_id: UUID) -> HttpResponse:
    """What stands in the way of a start, and what would leave in the next 14 days."""
    campaign = services.get_campaign(actor=request.actor, campaign_id=object_id)
    points = services.check_start(actor=request.actor, campaign_id=object_id)
    played, closed = None, ""
    try:
        played = services.simulate(actor=request.actor, campaign_id=object_id, days=DAYS)
    except contracts.CampaignClosed as error:
        closed = sentence(error)
    except DomainError as error:
        closed = f"It cannot be simulated: {sentence(error)}"
    chart = ""
    if played is not None:
        bars = [(f"{day.day:%-d %b}", float(sum(day.mails.values()))) for day in played.days]
        title = f"Mails in the next {DAYS} days"
        drawn = bar_svg(title=title, bars=bars, unit="mails", y_label="Mails", empty="No mail would leave")
        chart = mark_safe(drawn)  # noqa: S308 - the charts escape every text they are given
    return _page(
        model_admin, request, "admin/cam/plan.html", title=f"{campaign.name}: before the start", campaign=campaign, points=points,
        blocked=[p for p in points if p.level == "block"], played=played, closed=closed, chart=chart, days=DAYS,
        may_start=campaign.status == "DRAFT" and request.actor.may("cam.send"),
        start_url=reverse("admin:cam_campaign_act", args=[campaign.id, "start"]),
    )  # fmt: skip


def tasks_page(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """The contacts to be made by hand; POST says that one was made or is left."""
    if request.method == "POST":
        request.actor.require("cam.write")
        try:
            _decide(request)
        except DomainError as error:
            if error.status == 403:
                raise
            messages.error(request, sentence(error))
        return HttpResponseRedirect(reverse("admin:cam_reviewitem_tasks"))
    tasks = services.list_tasks(actor=request.actor)
    return _page(
        model_admin, request, "admin/cam/tasks.html", title="Tasks", tasks=tasks, may_write=request.actor.may("cam.write")
    )


def _decide(request: HttpRequest) -> None:
    try:
        item = UUID(request.POST.get("item", ""))
    except ValueError as error:
        raise InvalidInput("There is no such task.", field="item", remedy="Open the list again.") from error
    verbs = {"done": (services.approve_review, "Done: the next step is planned."),
             "left": (services.skip_review, "Left: the next step is planned.")}  # fmt: skip
    if request.POST.get("op") not in verbs:
        raise InvalidInput("A task is done or left.", field="op")
    if item not in {task.review_id for task in services.list_tasks(actor=request.actor)}:
        raise InvalidInput("This task does not wait any more.", field="item", remedy="Open the list again.")
    verb, told = verbs[request.POST["op"]]
    verb(actor=request.actor, item_id=item, note=request.POST.get("note", "")[:500], key=key_of(request))
    messages.success(request, told)


def _page(model_admin: Any, request: HttpRequest, template: str, **values: Any) -> HttpResponse:
    shown = {**model_admin.admin_site.each_context(request), "opts": model_admin.model._meta, "form_key": new_id().hex, **values}
    return TemplateResponse(request, template, shown)
