"""What the editor's page and the preview page show."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from apps.cam import contracts, services
from apps.cam.admin.sequence_form import number
from apps.cam.contracts import LeadFilter, SequenceDraft, Tier
from apps.cam.logic import schedule, texts
from apps.cam.models import Sequence
from apps.cam.models.outreach import CHANNELS
from kernel.errors import DomainError
from kernel.ids import new_id
from kernel.web.acts import sentence

_A_MONDAY = date(2024, 1, 1)
LANGUAGES = ("en", "de", "fr", "es", "nl", "it")


def editor_context(
    request: HttpRequest, found: contracts.Sequence, draft: SequenceDraft, issues: tuple[contracts.SequenceIssue, ...]
) -> dict[str, Any]:
    """The steps in their order, each with what is wrong at it, how long it waits and how many contacts wait for it."""
    steps, before = [], 0
    for at, step in enumerate(draft.steps):
        wait = step.day - before
        here = [i for i in issues if i.step == at + 1]
        shown = [
            {
                "at": of, "text": text, "name": f"s{at}t{of}", "words": len(text.body.split()),
                "wrong": [i for i in here if (i.language, i.variant) == (text.language, text.variant)],
            }
            for of, text in enumerate(step.texts)
        ]  # fmt: skip
        languages = dict.fromkeys(t.language for t in step.texts)
        steps.append(
            {
                "at": at, "number": at + 1, "step": step, "name": f"s{at}", "wait": wait, "texts": shown,
                "working": _working_days(before, step.day), "waiting": found.contacts.get(str(step.id), 0),
                "wrong": [i for i in here if not i.language], "first": at == 0, "last": at == len(draft.steps) - 1,
                "languages": [*languages, *(name for name in LANGUAGES if name not in languages)],
            }
        )  # fmt: skip
        before = step.day
    return {
        "found": found, "draft": draft, "steps": steps, "issues": issues, "channels": CHANNELS,
        "errors": [i for i in issues if i.level == "error"], "tiers": [tier.value for tier in Tier],
        "placeholders": texts.VARIABLES, "general": [i for i in issues if not i.step],
        "sample": json.dumps(services.sample_values(actor=request.actor, sequence_id=found.id)),
    }  # fmt: skip


def _working_days(before: int, day: int) -> int:
    """Working days between two days of a sequence that begins on a Monday, without holidays."""
    return sum(schedule.is_working_day(_A_MONDAY + timedelta(days=d), "") for d in range(before, day))


def preview(model_admin: Any, request: HttpRequest, object_id: UUID) -> HttpResponse:
    """The mails of a lead exactly as they would leave; POST sends one of them to the person who looks."""
    found = services.get_sequence(actor=request.actor, sequence_id=object_id)
    given = request.POST if request.method == "POST" else request.GET
    text = given.get("q", "")[:100]
    if text:
        leads = services.list_leads(actor=request.actor, filter=LeadFilter(text=text), limit=5).items
    else:
        leads = services.next_leads(actor=request.actor, sequence_id=object_id)
    chosen = _uuid(given.get("lead", "")) or (leads[0].id if leads else None)
    if request.method == "POST":
        return _proof(request, object_id, chosen, given)
    mails = services.preview_sequence(actor=request.actor, sequence_id=object_id, lead_id=chosen) if chosen else ()
    values = {
        **model_admin.admin_site.each_context(request), "opts": Sequence._meta, "title": f"{found.draft.title}: preview",
        "found": found, "leads": leads, "mails": mails, "q": text, "chosen": chosen, "form_key": new_id().hex,
        "may_send": request.actor.may("cam.send"), "me": request.actor.name,
    }  # fmt: skip
    return TemplateResponse(request, "admin/cam/sequence_preview.html", values)


def _proof(request: HttpRequest, object_id: UUID, lead_id: UUID | None, given: Any) -> HttpResponse:
    try:
        to = services.send_proof(
            actor=request.actor, sequence_id=object_id, lead_id=lead_id or object_id,
            step=max(number(given.get("step")), 0),
            key=key_of(request),
        )  # fmt: skip
        messages.success(request, f"A proof is on its way to {to}.")
    except DomainError as error:
        if error.status == 403:
            raise
        messages.error(request, sentence(error))
    return HttpResponseRedirect(request.get_full_path().split("?")[0] + (f"?lead={lead_id}" if lead_id else ""))


def key_of(request: HttpRequest) -> str:
    """The idempotency key of a form that was shown once."""
    return f"admin:{request.actor.id}:{request.POST.get('form_key', '')[:64] or new_id().hex}"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
