"""The audit chain: facts of every database in one order, each entry bound to the one before it. One writer, append-only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import orjson
from django.db import IntegrityError
from django.db.models import Q

from apps.observability import contracts
from apps.observability.logic import GENESIS, link_hash
from apps.observability.models import AuditEntry
from kernel import context, due, walls
from kernel.actors import Actor, ActorKind
from kernel.db import atomic, query
from kernel.errors import Forbidden
from kernel.models import AuditFact
from kernel.pages import Page
from kernel.paging import page
from kernel.refs import plain
from kernel.signals import databases

BATCH = 500
COLUMNS = (
    *("app", "command", "actor_kind", "actor_id", "impersonator", "client_id", "subject", "why", "key", "correlation_id"),
    *("data", "at"),
)
"""What an entry takes over from its fact."""


def chain_facts(*, actor: Actor) -> int:
    """Chain the facts that are not chained yet, database by database; returns how many. Only workers may.

    The entry is committed first, then the fact is marked: a crash between the two leaves a fact that is found chained.
    """
    context.refuse_in_transaction("chain_facts")
    if actor.kind is not ActorKind.WORKER:
        raise Forbidden("Only a worker chains audit facts.")
    total = 0
    for alias in databases():
        while chained := _chain_from(alias):
            total += chained
    return total


def _chain_from(alias: str) -> int:
    if due.nothing_in(AuditFact, alias):
        return 0
    facts = list(AuditFact.objects.using(alias).filter(_unchained()).order_by("id")[:BATCH])
    if not facts:
        return 0
    try:
        with atomic("observability"):
            _append(facts)
    except IntegrityError:
        return 0  # another worker was faster; what is left is taken up in the next round
    with walls.writing_as("observability", using=alias):
        AuditFact.objects.using(alias).filter(pk__in=[f.pk for f in facts]).update(chained=True)
    return len(facts)


def _unchained(at: datetime | None = None) -> Q:
    return Q(chained=False)


due.watch(AuditFact, _unchained)


def _append(facts: list[AuditFact]) -> None:
    known = set(AuditEntry.objects.filter(fact_id__in=[f.pk for f in facts]).values_list("fact_id", flat=True))
    last = AuditEntry.objects.order_by("-number").values_list("number", "hash").first()
    number, previous = last or (0, GENESIS)
    entries = []
    for fact in facts:
        if fact.pk in known:
            continue
        number += 1
        values = {name: getattr(fact, name) for name in COLUMNS}
        made = AuditEntry(number=number, fact_id=fact.pk, previous=previous, **values)
        made.hash = previous = link_hash(previous, content_of(made))
        entries.append(made)
    AuditEntry.objects.bulk_create(entries)


def content_of(row: AuditEntry) -> dict[str, Any]:
    """What an entry's hash covers."""
    return {"number": row.number, "fact_id": row.fact_id, **{name: getattr(row, name) for name in COLUMNS}}


@query("observability", right="observability.view")
def verify_audit(*, actor: Actor) -> contracts.AuditReport:
    """Recompute the whole chain; the report names the first entry that does not fit, and why."""
    number, _, broken, reason = _walk(0, GENESIS, AuditEntry.objects.order_by("number").iterator(chunk_size=1000))
    if reason:
        return contracts.AuditReport(ok=False, entries=number, unchained=_facts(chained=False), broken_at=broken, reason=reason)
    if (chained := _facts(chained=True)) > number:
        reason = f"{chained - number} entries are missing at the end: facts are marked as chained that the chain does not hold"
        return contracts.AuditReport(
            ok=False, entries=number, unchained=_facts(chained=False), broken_at=number + 1, reason=reason
        )
    return contracts.AuditReport(ok=True, entries=number, unchained=_facts(chained=False))


def verify_next(number: int, previous: str, *, limit: int) -> tuple[int, str, int, str]:
    """Recompute the next entries after one that holds: (last that holds, its hash, first broken, why).

    At the chain's end (0, GENESIS, 0, ""): begin anew. An entry that held and is gone or other now breaks what follows it.
    """
    rows = list(AuditEntry.objects.filter(number__gt=number).order_by("number")[:limit])
    held, its_hash, broken, reason = _walk(number, previous, iter(rows))
    return (held, its_hash, broken, reason) if reason or len(rows) == limit else (0, GENESIS, 0, "")


def oldest_unchained() -> datetime | None:
    """When the oldest fact that is not chained yet was noted; None if all are."""
    found = [
        AuditFact.objects.using(alias).filter(chained=False).order_by("id").values_list("at", flat=True).first()
        for alias in databases()
    ]
    return min((at for at in found if at is not None), default=None)


def _walk(number: int, previous: str, rows: Iterator[AuditEntry]) -> tuple[int, str, int, str]:
    """(last entry that holds, its hash, first broken entry or 0, why)."""
    for row in rows:
        if reason := _problem(row, number, previous):
            return number, previous, row.number, reason
        number, previous = row.number, row.hash
    return number, previous, 0, ""


def _problem(row: AuditEntry, number: int, previous: str) -> str:
    if row.number != number + 1:
        return f"entry {number + 1} is missing"
    if row.previous != previous:
        return "it does not follow on the entry before it"
    if row.hash != link_hash(previous, content_of(row)):
        return "its content does not fit its hash: it was changed"
    return ""


def _facts(*, chained: bool) -> int:
    return sum(AuditFact.objects.using(alias).filter(chained=chained).count() for alias in databases())


@query("observability", right="observability.view")
def list_audit(
    *,
    actor: Actor,
    filter: contracts.AuditFilter | None = None,
    order: str = "-number",
    cursor: str = "",
    limit: int = 50,
) -> Page[contracts.AuditEntry]:
    """Audit entries, newest first (`-number`) or oldest first (`number`)."""
    rows = _filtered(actor, filter or contracts.AuditFilter())
    return page(rows, to_entry, order=order, allowed=("-number", "number"), cursor=cursor, limit=limit)


@query("observability", right="observability.view")
def export_audit(*, actor: Actor, filter: contracts.AuditFilter | None = None) -> bytes:
    """The entries as JSON lines, oldest first, each with its hash and its predecessor's: all of them can be recomputed."""
    rows = _filtered(actor, filter or contracts.AuditFilter()).order_by("number")
    lines = [
        orjson.dumps(plain({**content_of(row), "previous": row.previous, "hash": row.hash}))
        for row in rows.iterator(chunk_size=1000)
    ]
    return b"\n".join(lines) + (b"\n" if lines else b"")


def _filtered(actor: Actor, wanted: contracts.AuditFilter) -> Any:
    rows = AuditEntry.objects.all().visible_to(actor)
    for field in ("app", "command", "actor_id", "client_id", "subject", "correlation_id"):
        if value := getattr(wanted, field):
            rows = rows.filter(**{field: value})
    if wanted.since:
        rows = rows.filter(at__gte=wanted.since)
    return rows.filter(at__lt=wanted.until) if wanted.until else rows


def to_entry(row: AuditEntry) -> contracts.AuditEntry:
    """An entry as others see it."""
    return contracts.AuditEntry(
        number=row.number,
        fact_id=row.fact_id,
        app=row.app,
        command=row.command,
        actor_kind=row.actor_kind,
        actor_id=row.actor_id,
        client_id=row.client_id,
        subject=row.subject,
        why=row.why,
        correlation_id=row.correlation_id,
        at=row.at,
        hash=row.hash,
    )
