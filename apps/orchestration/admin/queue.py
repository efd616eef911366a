"""The action queue, its policies, switches and schedules."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from apps.orchestration import services
from apps.orchestration.admin.journeys import ReasonForm
from apps.orchestration.contracts import PolicyMode
from apps.orchestration.models import Action, Policy, Schedule, Slot, SwitchChange
from kernel import effects
from kernel.errors import DomainError
from kernel.ids import new_id
from kernel.web.acts import dress, sentence
from kernel.web.admin import ModuleAdmin, act


class ModeForm(ReasonForm):
    """The new mode, and why."""

    mode = forms.ChoiceField(choices=[(m.value, m.value.replace("_", " ")) for m in PolicyMode])


class SwitchForm(forms.Form):
    """Which switch, for what, and why."""

    name = forms.ChoiceField(
        label="Switch", choices=[("paused", "Pause: hold back"), ("killed", "Kill: stop"), ("proof", "Proof: to ourselves only")]
    )
    scope = forms.CharField(
        required=False,
        max_length=120,
        help_text="Empty is everything; else client:<id>, kind:publish, channel:linkedin.",
    )
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), max_length=1000)


@admin.register(Action)
class ActionAdmin(ModuleAdmin):
    """Acts that wait for a person or for the worker. What is approved is what runs."""

    read_only = True
    list_display = ("title", "kind", "state", "mode", "reversible", "created_at", "expires_at", "decided_at")
    list_filter = ("state", "kind", "mode")
    search_fields = ("title", "effect")
    ordering = ("-created_at",)
    fields = (
        *("title", "effect", "state", "mode", "reversible", "kind", "sha256", "journey", "reason", "result", "last_error"),
        *("created_at", "expires_at", "decided_at", "ended_at", "attempt"),
    )
    readonly_fields = fields

    @act(
        "Approve",
        right="orchestration.approve",
        when=lambda row: row.state == "PENDING",
        confirm="Exactly the effect described on the action's page will run. A manual act counts as done by you.",
    )
    def approve(self, request: HttpRequest, row: Action, key: str) -> str:
        found = services.approve(actor=request.actor, action_id=row.pk, sha256=row.sha256, key=key)
        return "Noted as done." if found.state == "SUCCESS" else "Approved; the worker runs it."

    @act("Turn down", right="orchestration.approve", form=ReasonForm, when=lambda row: row.state == "PENDING", danger=True)
    def reject(self, request: HttpRequest, row: Action, key: str, reason: str) -> str:
        services.reject(actor=request.actor, action_id=row.pk, reason=reason, key=key)
        return "Turned down; it will not run."

    @act(
        "Drive again",
        right="orchestration.approve",
        when=lambda row: row.state == "DLQ",
        confirm="The act used up its attempts; it gets another round.",
    )
    def drive_again(self, request: HttpRequest, row: Action, key: str) -> str:
        services.drive_again(actor=request.actor, action_id=row.pk, key=key)
        return "It will be tried again."


@admin.register(Policy)
class PolicyAdmin(ModuleAdmin):
    """How each kind of act is treated."""

    read_only = True
    agency_wide = True
    list_display = ("title", "kind", "mode", "days")
    ordering = ("kind",)

    @act(
        "Change the mode",
        right="orchestration.switch",
        form=ModeForm,
        confirm="Acts already in the queue keep the mode they came with.",
    )
    def set_mode(self, request: HttpRequest, row: Policy, key: str, mode: str, reason: str) -> str:
        services.set_policy(actor=request.actor, kind=row.kind, mode=PolicyMode(mode), reason=reason, key=key)
        return f"{row.title}: {mode.replace('_', ' ')}."


@admin.register(SwitchChange)
class SwitchAdmin(ModuleAdmin):
    """Who moved which switch, and the page on which to move them."""

    read_only = True
    agency_wide = True
    list_display = ("name", "scope", "on", "reason", "set_by", "at")
    list_filter = ("name", "on")
    search_fields = ("scope", "reason")
    ordering = ("-at",)
    change_list_template = "admin/orchestration/switch_list.html"

    def get_urls(self) -> list[URLPattern]:
        page = path("set/", self._page(self.switches), name="orchestration_switches")
        return [page, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        shown = {"on_now": effects.switches_on(), "may_switch": request.actor.may("orchestration.switch")}
        return super().changelist_view(request, shown | (extra_context or {}))

    def switches(self, request: HttpRequest) -> HttpResponse:
        """Pause, kill, proof; and a lift button for each switch that is on."""
        request.actor.require("orchestration.switch")
        form = dress(SwitchForm(request.POST or None))
        problem = ""
        if request.method == "POST":
            try:
                told = self._move(request, form)
            except DomainError as error:
                problem = sentence(error)
            else:
                if told:
                    self.message_user(request, told)
                    return HttpResponseRedirect(reverse("admin:orchestration_switchchange_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": "Switches",
            "form": form,
            "problem": problem,
            "on_now": effects.switches_on(),
            "key": new_id().hex,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/orchestration/switches.html", context)

    def _move(self, request: HttpRequest, form: forms.Form) -> str:
        given: dict[str, Any] = {"actor": request.actor, "key": f"admin:{request.actor.id}:{request.POST.get('key', '')}"}
        if "lift" in request.POST:
            name, _, scope = request.POST["lift"].partition("|")
            services.lift(**given, name=name, scope=scope, reason=request.POST.get("why", ""))
            return f"{name} is lifted."
        if not form.is_valid():
            return ""
        values = form.cleaned_data
        if values["name"] == "proof":
            services.set_proof_mode(**given, on=True, reason=values["reason"])
        else:
            verb = services.pause if values["name"] == "paused" else services.kill
            verb(**given, scope=values["scope"], reason=values["reason"])
        return f"{values['name']} is on for {values['scope'] or 'everything'}."


@admin.register(Schedule)
class ScheduleAdmin(ModuleAdmin):
    """Recurring jobs."""

    agency_wide = True
    write_right = "orchestration.switch"
    list_display = ("title", "name", "hour", "minute", "weekday", "zone", "active")
    ordering = ("hour", "name")
    readonly_fields = ("name", "job", "active")

    def has_add_permission(self, request: HttpRequest, obj: Schedule | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Schedule | None = None) -> bool:
        return False

    @act("Switch on", right="orchestration.switch", when=lambda row: not row.active)
    def switch_on(self, request: HttpRequest, row: Schedule, key: str) -> str:
        services.set_schedule(actor=request.actor, name=row.name, active=True, key=key)
        return f"{row.title} runs from now on."

    @act("Switch off", right="orchestration.switch", when=lambda row: row.active)
    def switch_off(self, request: HttpRequest, row: Schedule, key: str) -> str:
        services.set_schedule(actor=request.actor, name=row.name, active=False, key=key)
        return f"{row.title} does not run any more."


@admin.register(Slot)
class SlotAdmin(ModuleAdmin):
    """Runs of recurring jobs."""

    read_only = True
    agency_wide = True
    list_display = ("schedule", "slot_at", "state", "result", "attempt")
    list_filter = ("state", "schedule")
    list_select_related = ("schedule",)
    ordering = ("-slot_at",)
