"""Outgoing webhooks: endpoints with their state and last answer, their deliveries, and what a person can do with them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from apps.observability import services
from apps.observability.admin.forms import endpoint_form
from apps.observability.contracts import DeliveryState, WebhookOff
from apps.observability.models import Webhook, WebhookDelivery
from kernel import clock
from kernel.web.admin import ModuleAdmin, act

WRITE = "observability.write"


class SinceForm(forms.Form):
    """From when on; in the page's time zone."""

    since = forms.DateTimeField(
        label="Since",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="What this endpoint was to hear from then on is sent again: delivered, given up or held.",
    )


class RotateForm(forms.Form):
    """For how long both secrets sign."""

    overlap_hours = forms.IntegerField(
        label="Hours during which the old secret signs too", min_value=0, max_value=168, initial=24,
        help_text="0 where the old secret leaked.",
    )  # fmt: skip


@admin.register(Webhook)
class WebhookAdmin(ModuleAdmin):
    """Endpoints that hear of events. The secret of a new one is shown once."""

    list_display = ("url", "client_id", "hears", "state_shown", "last_shown", "waiting_shown")
    list_filter = ("active",)
    search_fields = ("url", "description")
    ordering = ("-id",)
    list_before_template = "admin/observability/webhook_tools.html"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never by the list: “Remove” on an endpoint's page says what goes with it."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the last try and what waits."""
        tried = WebhookDelivery.objects.filter(webhook=OuterRef("pk"), tried_at__isnull=False).order_by("-tried_at", "-id")
        states = {f"n_{s.value}": Count("deliveries", filter=Q(deliveries__state=s.value)) for s in DeliveryState}
        last = {name: Subquery(tried.values(name)[:1]) for name in ("last_status", "last_error", "tried_at")}
        return super().get_queryset(request).annotate(**states, **last)

    def form_for(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return endpoint_form(request.actor, obj)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ("url", "client", "events", "description")
        shown = ("state_shown", "last_shown", "deliveries_shown", "client_id", "old_secret_until", "created_at")
        changed = ("url", "events", "description") if self.may_write(request.actor) else ("url", "hears", "description")
        return (*changed, *shown)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ()
        shown = ("state_shown", "last_shown", "deliveries_shown", "client_shown", "client_id", "old_secret_until", "created_at")
        return shown if self.may_write(request.actor) else (*self.get_fields(request, obj), "client_shown")

    def save_model(self, request: HttpRequest, obj: Webhook, form: forms.ModelForm, change: bool) -> None:
        given, events = form.cleaned_data, tuple(form.cleaned_data["events"])
        about = {"url": given["url"], "events": events, "description": given["description"]}
        if change:
            services.update_webhook(actor=request.actor, webhook_id=obj.pk, **about)
            return
        made = services.create_webhook(actor=request.actor, client_id=UUID(given["client"]) if given["client"] else None, **about)
        obj.pk, obj._state.adding = made.webhook.id, False
        request.new_secret = made.secret

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        """One button for a new endpoint: each way of saving leads to the page with the secret."""
        if context.get("original") is None:
            context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: Webhook, post_url_continue: str | None = None) -> HttpResponse:
        return self._secret_page(request, obj, request.new_secret, "The endpoint is ready")

    @admin.display(description="Hears")
    def hears(self, row: Webhook) -> str:
        """The first names, and how many more."""
        more = f" and {len(row.events) - 3} more" if len(row.events) > 3 else ""
        return "everything" if row.events == ["*"] else ", ".join(row.events[:3]) + more

    @admin.display(description="State", ordering="active")
    def state_shown(self, row: Webhook) -> str:
        if not row.active:
            return f"Off: {row.off_reason}"
        return f"On, failing since {row.failing_since:%Y-%m-%d %H:%M} UTC" if row.failing_since else "On"

    @admin.display(description="Last answer", ordering="tried_at")
    def last_shown(self, row: Webhook) -> str:
        if row.tried_at is None:
            return "Not tried yet"
        return f"{row.last_status or row.last_error or 'none'} at {row.tried_at:%Y-%m-%d %H:%M} UTC"

    @admin.display(description="Deliveries")
    def waiting_shown(self, row: Webhook) -> str:
        counts = [(row.n_done, "delivered"), (row.n_pending, "on their way"), (row.n_held, "held"), (row.n_dead, "given up")]
        return ", ".join(f"{number} {words}" for number, words in counts if number) or "none"

    @admin.display(description="Deliveries")
    def deliveries_shown(self, row: Webhook) -> str:
        page = f"{reverse('admin:observability_webhookdelivery_changelist')}?webhook__id__exact={row.pk}"
        return format_html('{} · <a class="underline" href="{}">Show them</a>', self.waiting_shown(row), page)

    @act("Send a test", right=WRITE, when=lambda row: row.active, confirm="It gets the event “webhook.test” in a moment.")
    def send_test(self, request: HttpRequest, row: Webhook, key: str) -> str:
        services.send_test_event(actor=request.actor, webhook_id=row.pk, key=key)
        return "The test is on its way. Its answer stands here in a moment."

    @act(
        "Replay since …",
        right=WRITE,
        form=SinceForm,
        when=lambda row: row.active,
        confirm="Each message keeps its id, so that a careful receiver skips what it has handled.",
    )
    def replay(self, request: HttpRequest, row: Webhook, key: str, since: datetime) -> str:
        number = services.replay_since(actor=request.actor, webhook_id=row.pk, since=since, key=key)
        return f"{number} sent again." if number else "There was nothing to send again."

    @act("New secret", right=WRITE, form=RotateForm, confirm="The new secret is shown once.")
    def rotate(self, request: HttpRequest, row: Webhook, key: str, overlap_hours: int) -> HttpResponse:
        made = services.rotate_webhook_secret(actor=request.actor, webhook_id=row.pk, overlap_hours=overlap_hours)
        return self._secret_page(request, row, made.secret, "The endpoint has a new secret")

    @act("Switch on", right=WRITE, when=lambda row: not row.active, confirm="Replay what it missed afterwards: it was held.")
    def switch_on(self, request: HttpRequest, row: Webhook, key: str) -> str:
        services.update_webhook(actor=request.actor, webhook_id=row.pk, active=True, key=key)
        return "It is on. What happened meanwhile waits for “Replay since”."

    @act("Switch off", right=WRITE, danger=True, when=lambda row: row.active, confirm="What happens meanwhile is held.")
    def switch_off(self, request: HttpRequest, row: Webhook, key: str) -> str:
        services.update_webhook(actor=request.actor, webhook_id=row.pk, active=False, key=key)
        return "It is off."

    @act("Remove", right=WRITE, danger=True, confirm="Its deliveries are removed with it, nothing more is sent to it.")
    def remove(self, request: HttpRequest, row: Webhook, key: str) -> str:
        services.delete_webhook(actor=request.actor, webhook_id=row.pk, key=key)
        return "It is removed."

    def act_options(self, request: HttpRequest, row: Webhook, name: str) -> dict[str, Any]:
        return {"initial": {"since": clock.now() - timedelta(days=1)}} if name == "replay" else {}

    def _secret_page(self, request: HttpRequest, row: Webhook, secret: str, title: str) -> HttpResponse:
        """This answer is the only place where the secret ever stands."""
        values = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, "endpoint": row, "secret": secret}
        return TemplateResponse(request, "admin/observability/webhook_secret.html", values)


class StateFilter(admin.SimpleListFilter):
    """Deliveries by state, in words."""

    title = parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        words = {"pending": "on its way", "done": "delivered", "dead": "given up", "held": "held while its endpoint is off"}
        return [(s.value, words[s.value]) for s in DeliveryState]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(state=self.value()) if self.value() else queryset


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ModuleAdmin):
    """What went to which endpoint, and what it answered."""

    read_only = True
    client_path = "webhook__client_id"
    list_display = ("type", "webhook", "state", "tries", "last_shown", "created_at", "tried_at", "retry_at")
    list_filter = (StateFilter, "webhook", "type", ("created_at", admin.DateFieldListFilter))
    search_fields = ("message_id", "type", "last_answer", "last_error")
    list_select_related = ("webhook",)
    ordering = ("-id",)
    actions = ("replay_selected",)
    readonly_fields = ("body_shown",)
    fields = (
        "type", "webhook", "state", "message_id", "body_shown", "tries", "last_status", "last_answer", "last_error", "created_at",
        "tried_at", "retry_at", "delivered_at",
    )  # fmt: skip

    @admin.display(description="Last answer", ordering="last_status")
    def last_shown(self, row: WebhookDelivery) -> str:
        return str(row.last_status or row.last_error or "–")

    @admin.display(description="Body")
    def body_shown(self, row: WebhookDelivery) -> str:
        """Byte for byte as it is sent, wrapped."""
        return format_html('<code style="overflow-wrap:anywhere">{}</code>', row.body)

    @act("Send again", right=WRITE, confirm="The same message under the same id, with all its tries.")
    def replay(self, request: HttpRequest, row: WebhookDelivery, key: str) -> str:
        services.replay_delivery(actor=request.actor, delivery_id=row.pk, key=key)
        return "It is sent again in a moment."

    @admin.action(description="Send the selected again", permissions=["replay"])
    def replay_selected(self, request: HttpRequest, queryset: QuerySet) -> None:
        ids, refused = [row.pk for row in queryset], []
        for delivery_id in ids:
            try:
                services.replay_delivery(actor=request.actor, delivery_id=delivery_id)
            except WebhookOff as error:
                refused.append(error.detail)
        self.message_user(request, f"{len(ids) - len(refused)} sent again.")
        if refused:
            self.message_user(request, f"{len(refused)} not: {refused[0]}", messages.WARNING)

    def has_replay_permission(self, request: HttpRequest) -> bool:
        """Whether the actor may send again."""
        return request.actor.may(WRITE)
