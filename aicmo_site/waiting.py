"""What waits for somebody, over all modules: made of each module's `list_waiting`, grouped by kind for the cockpit."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from uuid import UUID

from django.apps import apps as registry

from aicmo_site.modules import MODULES
from apps.identity import services as identity
from kernel import clock
from kernel.actors import Actor
from kernel.errors import Forbidden
from kernel.pages import Waiting

log = logging.getLogger(__name__)

KINDS = {
    "close_deal": ("Interested leads: agree pack and price", "cam.write"),
    "review": ("Leads and answers to look at", "cam.write"),
    "agreement_expired": ("Agreements that nobody signed", "onboarding.write"),
    "intake_overdue": ("Clients who do not answer the intake", "onboarding.write"),
    "mail_failed": ("Mails to clients that did not leave", "onboarding.write"),
    "brief_questions": ("Briefs with open questions", "onboarding.write"),
    "brief_failed": ("Briefs that quality control failed", "onboarding.write"),
    "brief_unjudged": ("Briefs without a verdict", "onboarding.approve"),
    "brief_approval": ("Briefs to approve", "onboarding.approve"),
    "strategy": ("Strategies to approve", "strategy.approve"),
    "job": ("Strategies that could not be written", "strategy.write"),
    "draft_failed": ("Drafts that could not be written", "production.write"),
    "open_points": ("Open points in drafts", "production.write"),
    "qc_failed": ("Failed verdicts to waive", "qc.waive"),
    "qc_revise": (
        "Texts of yours that quality control failed",
        "production.write strategy.write onboarding.write delivery.write",
    ),
    "overdue": ("Reviews the client has not decided", "review.manage"),
    "rejected": ("Reviews the client rejected", "review.manage"),
    "unasked": ("Clients who could not be asked", "review.manage"),
    "unknown_publication": ("Posts that may or may not be online", "delivery.publish"),
    "package_stuck": ("Packages that could not be built", "delivery.write"),
    "invoice_draft": ("Invoices to issue", "billing.issue"),
    "invoice_overdue": ("Overdue invoices", "billing.issue"),
    "unmatched_money": ("Money to assign", "billing.issue"),
    "metrics_missing": ("Reports without figures of the channels", "reporting.write"),
    "report_failed": ("Reports that could not be written", "reporting.write"),
    "risk": ("Clients who may leave", "retention.write"),
    "journey": ("Journeys that need a person", "orchestration.write"),
    "action": ("Acts to approve", "orchestration.approve"),
    "client_without_approver": ("Clients without an approver", "identity.clients"),
    "alert": ("Alerts", "observability.write"),
}
"""Kinds of cards for staff: what a heap of them is called, and the rights of which one shows it."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """A card as the cockpit shows it: with its client's name and whether its moment has passed."""

    item: Waiting
    client: str
    overdue: bool


@dataclass(frozen=True, kw_only=True)
class Group:
    """All cards of one kind, the overdue ones first."""

    key: str
    title: str
    cards: tuple[Card, ...]

    @property
    def overdue(self) -> int:
        """How many are overdue."""
        return sum(card.overdue for card in self.cards)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A filter as a link: what it is called, how many cards it leaves, its query string, whether it holds now."""

    title: str
    count: int
    query: str
    here: bool


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The cockpit: groups under the two filters, the filters themselves, and how many cards there are without them."""

    groups: tuple[Group, ...]
    clients: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    total: int
    overdue: int
    silent: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """The cards, and the modules (by title) that could not be asked: an empty page would be no proof that nothing waits."""

    items: tuple[Waiting, ...]
    silent: tuple[str, ...]


def for_actor(actor: Actor) -> Found:
    """Everything this actor can act on: overdue first, then what is due next, then the oldest."""
    items, silent = [], []
    for name in MODULES:
        try:
            items += [item for item in _of_module(name, actor) if _is_for(item, actor)]
        except Exception:  # it must not take the page of the other thirteen with it
            log.exception("list_waiting failed", extra={"facade": name})
            silent.append(str(registry.get_app_config(name).verbose_name))
    return Found(items=tuple(sorted(items, key=_urgency)), silent=tuple(silent))


def overview(actor: Actor, *, client: str = "", kind: str = "") -> Overview:
    """What waits for this actor, grouped by kind; `client` (an id, or "none") and `kind` narrow it, "" does not."""
    now, found = clock.now(), for_actor(actor)
    items = found.items
    names = identity.name_clients(actor=actor, ids=tuple({i.client_id for i in items if i.client_id}))
    cards = [Card(item=i, client=_client_of(i, names), overdue=_is_overdue(i, now)) for i in items]
    shown = [c for c in cards if _matches(c, client, kind)]
    heaps: dict[str, list[Card]] = {}
    for card in shown:
        heaps.setdefault(card.item.kind, []).append(card)
    groups = [Group(key=key, title=title_of(key), cards=tuple(heap)) for key, heap in heaps.items()]
    return Overview(
        groups=tuple(sorted(groups, key=lambda g: (not g.overdue, _urgency(g.cards[0].item)))),
        clients=_choices([(_client_key(c.item), c.client or "No client yet") for c in cards], client, "client", f"&kind={kind}"),
        kinds=_choices([(c.item.kind, title_of(c.item.kind)) for c in cards], kind, "kind", f"&client={client}"),
        total=len(cards),
        overdue=sum(card.overdue for card in shown),
        silent=found.silent,
    )


def title_of(kind: str) -> str:
    """What a heap of cards of a kind is called."""
    return KINDS[kind][0] if kind in KINDS else kind.replace("_", " ").capitalize()


def would_appear(actor: Actor) -> tuple[str, ...]:
    """The kinds of cards that may come up for this actor, in words."""
    return tuple(title for title, rights in KINDS.values() if any(actor.may(right) for right in rights.split()))


def _choices(found: list[tuple[str, str]], chosen: str, name: str, other: str) -> tuple[Choice, ...]:
    """A link for all and one per value, most cards first; each link keeps the other filter."""
    keep = "" if other.endswith("=") else other
    counts: dict[str, int] = {}
    for key, _ in found:
        counts[key] = counts.get(key, 0) + 1
    titles = dict(found)
    every = Choice(title="All", count=len(found), query=f"?{keep.removeprefix('&')}", here=not chosen)
    ordered = sorted(counts, key=lambda key: (-counts[key], titles[key]))
    return (every, *(Choice(title=titles[k], count=counts[k], query=f"?{name}={k}{keep}", here=k == chosen) for k in ordered))


def _client_of(item: Waiting, names: dict[UUID, str]) -> str:
    return names.get(item.client_id, "") if item.client_id else ""


def _client_key(item: Waiting) -> str:
    return str(item.client_id or "none")


def _matches(card: Card, client: str, kind: str) -> bool:
    return (not client or _client_key(card.item) == client) and (not kind or card.item.kind == kind)


def _is_overdue(item: Waiting, now: datetime) -> bool:
    return item.due_at is not None and item.due_at < now


def _urgency(item: Waiting) -> tuple:
    return (item.due_at is None, item.due_at or item.since, item.since)


def _of_module(name: str, actor: Actor) -> tuple[Waiting, ...]:
    """One module's cards; none for an actor whom it tells nothing."""
    facade = getattr(import_module(f"apps.{name}.services"), "list_waiting", None)
    try:
        return facade(actor=actor) if facade is not None else ()
    except Forbidden:
        return ()


def _is_for(item: Waiting, actor: Actor) -> bool:
    return actor.may(item.right) or item.right == "anyone"
