"""What every verb of cam writes beside its own change: the lead's history, its moves, suppressions, reviews, alerts."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from apps.cam import models, signals
from apps.cam.contracts import LeadStatus, ReviewKind
from apps.cam.logic import addresses
from kernel import clock, restored
from kernel.errors import InvalidInput
from kernel.hiding import keyed_hash
from kernel.signals import publish

FEW = 1000
"""So many suppressions are read whole rather than asked for one by one."""
OPEN_ATTEMPTS = ("pending", "held", "queued")


def note(lead: models.Lead, kind: str, text: str, *, at: datetime | None = None, **data: object) -> None:
    """One line in the lead's history."""
    models.LeadEvent.objects.create(lead=lead, kind=kind, text=text, data=data, at=at or clock.now())


def advance(lead: models.Lead, status: LeadStatus, reason: str) -> bool:
    """Move the lead and tell it; a move that the table does not list is left alone. Returns whether it moved."""
    if lead.status == status.value or not lead.may_move(status):
        return False
    before = lead.move(status)
    lead.save(update_fields=["status"])
    note(lead, "status", f"{before} → {status.value}: {reason}", before=before, after=status.value)
    publish(signals.LeadAdvanced(lead_id=lead.id, before=before, after=status.value, reason=reason))
    return True


def call_off(lead: models.Lead, reason: str) -> int:
    """No open contact of this lead happens any more; returns how many there were."""
    now = clock.now()
    rows = models.Attempt.objects.filter(lead=lead, state__in=OPEN_ATTEMPTS)
    models.Timer.objects.filter(lead=lead, state="pending").update(state="done")
    return rows.update(state="skipped", reason=reason[:300], ended_at=now, lease_until=None)


def suppressions_of(address: str) -> Q:
    """The rows that forbid this address."""
    forms = sorted(forbidding(address))
    forbidden = Q()
    for kind in ("address", "domain", "hash"):
        forbidden |= Q(kind=kind, value__in=[value for of, value in forms if of == kind])
    return forbidden


def forbidding(address: str, *, kinds: Container[str] = ("address", "domain", "hash")) -> set[tuple[str, str]]:
    """Kind and value of the suppressions that would forbid this address: itself, mailbox, domain and those above, hashes.

    An original AICMO's hashes are among them: it may have told no more of an address than that. `kinds`: only of these.
    """
    found: set[tuple[str, str]] = set()
    if "address" in kinds:
        found |= {("address", address), ("address", addresses.mailbox(address))}
    parts = addresses.domain_of(address).split(".")
    domains = {".".join(parts[i:]) for i in range(len(parts) - 1)}
    if "domain" in kinds:
        found |= {("domain", name) for name in domains}
    if "hash" in kinds:
        known_by = (keyed_hash(address), keyed_hash(addresses.mailbox(address)), *addresses.legacy_digests(address))
        found |= {("hash", value) for value in (*known_by, *map(domain_hash, domains))}
    return found


def domain_hash(domain: str) -> str:
    """The keyed hash that stands for a whole domain."""
    return keyed_hash(f"@{domain}")


def suppressed_among(found: Iterable[str]) -> set[str]:
    """Which of these addresses nothing may be sent to: asked once for a few hundred."""
    rows = models.Suppression.objects.values_list("kind", "value")
    standing = set(rows[: FEW + 1])  # few suppressions are read as they are, of many those that the addresses ask for
    kinds = {kind for kind, _ in standing}
    if len(standing) > FEW:
        kinds = {kind for kind in ("address", "domain", "hash") if rows.filter(kind=kind).exists()}
    forms = {address: forbidding(address, kinds=kinds) for address in found if address}
    if len(standing) > FEW:
        standing = set()
        wanted = sorted({value for of in forms.values() for _, value in of})
        for start in range(0, len(wanted), 800):
            standing.update(rows.filter(value__in=wanted[start : start + 800]))
    return {address for address, of in forms.items() if not standing.isdisjoint(of)}


def suppression_of(address: str) -> models.Suppression | None:
    """What forbids writing to this address; None if nothing does.

    Leads and campaigns are the agency's own: whoever objected to one client's mails is not written to by the agency either.
    """
    return models.Suppression.objects.filter(suppressions_of(address)).first() if address else None


def add_suppression(*, address: str = "", domain: str = "", reason: str, made_by: UUID | None = None) -> models.Suppression:
    """Forbid an address or a domain for good; the same twice is one. `made_by`: the mail that alone stands behind it."""
    if address:
        normal = addresses.normalise(address)
        if not normal:
            raise InvalidInput(f"“{address[:80]}” is no e-mail address.", field="address", remedy="Write it as name@example.com.")
        kind, value = "address", addresses.mailbox(normal)
    else:
        kind, value = "domain", addresses.domain_of(domain.lstrip("@"))
        if "." not in value:
            raise InvalidInput(f"“{domain[:80]}” is no domain.", field="domain", remedy="Write it as example.com.")
    restored.remember_objection(keyed_hash(value) if address else domain_hash(value))
    values = {"reason": reason[:120], "made_by": made_by, "created_at": clock.now()}
    row, new = models.Suppression.objects.get_or_create(kind=kind, value=value, client_id=None, defaults=values)
    if not new and row.made_by is not None and row.made_by != made_by:
        row.made_by = None  # a second ground: no judgement about the first mail lifts it any more
        row.save(update_fields=["made_by"])
    return row


def ask_person(
    kind: ReviewKind, title: str, detail: str, *, lead: models.Lead | None = None, inbound: models.InboundEmail | None = None,
    attempt_id: UUID | None = None, suggested: str = "",
) -> models.ReviewItem:  # fmt: skip
    """Put something into the review queue; once per mail or attempt and kind."""
    values = {"title": title[:200], "detail": detail, "lead": lead, "suggested": suggested, "created_at": clock.now()}
    if inbound is None and attempt_id is None:
        return models.ReviewItem.objects.create(kind=kind.value, **values)
    row, _ = models.ReviewItem.objects.get_or_create(
        kind=kind.value, inbound=inbound, attempt_id=attempt_id, state="open", defaults=values
    )
    return row


def alert(kind: str, subject: str, message: str, *, lead: models.Lead | None = None, severity: str = "info") -> None:
    """A person is to be told; once per (kind, subject)."""
    models.HumanAlert.objects.get_or_create(
        kind=kind, subject=subject[:160],
        defaults={"message": message, "lead": lead, "severity": severity, "created_at": clock.now(), "due_at": clock.now()},
    )  # fmt: skip
