"""What a lead's page shows and takes of consent and personal sentences."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest

from apps.cam import services
from apps.cam.admin import forms
from apps.cam.models import Lead, LeadClaim
from kernel.web.admin import ModuleTabular, act


class ClaimRows(ModuleTabular):
    """Personal sentences for mails, each with its source and the day it was found."""

    model = LeadClaim
    fields = ("text", "source_url", "found_on")
    show_change_link = False


class ClaimActs:
    """Buttons of a lead's page."""

    @act("Add a personal sentence", right="cam.write", form=forms.ClaimForm)
    def add_claim(self, request: HttpRequest, row: Lead, key: str, text: str, source_url: str, found_on: date) -> str:
        services.add_claim(actor=request.actor, lead_id=row.pk, text=text, source_url=source_url, found_on=found_on, key=key)
        return "Kept: texts with {personal_line} use it from now on."

    @act("Record consent", right="cam.write", form=forms.ConsentForm, when=lambda row: row.consent_on is None)
    def consent(self, request: HttpRequest, row: Lead, key: str, source: str, given_on: date) -> str:
        services.record_consent(actor=request.actor, lead_id=row.pk, source=source, given_on=given_on, key=key)
        return "Kept with the lead."
