"""What was taken over before, whose it is, and how a lead moves without anybody being told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from apps.cam import contracts, models
from apps.cam.contracts import LeadStatus
from apps.cam.logic import addresses
from apps.cam.services import ledger
from kernel import clock
from kernel.hiding import keyed_hash

UNSOUGHT = ("NEW", "CONTACTED", "NO_REPLY")
"""A lead in one of these may be written to; an answer ends that."""


class Taken:
    """The rows of one kind that were taken over before, and those that are now."""

    def __init__(self, kind: str, ids: Iterable[str]) -> None:
        self.kind = kind
        rows = models.LegacyRow.objects.filter(kind=kind, legacy_id__in=list(ids))
        self._known = {(legacy_id, mark): row_id for legacy_id, mark, row_id in rows.values_list("legacy_id", "mark", "row_id")}
        self._new: list[models.LegacyRow] = []

    def has(self, legacy_id: str, about: str) -> bool:
        """Whether the row was taken over, also if what it became is gone since."""
        return (legacy_id, _mark(about)) in self._known

    def row_id(self, legacy_id: str, about: str) -> UUID | None:
        """What it became."""
        return self._known.get((legacy_id, _mark(about)))

    def add(self, legacy_id: str, about: str, row_id: UUID | None) -> None:
        """Remember a row as taken over."""
        self._known[legacy_id, _mark(about)] = row_id
        self._new.append(models.LegacyRow(kind=self.kind, legacy_id=legacy_id, mark=_mark(about), row_id=row_id))

    def store(self) -> None:
        """Write what was added."""
        models.LegacyRow.objects.bulk_create(self._new)


def _mark(about: str) -> str:
    return keyed_hash(about)


class People:
    """The leads here that these persons are: by identity hash, else by LinkedIn profile."""

    def __init__(self, persons: Iterable[contracts.LegacyPerson], *, lock: bool = True) -> None:
        wanted = set(persons)
        hashes = {addresses.identity_hash(p.email, p.linkedin_url) for p in wanted if p.email or p.linkedin_url}
        links = {p.linkedin_url for p in wanted if p.linkedin_url}
        self._by_hash: dict[str, models.Lead] = {}
        self._by_link: dict[str, models.Lead] = {}
        rows = models.Lead.objects.order_by("pk")
        rows = rows.select_for_update(of=("self",)) if lock else rows
        for lead in [
            *rows.filter(identity_hash__in=hashes),
            *rows.filter(linkedin_url__in=links).exclude(identity_hash__in=hashes),
        ]:
            self.add(lead)

    def add(self, lead: models.Lead) -> None:
        """Know one more; whoever came first keeps the profile."""
        self._by_hash.setdefault(lead.identity_hash, lead)
        if lead.linkedin_url:
            self._by_link.setdefault(lead.linkedin_url, lead)

    def find(self, person: contracts.LegacyPerson) -> models.Lead | None:
        """The lead, or None."""
        if not (person.email or person.linkedin_url):
            return None
        found = self._by_hash.get(addresses.identity_hash(person.email, person.linkedin_url))
        return found or self._by_link.get(person.linkedin_url or "-")


class Changes:
    """Leads as they change, and the lines of their histories: written once, at the end."""

    def __init__(self) -> None:
        self._changed: dict[UUID, tuple[models.Lead, set[str]]] = {}
        self._lines: list[models.LeadEvent] = []

    def set(self, lead: models.Lead, **values: object) -> None:
        """Give a lead other values."""
        for name, value in values.items():
            if getattr(lead, name) != value:
                setattr(lead, name, value)
                if not lead._state.adding:
                    self._changed.setdefault(lead.pk, (lead, set()))[1].add(name)

    def note(self, lead: models.Lead, kind: str, text: str, *, at: datetime | None = None, **data: object) -> None:
        """One line of its history."""
        self._lines.append(models.LeadEvent(lead=lead, kind=kind, text=text, data=data, at=at or clock.now()))

    def later(self, lead: models.Lead, name: str, at: datetime | None) -> None:
        """The later of two moments stands."""
        before = getattr(lead, name)
        if at is not None and (before is None or at > before):
            self.set(lead, **{name: at})

    def move(self, lead: models.Lead, status: LeadStatus, reason: str) -> bool:
        """Move a lead where its table allows; where it may not be written to any more, what is planned is called off."""
        if lead.status == status.value or not lead.may_move(status):
            return False
        before = lead.status
        self.set(lead, status=status.value)
        self.note(lead, "status", f"{before} → {status.value}: {reason}")
        if status.value not in UNSOUGHT and not lead._state.adding:
            ledger.call_off(lead, reason)
        return True

    def contacted(self, lead: models.Lead, at: datetime | None, reason: str) -> None:
        """Somebody wrote to this person before: that counts for the pause between two mails, and it is no new lead."""
        self.later(lead, "last_contacted_at", at)
        if lead.status == "NEW":
            self.move(lead, LeadStatus.CONTACTED, reason)

    def bar(self, lead: models.Lead, reason: str, *also: str) -> None:
        """Nothing may be sent to this person: at none of the addresses, and the lead is out."""
        for address in {lead.email, *also} - {""}:
            ledger.add_suppression(address=address, reason=reason)
        self.move(lead, LeadStatus.UNSUBSCRIBED, reason)

    def store(self) -> None:
        """Write it all; leads that are new must be stored before."""
        for lead, names in self._changed.values():
            lead.save(update_fields=sorted(names))
        models.LeadEvent.objects.bulk_create(self._lines)


def fitted(model: type, name: str, value: str) -> str:
    """A text as long as its column."""
    return value[: model._meta.get_field(name).max_length]
