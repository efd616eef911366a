"""Staff pages of onboarding: packs and numbers to edit, everything else through its acts."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.onboarding import services
from apps.onboarding.logic import form as intake_form
from apps.onboarding.models import (
    Agreement,
    Answer,
    BrandKit,
    Brief,
    Engagement,
    Intake,
    Notice,
    Pack,
    Policy,
    SigningEntry,
)
from kernel.actors import worker
from kernel.templatetags.web import words
from kernel.web.admin import ModuleAdmin, ModuleTabular, act


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class OverrideForm(forms.Form):
    """Why the client is invited before the agreement is signed; empty if it is signed."""

    override_reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
        label="Reason to start without a signature",
        help_text="Leave empty when the agreement is signed. The reason is kept in the audit.",
    )


class AgreementRows(ModuleTabular):
    """The engagement's agreements."""

    model = Agreement
    fields = ("version", "state", "prepared_at", "expires_at", "signed_at", "signer_name")


class BriefRows(ModuleTabular):
    """The engagement's briefs."""

    model = Brief
    fields = ("version", "status", "blocking", "verdict", "created_at", "approved_at")


class NoticeRows(ModuleTabular):
    """What was and will be sent."""

    model = Notice
    fields = ("kind", "number", "state", "reason", "due_at", "settled_at")
    show_change_link = False


@admin.register(Pack)
class PackAdmin(ModuleAdmin):
    """The price list; an engagement keeps what it was sold with."""

    agency_wide = True
    list_display = ("title", "name", "price", "section_count", "rounds", "weeks", "active")
    list_filter = ("active",)
    search_fields = ("title", "name")
    ordering = ("position", "name")

    @admin.display(description="Sections")
    def section_count(self, row: Pack) -> int:
        return len(row.sections)


@admin.register(Policy)
class PolicyAdmin(ModuleAdmin):
    """The module's numbers and the agency's particulars."""

    agency_wide = True
    list_display = ("__str__", "deposit_percent", "agreement_expiry_days", "intake_due_days")

    def has_add_permission(self, request: HttpRequest, obj: Policy | None = None) -> bool:
        return super().has_add_permission(request, obj) and not Policy.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Policy | None = None) -> bool:
        return False


@admin.register(Engagement)
class EngagementAdmin(ModuleAdmin):
    """Engagements, newest first."""

    read_only = True
    list_display = ("client_name", "pack", "price", "language", "starts_on", "ends_on", "opened_at")
    list_filter = ("pack", "language")
    search_fields = ("client_name", "contact_name", "contact_email")
    ordering = ("-opened_at",)
    inlines = (AgreementRows, BriefRows, NoticeRows)
    fields = (
        *("client_name", "standing", "pack", "price", "deposit", "rounds", "language", "contact_name", "contact_email"),
        *("opened_at", "starts_on", "ends_on", "client_id", "lead_id", "deal_id"),
    )
    readonly_fields = fields

    @admin.display(description="Onboarding")
    def standing(self, row: Engagement) -> str:
        found = services.get_onboarding_status(actor=worker("onboarding", client_id=row.client_id), engagement_id=row.pk)
        waits = f": waits for {found.waits_for or 'the system'}, {found.waits_for_what}" if found.waits_for_what else ""
        return f"{words(found.stage)}{waits}"

    @act("Prepare an agreement", right="onboarding.write", confirm="Freezes a new text and sends it to the contact to sign.")
    def prepare_agreement(self, request: HttpRequest, row: Engagement, key: str) -> str:
        made = services.prepare_agreement(actor=request.actor, engagement_id=row.pk, key=key)
        return f"Agreement v{made.version} is on its way to {row.contact_email}."

    @act("Invite to the intake", right="onboarding.write", form=OverrideForm, when=lambda row: not hasattr(row, "intake"))
    def invite(self, request: HttpRequest, row: Engagement, key: str, override_reason: str) -> str:
        services.invite(actor=request.actor, engagement_id=row.pk, override_reason=override_reason, key=key)
        return f"The questionnaire is on its way to {row.contact_email}."


class LogRows(ModuleTabular):
    """The signing log."""

    model = SigningEntry
    fields = ("kind", "at", "sha256", "actor_kind", "signer_hash", "ip_hash", "agent_hash")
    show_change_link = False


@admin.register(Agreement)
class AgreementAdmin(ModuleAdmin):
    """Agreements with text, hash and signing log."""

    read_only = True
    list_display = ("engagement", "version", "state", "prepared_at", "expires_at", "signed_at", "signer_name")
    list_filter = ("state", "language")
    list_select_related = ("engagement",)
    search_fields = ("engagement__client_name", "signer_name", "sha256")
    ordering = ("-prepared_at",)
    inlines = (LogRows,)


@admin.register(Intake)
class IntakeAdmin(ModuleAdmin):
    """Intakes with their answers and what is missing."""

    read_only = True
    list_display = ("engagement", "state", "progress", "invited_at", "due_on", "captured_at", "overdue_at")
    list_filter = ("state",)
    list_select_related = ("engagement",)
    search_fields = ("engagement__client_name",)
    ordering = ("-invited_at",)
    fields = (
        "engagement",
        "state",
        "round",
        "due_on",
        "invited_at",
        "captured_at",
        "overdue_at",
        "override_reason",
        "answer_table",
    )
    readonly_fields = fields

    @admin.display(description="Answered")
    def progress(self, row: Intake) -> str:
        return f"{row.answers.exclude(value='').count()} of {len(intake_form.FIELDS)}"

    @admin.display(description="Answers")
    def answer_table(self, row: Intake) -> SafeString:
        found = {a.field: a for a in row.answers.all()}
        rows = [(spec, intake_form.label(spec.name, "en"), found.get(spec.name)) for spec in intake_form.FIELDS]
        return render_to_string("admin/onboarding/answers.html", {"rows": rows})

    @act("Make the brief", right="onboarding.write", when=lambda row: row.state != "open")
    def normalize_brief(self, request: HttpRequest, row: Intake, key: str) -> str:
        made = services.normalize_brief(actor=request.actor, engagement_id=row.engagement_id, key=key)
        return f"Brief v{made.version}: {len(made.questions)} questions."


@admin.register(Answer)
class AnswerAdmin(ModuleAdmin):
    """Single answers: approve, or give back with a reason."""

    read_only = True
    list_display = ("field", "intake", "short", "state", "updated_at")
    list_filter = ("state", "field")
    list_select_related = ("intake__engagement",)
    search_fields = ("value", "intake__engagement__client_name")
    ordering = ("-updated_at",)

    @admin.display(description="Answer")
    def short(self, row: Answer) -> str:
        return row.value[:80]

    @act("Approve this answer", right="onboarding.write", when=lambda row: row.state != "approved")
    def approve_item(self, request: HttpRequest, row: Answer, key: str) -> str:
        services.approve_item(actor=request.actor, engagement_id=row.intake.engagement_id, field=row.field)
        return "Approved. The client can no longer change it."

    @act("Give back to the client", right="onboarding.write", form=ReasonForm)
    def return_item(self, request: HttpRequest, row: Answer, key: str, reason: str) -> str:
        services.return_item(actor=request.actor, engagement_id=row.intake.engagement_id, field=row.field, reason=reason)
        return "Given back. The client gets one mail for all answers given back within a quarter of an hour."


@admin.register(Brief)
class BriefAdmin(ModuleAdmin):
    """Briefs, newest first: readable, with their questions; approved here."""

    read_only = True
    list_display = ("engagement", "version", "status", "blocking", "verdict", "language", "created_at", "approved_at")
    list_filter = ("status", "verdict", "language")
    list_select_related = ("engagement",)
    search_fields = ("engagement__client_name", "sha256")
    ordering = ("-created_at",)
    fields = ("engagement", "version", "status", "verdict", "sha256", "created_at", "approved_at", "readable")
    readonly_fields = fields

    @admin.display(description="Brief")
    def readable(self, row: Brief) -> SafeString:
        labels = {f.name: intake_form.label(f.name, "en") for f in intake_form.FIELDS}
        questions = [{**q, "label": labels.get(q["field"], q["field"])} for q in row.content["questions"]]
        return render_to_string("admin/onboarding/brief.html", {"c": row.content, "questions": questions})

    @act(
        "Approve",
        right="onboarding.approve",
        when=lambda row: row.status in ("draft", "revised", "flagged_for_review"),
        confirm="Freezes this version; the strategy is made from it. An older approved version becomes revised.",
    )
    def approve(self, request: HttpRequest, row: Brief, key: str) -> str:
        services.approve_brief(actor=request.actor, brief_id=row.pk, sha256=row.sha256, key=key)
        return f"Brief v{row.version} is approved."


@admin.register(BrandKit)
class BrandKitAdmin(ModuleAdmin):
    """Brand kits, made when a brief is approved."""

    read_only = True
    list_display = ("engagement", "version", "sha256", "created_at")
    list_select_related = ("engagement",)
    search_fields = ("engagement__client_name",)
    ordering = ("-created_at",)


@admin.register(Notice)
class NoticeAdmin(ModuleAdmin):
    """Invitations and reminders: what left, what was stopped and why, what is still to come."""

    read_only = True
    list_display = ("kind", "number", "engagement", "shown_state", "due_at", "settled_at", "reason")
    list_filter = ("kind", "state")
    list_select_related = ("engagement",)
    search_fields = ("engagement__client_name", "engagement__contact_email")
    ordering = ("-due_at",)

    @admin.display(description="State", ordering="state")
    def shown_state(self, row: Notice) -> SafeString:
        return format_html("<span title='{}'>{}</span>", row.last_error[:200], row.state)
