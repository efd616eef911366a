"""Searches, found profiles, and what providers cost."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from apps.cam import contracts, services
from apps.cam.admin.source_forms import JobForm, RejectForm
from apps.cam.models import DiscoveredProfile, DiscoveryJob, ProviderHealth, ProviderSpend
from kernel import files
from kernel.errors import DomainError
from kernel.ids import new_id
from kernel.money import from_decimal
from kernel.text import counted
from kernel.web.acts import dress, sentence
from kernel.web.admin import ModuleAdmin, act

MOST_BYTES = 50_000_000
AT_ONCE = 500


@admin.register(DiscoveryJob)
class DiscoveryJobAdmin(ModuleAdmin):
    """Searches, newest first."""

    agency_wide = True
    read_only = True
    list_before_template = "admin/cam/job_tools.html"
    list_display = ("name", "standing", "asked", "found", "converted", "cost", "created_at")
    list_filter = ("state",)
    search_fields = ("name",)
    ordering = ("-created_at",)
    list_select_related = ("purse",)
    fields = (
        "name",
        ("standing", "found", "converted"),
        "cost",
        "progress",
        "last_error",
        "wanted",
        "campaign",
        "created_at",
        "ended_at",
    )
    readonly_fields = ("standing", "converted", "cost", "progress", "wanted")

    def get_urls(self) -> list[URLPattern]:
        return [path("new/", self._page(self.new_job), name="cam_discoveryjob_new"), *super().get_urls()]

    def new_job(self, request: HttpRequest) -> HttpResponse:
        """GET asks whom to look for; POST starts the search and goes to its page."""
        request.actor.require("cam.write")
        form = JobForm(request.POST or None, request.FILES or None, names=list(services.list_sources(actor=request.actor)))
        status = 200
        if request.method == "POST" and form.is_valid():
            try:
                made = _create(request, form.cleaned_data)
            except DomainError as error:
                form.add_error(error.field if error.field in form.fields else None, sentence(error))
                status = error.status
            else:
                messages.success(request, "The search is on its way. Reload this page to see what it finds.")
                return HttpResponseRedirect(reverse("admin:cam_discoveryjob_change", args=[made.id]))
        shown = {
            **self.admin_site.each_context(request), "opts": self.model._meta, "title": "Look for people", "form": dress(form),
            "form_key": new_id().hex, "back": reverse("admin:cam_discoveryjob_changelist"),
        }  # fmt: skip
        return TemplateResponse(request, "admin/cam/job.html", shown, status=status)

    @admin.display(description="State", ordering="state")
    def standing(self, row: DiscoveryJob) -> str:
        return {"pending": "Running", "done": "Done", "dead": "Failed: no source answered", "stopped": "Stopped"}[row.state]

    @admin.display(description="Sources")
    def asked(self, row: DiscoveryJob) -> str:
        return ", ".join(row.sources)

    @admin.display(description="Converted")
    def converted(self, row: DiscoveryJob) -> int:
        return row.profiles.filter(state="converted").count()

    @admin.display(description="Cost")
    def cost(self, row: DiscoveryJob) -> str:
        return f"{row.purse.spent_minor / 100:,.2f} of at most {row.purse.cap_minor / 100:,.2f}"

    @admin.display(description="Progress")
    def progress(self, row: DiscoveryJob) -> SafeString:
        told = {o["source"]: o for o in row.outcomes}
        lines = []
        for at, source in enumerate(row.sources):
            found = told.get(source)
            waits = "asked now" if at == row.position and row.state == "pending" else "not asked"
            if found is None:
                lines.append((source, waits, "", ""))
                continue
            number = f"{counted(found['found'], 'profile')}, {found['left_out']} left out"
            lines.append((source, number, found["error"], "; ".join(found["notes"][:10])))
        return format_html_join("", "<p>{}: {} {} {}</p>", lines)

    @admin.display(description="Looked for")
    def wanted(self, row: DiscoveryJob) -> SafeString:
        given = {k: v for k, v in row.criteria.items() if v not in ("", None, []) and k != "file_sha256"}
        shown = ((k.replace("_", " "), ", ".join(v[:20]) if isinstance(v, list) else str(v)[:500]) for k, v in given.items())
        return format_html_join("", "<p>{}: {}</p>", shown)

    @act("Show its profiles", right="cam.view")
    def show(self, request: HttpRequest, row: DiscoveryJob, key: str) -> HttpResponse:
        return HttpResponseRedirect(f"{reverse('admin:cam_discoveredprofile_changelist')}?job__id__exact={row.pk}")

    @act("Stop the search", right="cam.write", danger=True, when=lambda row: row.state == "pending",
         confirm="Nothing more is asked for; what was found stays.")  # fmt: skip
    def stop(self, request: HttpRequest, row: DiscoveryJob, key: str) -> str:
        services.stop_discovery_job(actor=request.actor, job_id=row.pk, key=key)
        return "Stopped."


@admin.register(DiscoveredProfile)
class DiscoveredProfileAdmin(ModuleAdmin):
    """Found profiles, newest first; a selection, or all that match, is converted or rejected at once."""

    agency_wide = True
    read_only = True
    list_display = ("__str__", "company", "title", "country", "email", "source", "state", "note", "job")
    list_filter = ("state", "source", "job")
    search_fields = ("name", "company", "email", "linkedin_url")
    list_select_related = ("job",)
    ordering = ("-created_at",)
    actions = ("convert_chosen", "reject_chosen")
    fields = ("job", ("state", "note"), "lead", "told", "source", "read_at", "confidence", "created_at")
    readonly_fields = ("told", "read_at")

    @admin.display(description="Facts")
    def told(self, row: DiscoveredProfile) -> SafeString:
        return format_html_join("", "<p>{}: {}</p>", ((k.replace("_", " "), str(v)[:500]) for k, v in row.facts.items()))

    @admin.display(description="Read at")
    def read_at(self, row: DiscoveredProfile) -> str:
        if not row.ref.startswith(("https://", "http://")):
            return row.ref
        return format_html('<a href="{}" rel="noopener noreferrer nofollow">{}</a>', row.ref, row.ref)

    @admin.action(description="Convert into leads")
    def convert_chosen(self, request: HttpRequest, rows: QuerySet) -> None:
        request.actor.require("cam.write")
        total = {"created": 0, "known": 0, "suppressed": 0, "refused": 0}
        for ids in _portions(rows):
            done = services.convert_profiles(actor=request.actor, profile_ids=ids)
            total = {name: number + getattr(done, name) for name, number in total.items()}
        self.message_user(
            request,
            f"{counted(total['created'], 'new lead')}, {total['known']} known before, {total['suppressed']} suppressed; "
            f"{total['refused']} refused: their notes say why.",
        )

    @admin.action(description="Reject")
    def reject_chosen(self, request: HttpRequest, rows: QuerySet) -> None:
        request.actor.require("cam.write")
        number = sum(services.reject_profiles(actor=request.actor, profile_ids=ids) for ids in _portions(rows))
        self.message_user(request, f"{counted(number, 'profile')} rejected.")

    @act("Convert into a lead", right="cam.write", when=lambda row: row.state != "converted")
    def convert(self, request: HttpRequest, row: DiscoveredProfile, key: str) -> str:
        done = services.convert_profiles(actor=request.actor, profile_ids=(row.pk,), key=key)
        if done.refused:
            raise contracts.ProfileRefused(DiscoveredProfile.objects.get(pk=row.pk).note)
        return "A new lead." if done.created else "This person was a lead before; empty fields were filled in."

    @act("Reject", right="cam.write", form=RejectForm, when=lambda row: row.state == "found")
    def reject(self, request: HttpRequest, row: DiscoveredProfile, key: str, reason: str) -> str:
        services.reject_profiles(actor=request.actor, profile_ids=(row.pk,), reason=reason, key=key)
        return "Rejected."


@admin.register(ProviderHealth)
class ProviderHealthAdmin(ModuleAdmin):
    """Providers that failed, and until when they are left alone."""

    agency_wide = True
    read_only = True
    list_display = ("provider", "failures", "resting_until", "reason")
    search_fields = ("provider",)
    ordering = ("provider",)

    @act("Let it go on", right="cam.write", when=lambda row: row.resting_until is not None)
    def resume(self, request: HttpRequest, row: ProviderHealth, key: str) -> str:
        services.resume_provider(actor=request.actor, provider=row.provider, key=key)
        return "It is asked again."


@admin.register(ProviderSpend)
class ProviderSpendAdmin(ModuleAdmin):
    """What providers cost, the newest day first."""

    agency_wide = True
    read_only = True
    list_display = ("day", "provider", "calls", "cost")
    list_filter = ("provider",)
    search_fields = ("provider",)
    ordering = ("-day", "provider")

    @admin.display(description="Cost", ordering="cost_minor")
    def cost(self, row: ProviderSpend) -> str:
        return f"{row.cost_minor / 100:,.2f}"


def _portions(rows: QuerySet) -> list[tuple[Any, ...]]:
    ids = list(rows.values_list("pk", flat=True))
    return [tuple(ids[start : start + AT_ONCE]) for start in range(0, len(ids), AT_ONCE)]


def _create(request: HttpRequest, given: dict[str, Any]) -> contracts.DiscoveryJob:
    file = given["file"]
    if file is not None and file.size > MOST_BYTES:
        raise contracts.UnreadableFile("The file has more than 50 MB.", field="file", remedy="Use the command import_leads.")
    criteria = contracts.Criteria(
        keywords=given["keywords"], location=given["location"], role=given["role"], min_followers=given["min_followers"],
        recent_days=given["recent_days"], people=given["people"], file_name=file.name[:200] if file else "",
        websites=tuple(line.strip() for line in given["websites"].splitlines() if line.strip()),
        file_sha256=files.put("cam", file.read()) if file else "",
    )  # fmt: skip
    return services.create_discovery_job(
        actor=request.actor, name=given["name"], criteria=criteria, sources=tuple(given["sources"]), most=given["most"],
        cap_minor=from_decimal(given["cap"] or 0, "EUR").minor,
        campaign_id=given["campaign"].id if given["campaign"] else None,
        key=f"admin:{request.actor.id}:{request.POST.get('form_key', '')[:64] or new_id().hex}",
    )  # fmt: skip
