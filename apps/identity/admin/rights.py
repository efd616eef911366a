"""The rights of a token as people choose them: a row per module, what it may see beside what it may do."""

from __future__ import annotations

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from apps.identity import services
from kernel.actors import Actor

AREAS = {
    "cam": "Leads and outreach",
    "onboarding": "Onboarding",
    "strategy": "Strategies",
    "production": "Calendars and drafts",
    "qc": "Quality control",
    "review": "Reviews by the client",
    "delivery": "Packages and posts",
    "reporting": "Metrics and reports",
    "billing": "Invoices and payments",
    "retention": "Health and renewals",
    "orchestration": "Journeys and acts to approve",
    "identity": "People, clients and access",
    "observability": "Audit and alerts",
    "learning": "Text generation and memory",
}
"""The first half of a right: what it is about. In this order people see them."""
VERBS = {
    "view": "see",
    "write": "change",
    "privacy": "tell and erase what is held on a person",
    "send": "send mails",
    "answer": "answer the intake",
    "sign": "sign agreements",
    "approve": "approve",
    "verdict": "have texts judged",
    "waive": "waive findings",
    "manage": "send and recall reviews",
    "comment": "comment",
    "decide": "decide for the client",
    "publish": "publish posts",
    "issue": "issue invoices",
    "pay": "record payments, accept quotes",
    "switch": "pause and stop work",
    "users": "manage staff",
    "clients": "manage clients and their people",
    "tokens": "issue tokens and links",
    "metrics": "read metrics",
}
"""The second half: what it allows."""
WHOLE = {"*": "Everything, also what comes later", "*.view": "See everything, change nothing"}


def choices(actor: Actor) -> list[tuple[str, str]]:
    """The rights that this actor can hand on, with what they mean."""
    return [(right, words(right)) for right in services.known_rights() if actor.may(right)]


def words(right: str) -> str:
    """What a right means; KeyError for one that nobody put into words."""
    if right in WHOLE:
        return WHOLE[right]
    area, _, verb = right.partition(".")
    return f"{AREAS[area]}: {VERBS[verb]}"


class RightsWidget(CheckboxSelectMultiple):
    """Checkboxes in a table of modules; a script adds “all of it” to each row."""

    template_name = "admin/identity/rights.html"

    class Media:
        js = ("site/rights.js",)

    def _render(self, template_name: str, context: dict, renderer: Any = None) -> SafeString:
        """By the site's templates: the framework's own renderer for forms does not look there."""
        return render_to_string(template_name, context)

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        """The checkboxes by module: `see` (one or none) and `act`; `whole` are the patterns."""
        context = super().get_context(name, value, attrs)
        boxes = [option for _, options, _ in context["widget"]["optgroups"] for option in options]
        by_right = {box["value"]: box for box in boxes}
        rows = []
        for area, title in AREAS.items():
            own = [r for r in by_right if r.partition(".")[0] == area]
            act = [by_right[r] | {"word": VERBS[r.partition(".")[2]]} for r in own if not r.endswith(".view")]
            if own:
                rows.append({"title": title, "see": by_right.get(f"{area}.view"), "act": act})
        context["rows"] = rows
        context["whole"] = [by_right[r] for r in WHOLE if r in by_right]
        return context
