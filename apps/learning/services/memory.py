"""Memory: what is worth knowing again, with source, validity and confidence; one client's, or the agency's own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from apps.learning import contracts, queries
from apps.learning.contracts import MemoryItem, Scope
from apps.learning.logic.ranking import rank
from apps.learning.models import Memory
from kernel import clock
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import InvalidInput, NotFound
from kernel.pages import Page
from kernel.paging import page

CLIENT_CAP = 200
TOTAL_CAP = 5_000
MAX_LENGTH = 2_000


@command("learning", right="learning.write")
def remember(
    *,
    actor: Actor,
    text: str,
    source: str,
    topic: str = "",
    client_id: UUID | None = None,
    confidence: int = 50,
    valid_until: datetime | None = None,
    derived_from: UUID | None = None,
    key: str = "",
) -> MemoryItem:
    """Keep one item: of a client, or of the agency when no client is named. The same words again answer the item there is.

    When a cap is reached (200 per client, 5,000 in all) the least certain, oldest item makes room, if it is less certain
    than the new one; else MemoryFull.
    """
    if client_id is not None and not actor.sees(client_id):
        raise NotFound("There is no such client account.")
    if client_id is None and actor.clients is not None:
        raise NotFound("The agency's memory is not yours to write.")
    if not text.strip() or len(text) > MAX_LENGTH:
        raise InvalidInput(f"An item needs a text of at most {MAX_LENGTH} characters.", field="text")
    if not 0 <= confidence <= 100:
        raise InvalidInput("Confidence is a number from 0 to 100.", field="confidence")
    if derived_from is not None:
        queries.memories_for(actor, client_id).filter(pk=derived_from).exists() or _missing()
    row = keep(
        client_id=client_id,
        topic=topic,
        text=text,
        source=source,
        confidence=confidence,
        valid_until=valid_until,
        derived_from=derived_from,
    )
    if row is None:
        raise contracts.MemoryFull(
            "Nothing less certain than this item can make room.", remedy="Invalidate what no longer holds."
        )
    audit(client_id=client_id)
    return _to_item(row)


@command("learning", right="learning.write", why="reason")
def invalidate(*, actor: Actor, item_id: UUID, reason: str, key: str = "") -> int:
    """Take an item, and all that was derived from it, out of every later retrieval; returns how many items that were."""
    row = _reach(actor, item_id)
    audit(client_id=row.client_id, subject=row.id)
    return _invalidate_all(row, reason)


@command("learning", right="learning.write")
def correct(*, actor: Actor, item_id: UUID, text: str, source: str, confidence: int = 80, key: str = "") -> MemoryItem:
    """Replace an item's words: the old item and what was derived from it no longer hold, the new one takes its place."""
    old = _reach(actor, item_id)
    if not text.strip() or len(text) > MAX_LENGTH:
        raise InvalidInput(f"An item needs a text of at most {MAX_LENGTH} characters.", field="text")
    _invalidate_all(old, "corrected")
    row = keep(client_id=old.client_id, topic=old.topic, text=text, source=source, confidence=confidence)
    if row is None:
        raise contracts.MemoryFull("Nothing less certain than this item can make room.")
    audit(client_id=row.client_id, subject=row.id)
    return _to_item(row)


@query("learning", right="learning.view")
def retrieve(*, actor: Actor, query: str, client_id: UUID | None = None, limit: int = 10) -> tuple[MemoryItem, ...]:
    """The items that answer a query best, best first: of this client and of the agency, never of another client.

    Items that share no word with the query are left out.
    """
    rows = list(queries.valid(queries.memories_for(actor, client_id), clock.now()).order_by("id"))
    scores = rank(query, [f"{row.topic} {row.text}" for row in rows], [row.confidence for row in rows])
    best = sorted((pair for pair in zip(scores, rows, strict=True) if pair[0] > 0), key=lambda pair: -pair[0])
    return tuple(_to_item(row, score=round(score, 4)) for score, row in best[: max(limit, 0)])


@query("learning", right="learning.view")
def list_memory(
    *, actor: Actor, filter: contracts.MemoryFilter, order: str = "-created_at", cursor: str = "", limit: int = 50
) -> Page[MemoryItem]:
    """Memory items, newest first."""
    rows = queries.memories_seen_by(actor)
    if filter.client_id is not None:
        rows = rows.filter(client_id=filter.client_id)
    if filter.scope is not None:
        rows = rows.filter(scope=filter.scope)
    if not filter.with_invalid:
        rows = queries.valid(rows, clock.now())
    return page(rows, _to_item, order=order, allowed=("-created_at",), cursor=cursor, limit=limit)


def keep(
    *,
    client_id: UUID | None,
    topic: str,
    text: str,
    source: str,
    confidence: int,
    valid_until: datetime | None = None,
    derived_from: UUID | None = None,
) -> Memory | None:
    """Store an item unless its words are there already; None if it is the least certain of a full memory. In a command."""
    at, words = clock.now(), text.strip()[:MAX_LENGTH]
    live = queries.valid(Memory.objects.all(), at)
    if (known := live.filter(client_id=client_id, text=words).first()) is not None:
        return known
    if not _make_room(live.filter(client_id=client_id), CLIENT_CAP if client_id else TOTAL_CAP, confidence):
        return None
    if not _make_room(live, TOTAL_CAP, confidence):
        return None
    return Memory.objects.create(
        scope=Scope.CLIENT if client_id else Scope.AGENCY,
        client_id=client_id,
        topic=topic.strip()[:80],
        text=words,
        source=source.strip()[:200],
        confidence=confidence,
        derived_from=derived_from,
        valid_from=at,
        valid_until=valid_until,
        created_at=at,
    )


def _make_room(rows, cap: int, confidence: int) -> bool:
    if rows.count() < cap:
        return True
    weakest = rows.order_by("confidence", "created_at", "id").first()
    if weakest.confidence > confidence:
        return False
    _invalidate_all(weakest, "made room for a newer item")
    return True


def _invalidate_all(row: Memory, reason: str) -> int:
    """The item and, level by level, everything derived from it."""
    at, wave, count = clock.now(), [row], 0
    while wave:
        for item in wave:
            item.invalidate(at=at, why=reason)
        count += len(wave)
        wave = list(Memory.objects.filter(derived_from__in=[item.id for item in wave], invalidated_at__isnull=True))
    return count


def _reach(actor: Actor, item_id: UUID) -> Memory:
    row = queries.memories_seen_by(actor).select_for_update(of=("self",)).filter(pk=item_id).first()
    return row or _missing()


def _missing() -> Memory:
    raise NotFound("There is no such memory item.")


def _to_item(row: Memory, *, score: float = 0.0) -> MemoryItem:
    return MemoryItem(
        id=row.id,
        scope=Scope(row.scope),
        client_id=row.client_id,
        topic=row.topic,
        text=row.text,
        source=row.source,
        confidence=row.confidence,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        invalidated=row.invalidated_at is not None,
        created_at=row.created_at,
        score=score,
    )
