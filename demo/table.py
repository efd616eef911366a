"""What stands in the database, as a table and as var/demo.json, and how to look at it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from apps.billing import services as billing
from apps.billing.contracts import Invoice, InvoiceFilter
from apps.cam import services as cam
from apps.cam.contracts import Funnel
from apps.client_review import services as client_review
from apps.client_review.contracts import ReviewFilter
from apps.delivery import services as delivery
from apps.delivery.contracts import PublicationFilter
from apps.identity import services as identity
from apps.identity.contracts import ClientFilter, Role
from apps.observability import services as observability
from apps.orchestration import services as orchestration
from apps.orchestration.contracts import Journey, JourneyFilter
from apps.qc import services as qc
from apps.qc.contracts import ResultFilter
from apps.reporting import services as reporting
from apps.reporting.contracts import ReportFilter
from apps.retention import services as retention
from apps.retention.contracts import LifecycleFilter
from demo import agency
from demo.start import Days
from kernel.actors import Actor
from kernel.models import Effect, Mail, OutboxEvent
from kernel.money import Money
from kernel.signals import databases


def figures() -> dict[str, Any]:
    """Counts of the whole installation; the same play gives the same figures, however often it was interrupted."""
    actor = agency.actor(Role.OWNER)
    funnel = cam.get_funnel(actor=actor)
    return {
        "lead file": {
            **{f"rows {name}": n for name, n in funnel.file_rows.items()},
            **{f"refused: {why}": n for why, n in sorted(funnel.refused_rows.items())},
        },
        "outreach": {
            "leads scored": funnel.scored,
            **{f"leads {status}": n for status, n in sorted(funnel.by_status.items())},
            "people mailed": funnel.contacted,
            "mails sent": funnel.mails_sent,
            **{f"not sent: {why}": n for why, n in sorted(funnel.skipped.items())},
            **{f"answers {name}": n for name, n in sorted(funnel.replies.items())},
            "interested": funnel.interested,
            "agreed": funnel.signed,
        },
        "work": _work(actor),
        "money": _money(actor),
        "journeys": {j.company: _standing(j) for j in sorted(_journeys(actor), key=lambda j: j.company)},
        "safety": {
            "mails by state": dict(_counts(Mail, "purpose", "state")),
            "effects by state": dict(_counts(Effect, "kind", "state")),
            "dead signals": _count(OutboxEvent, state="dead"),
            "audit chain": "whole" if observability.verify_audit(actor=actor).ok else "BROKEN",
        },
    }


WHY_NOT = {
    "low_icp_fit": "the firm is too far from the ideal customer (size, industry, revenue, market)",
    "doubtful_icp_fit": "too little is known of the firm: a person decides",
    "invalid_email": "no address that a mail could reach",
    "spam_bot": "words of spam in the row",
    "competitor": "a competitor",
    "role_account": "an address of a role such as info@, of nobody in particular",
    "multiple_reasons": "several of these reasons",
}


def why_nobody_signed(funnel: Funnel) -> list[str]:
    """Where the leads were lost, in sentences; nothing where at least one signed."""
    if funnel.signed:
        return []
    if not funnel.imported:
        return ["\nNo journey began: no row of the file could be used."]
    score = funnel.qualified_by_score
    told = [f"\nNo journey began. Leads: {funnel.imported}, of them scored high enough to be written to: {score}."]
    told += [f"  {n} not: {WHY_NOT.get(why, why.replace('_', ' '))}" for why, n in _most(funnel.not_qualified)]
    told += [f"  {n} contacts not made: {why}" for why, n in _most(funnel.skipped)]
    if funnel.contacted:
        told.append(
            f"  People written to: {funnel.contacted}, answered: {funnel.replied}, interested: {funnel.interested}; nobody "
            "agreed within these days."
        )
    return [*told, f"Each lead's score with its reasons: {settings.AICMO_PUBLIC_URL}/admin/cam/lead/"]


def _most(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def one_line() -> str:
    """The few figures that show progress."""
    return f"mails {_count(Mail, state='sent')}, signals {_count(OutboxEvent, state='done')}"


def show(days: Days) -> None:
    """Print the table, write var/demo.json, and say where things are and how to sign in."""
    table = figures()
    path = Path(settings.VAR_DIR) / "demo.json"
    path.write_text(json.dumps(table, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
    _print(table)
    for sentence in why_nobody_signed(cam.get_funnel(actor=agency.actor(Role.OWNER))):
        print(sentence)
    root = settings.AICMO_PUBLIC_URL
    print(f"\nthis table       {path}")
    print(f"mail             {settings.AICMO_MAIL_ROOT}/out and /in (Maildir); every mail is in the admin under Mails")
    print(f"published posts  {Path(settings.VAR_DIR) / 'published'}")
    print(f"pages            {root}/admin/  {root}/portal/  {root}/api/v1/docs/")
    print(f"\nStaff sign in at {root}/admin/ with the password {days.password}")
    for role, name, email in agency.STAFF:
        print(f"  {role.label:<16} {email:<26} {name}")
    print(f"Clients sign in at {root}/portal/ with their address; the code arrives in the Maildir named after it:")
    for client, email, name in _people(agency.actor(Role.OWNER)):
        print(f"  {client:<26} {email:<42} {name}")


def _people(actor: Actor) -> Iterator[tuple[str, str, str]]:
    """Client, address and name of everyone who may sign in at the portal."""
    for client in _all(identity.list_clients, actor, ClientFilter()):
        for member in identity.list_members(actor=actor, client_id=client.id):
            yield client.name, member.email, member.name


def _work(actor: Actor) -> dict[str, int]:
    results = list(_all(qc.list_results, actor, ResultFilter()))
    reviews = Counter(str(r.state) for r in _all(client_review.list_packages, actor, ReviewFilter()))
    posts = Counter(str(p.state) for p in _all(delivery.list_publications, actor, PublicationFilter(), order="scheduled_for"))
    return {
        **{f"qc {verdict}": n for verdict, n in sorted(Counter(str(r.verdict) for r in results).items())},
        **{f"reviews {state}": n for state, n in sorted(reviews.items())},
        **{f"posts {state}": n for state, n in sorted(posts.items())},
        "reports": sum(1 for _ in _all(reporting.list_reports, actor, ReportFilter())),
    }


def _money(actor: Actor) -> dict[str, Any]:
    invoices = [i for i in _all(billing.list_invoices, actor, InvoiceFilter()) if i.number]
    return {
        "invoices issued": len(invoices),
        "invoiced": _sum(invoices, lambda i: i.total),
        "paid": _sum(invoices, lambda i: i.paid),
        "open": _sum(invoices, lambda i: i.open),
    }


def _standing(journey: Journey) -> str:
    actor = agency.actor(Role.OWNER)
    health = [
        h for h in _all(retention.list_assessments, actor, LifecycleFilter(), order="-id") if h.client_id == journey.client_id
    ]
    words = f"{journey.state!s}, {journey.engagement_state!s}"
    if journey.wait is not None:
        words += f", waits for {journey.wait.for_whom}: {journey.wait.for_what}"
    return words + (f", health {health[0].score} ({health[0].band!s} risk)" if health else "")


def _journeys(actor: Actor) -> list[Journey]:
    return list(_all(orchestration.list_journeys, actor, JourneyFilter(), order="-started_at"))


def _all(facade: Callable, actor: Actor, wanted: object, *, order: str = "-created_at") -> Iterator[Any]:
    """Every item of a list facade, page by page."""
    cursor: str | None = ""
    while cursor is not None:
        page = facade(actor=actor, filter=wanted, order=order, cursor=cursor, limit=200)
        yield from page.items
        cursor = page.next_cursor


def _sum(invoices: list[Invoice], amount: Callable[[Invoice], Money]) -> str:
    totals: dict[str, Money] = {}
    for invoice in invoices:
        value = amount(invoice)
        totals[value.currency] = totals.get(value.currency, Money(minor=0, currency=value.currency)) + value
    return ", ".join(str(total) for _, total in sorted(totals.items())) or "nothing"


def _print(table: dict[str, Any]) -> None:
    for title, rows in table.items():
        print(f"\n{title}")
        for name, value in rows.items():
            shown = ", ".join(f"{k} {n}" for k, n in value.items()) if isinstance(value, dict) else value
            print(f"  {name:<46} {shown}")


def _counts(model: type, *names: str) -> Iterator[tuple[str, int]]:
    found: Counter[str] = Counter()
    for alias in databases():
        found.update(" ".join(values) for values in model.objects.using(alias).values_list(*names))
    yield from sorted(found.items())


def _count(model: type, **where: str) -> int:
    return sum(model.objects.using(alias).filter(**where).count() for alias in databases())
