"""What becomes of a file's rows: new leads, known ones filled in, doubles; judged and stored set by set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from apps.cam import contracts, models, signals
from apps.cam.contracts import LeadStatus
from apps.cam.logic import addresses, importing
from apps.cam.services import leads, ledger, planning
from apps.cam.services.mapping import profile_for, settings_now
from kernel import clock, records, restored
from kernel.db import alias_for
from kernel.hiding import keyed_hash
from kernel.ids import new_id
from kernel.signals import Signal, publish_all

FILLABLE = (
    "linkedin_url", "first_name", "last_name", "title", "seniority", "company", "website", "industry", "keywords", "employees",
    "revenue", "city", "region", "country", "phone",
)  # fmt: skip
TOLD = (
    "email", "first_name", "last_name", "company", "title", "website", "industry", "employees", "country", "linkedin_url",
)  # fmt: skip
"""The fields of a row that its outcome tells."""
SHOWN = 500
"""So many errors and row differences are answered; all errors are stored with the batch."""
SET = 1000
_OPTED_OUT = "opted out in the source"


@dataclass
class Tally:
    """What became of the rows."""

    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    rejected: int = 0
    suppressed: int = 0
    flagged: int = 0
    qualified: int = 0
    diff: list[contracts.RowDiff] = field(default_factory=list)
    outcomes: list[contracts.RowOutcome] = field(default_factory=list)
    every_row: bool = False

    @property
    def wants_telling(self) -> bool:
        """Whether what becomes of the next row will be told by itself, not only counted."""
        return self.every_row or len(self.diff) < SHOWN

    def tell(
        self, item: importing.Parsed, action: str, changes: dict, notes: Iterable[str], *, verdict: str, reason: str
    ) -> None:
        """Note what became of one row."""
        if len(self.diff) < SHOWN:
            who = (item.lead.email or item.lead.linkedin_url) if item.lead else ""
            self.diff.append(contracts.RowDiff(row=item.row, action=action, who=who, changes=changes, notes=tuple(notes)))
        if self.every_row:
            self.outcomes.append(
                contracts.RowOutcome(
                    row=item.number, verdict=verdict, of=item.duplicate_of, reason=reason,
                    fields={name: getattr(item.read, name) for name in TOLD},
                )
            )  # fmt: skip


def take(
    parsed: list[importing.Parsed], *, campaign: models.Campaign | None, batch: models.ImportBatch | None, every_row: bool
) -> Tally:
    """Judge all rows in their order and store what is new, a set at a time; without a batch nothing is stored."""
    taker = _Taker(campaign, batch, Tally(every_row=every_row))
    for start in range(0, len(parsed), SET):
        taker.take(parsed[start : start + SET])
    return taker.tally


class _Taker:
    """Takes the rows of one file, a set at a time."""

    def __init__(self, campaign: models.Campaign | None, batch: models.ImportBatch | None, tally: Tally) -> None:
        self.campaign, self.batch, self.tally = campaign, batch, tally
        self.settings, self.using, self.now = settings_now(), alias_for("cam"), clock.now()
        self.desk = planning.Desk()
        self.campaign_id = campaign.id if campaign else None
        self.enters = campaign is not None and campaign.status == "ACTIVE"
        self.profile = profile_for(campaign, self.settings)
        self.met: dict[UUID, int] = {}
        """Stored lead → the number of the row that named it first."""

    def take(self, parsed: list[importing.Parsed]) -> None:
        """Judge these rows and store what they bring."""
        found = [item.lead for item in parsed if item.lead is not None and item.duplicate_of is None]
        self.known, self.forbidden = _known(found), ledger.suppressed_among(lead.email for lead in found)
        self.new: list[records.Row] = []
        self.signals: list[Signal] = []
        self.attempts: list[models.Attempt] = []
        self.events: list[records.Row] = []
        self.changes: list[records.Change] = []
        self.filled: list[models.Lead] = []
        self.objected: set[str] = set()
        self.told: list = []
        for item in parsed:
            if item.lead is None:
                self.tally.rejected += 1
                texts = tuple(e.message for e in item.errors())
                self.tally.tell(item, "refused", {}, texts, verdict="refused", reason=item.reason())
            elif item.duplicate_of is not None:
                self._double(item)
            elif (row := _find(self.known, item.lead)) is not None:
                self._merge(item, row)
            else:
                self._create(item)
        if self.batch is not None:
            self._store()

    def _double(self, item: importing.Parsed) -> None:
        self.tally.duplicates += 1
        texts = tuple(e.message for e in item.errors())
        reason = f"Row {item.number}: it is the same person as row {item.duplicate_of}."
        self.tally.tell(item, "duplicate", {}, texts, verdict="duplicate", reason=reason)

    def _merge(self, item: importing.Parsed, row: models.Lead) -> None:
        """A known person: empty fields are filled, nothing is overwritten, an opt-out counts."""
        if (first := self.met.setdefault(row.pk, item.number)) != item.number:
            importing.mark_double(item, first)
            self._double(item)
            return
        lead, tally = item.lead, self.tally
        filled = {n: getattr(lead, n) for n in FILLABLE if getattr(lead, n) not in ("", None) and getattr(row, n) in ("", None)}
        tally.updated += bool(filled)
        tally.unchanged += not filled
        tally.suppressed += lead.opted_out
        said = (
            f"a lead known before: {', '.join(filled)} filled in"
            if filled
            else "a lead known before; the row says nothing new of it"
        )
        tally.tell(
            item, "update" if filled else "unchanged", {n: ("", str(v)) for n, v in filled.items()}, tuple(item.notes),
            verdict="updated" if filled or lead.opted_out else "duplicate",
            reason="; ".join((said, *item.notes, *((f"{_OPTED_OUT}: suppressed",) if lead.opted_out else ()))),
        )  # fmt: skip
        if self.batch is None:
            return
        if filled:
            values = {**filled, "changed_at": self.now}
            self.changes.append(
                records.Change(model=models.Lead, pk=row.pk, guard={"identity_hash": row.identity_hash}, values=values)
            )
            if not filled.keys().isdisjoint(models.SEARCHED):
                for name, value in filled.items():
                    setattr(row, name, value)
                self.filled.append(row)
            text = f"“{self.batch.file_name}” filled in {', '.join(filled)}."
            self._note(row.pk, "filled", text, batch=str(self.batch.id), values={n: str(v) for n, v in filled.items()})
        if lead.opted_out:
            if row.email:
                self.objected.add(addresses.mailbox(row.email))
            self.told.append(row)

    def _create(self, item: importing.Parsed) -> None:
        lead, tally = item.lead, self.tally
        row = leads.lead_values(lead, profile=self.profile, at=self.now)
        scored = leads.score_line(row)
        tally.imported += 1
        tally.flagged += item.is_role
        tally.qualified += row["verdict"] == "qualified"
        suppressed = lead.opted_out or lead.email in self.forbidden
        tally.suppressed += suppressed
        if tally.wants_telling:
            changes = {n: ("", str(getattr(lead, n))) for n in ("email", *FILLABLE) if getattr(lead, n) not in ("", None)}
            why = f"{_OPTED_OUT if lead.opted_out else 'suppressed before'}: suppressed, nothing will be sent"
            reason = "; ".join((*item.notes, why) if suppressed else item.notes)
            notes = (*item.notes, scored, *(("suppressed: nothing will be sent",) if suppressed else ()))
            tally.tell(item, "new", changes, notes, verdict="created", reason=reason)
        if self.batch is None:
            return
        row |= {"id": new_id(), "batch_id": self.batch.id, "campaign_id": self.campaign_id, "changed_at": self.now}
        self._note(row["id"], "imported", f"Imported from “{self.batch.file_name}”, row {item.row}.")
        self._note(row["id"], "scored", scored)
        self.signals.append(signals.LeadIngested(lead_id=row["id"], batch_id=self.batch.id, source=lead.source))
        if lead.opted_out and lead.email:
            self.objected.add(addresses.mailbox(lead.email))
        if suppressed:
            self._suppress(row, _OPTED_OUT if lead.opted_out else "suppressed before")
        elif row["verdict"] == "qualified":
            self.signals.append(signals.LeadQualified(lead_id=row["id"], score=row["score"], tier=row["tier"]))
        if self.enters and row["status"] == LeadStatus.NEW:
            row = self._enter(row)
        self.new.append((models.Lead, row))

    def _suppress(self, row: dict, reason: str) -> None:
        before, row["status"] = row["status"], LeadStatus.UNSUBSCRIBED.value
        self._note(row["id"], "status", f"{before} → {row['status']}: {reason}")
        self.signals.append(signals.LeadAdvanced(lead_id=row["id"], before=before, after=row["status"], reason=reason))

    def _enter(self, values: dict) -> dict:
        """The lead's columns once it has entered the campaign's sequence, if it may."""
        row = models.Lead(**values)
        if not planning.may_enter(row, self.campaign):
            return values
        publish_all(self.signals)
        self.signals = []
        attempt, text = planning.enter(row, self.campaign, self.desk)
        self.attempts.append(attempt)
        self._note(row.pk, "planned", text)
        return records.row_of(row)[1]

    def _note(self, lead_id: UUID, kind: str, text: str, **data: object) -> None:
        self.events.append((models.LeadEvent, {"lead_id": lead_id, "kind": kind, "text": text, "data": data, "at": self.now}))

    def _store(self) -> None:
        objections = self._objections()
        rows = [*self.new, *map(records.row_of, self.attempts)]
        words = [
            (models.LeadWord, {"lead_id": row["id"], "word": word})
            for _, row in self.new
            for word in models.words_of_lead(row.get(name, "") for name in models.SEARCHED)
        ]
        records.write(self.using, [*rows, *self.events, *objections, *words], self.changes)
        models.index_words(self.filled, using=self.using)
        publish_all(self.signals)
        records.flush(self.using)  # the signals of this set: memory does not grow with the file
        for row in self.told:
            ledger.call_off(row, _OPTED_OUT)
            ledger.advance(row, LeadStatus.UNSUBSCRIBED, _OPTED_OUT)

    def _objections(self) -> list[records.Row]:
        """New suppressions of addresses that opted out; the same twice is one."""
        rows = models.Suppression.objects.filter(kind="address", client_id=None, value__in=self.objected)
        missing = self.objected - set(rows.values_list("value", flat=True)) if self.objected else ()
        for value in sorted(missing):
            restored.remember_objection(keyed_hash(value))
        return [
            (models.Suppression, {"kind": "address", "value": value, "reason": _OPTED_OUT, "created_at": self.now})
            for value in sorted(missing)
        ]


def _known(found: list[contracts.LeadIn]) -> dict[str, models.Lead]:
    """The stored leads that these may be, by identity hash and by LinkedIn URL."""
    hashes = [addresses.identity_hash(lead.email, lead.linkedin_url) for lead in found]
    links = [lead.linkedin_url for lead in found if lead.linkedin_url]
    known: dict[str, models.Lead] = {}
    for name, values in (("linkedin_url", links), ("identity_hash", hashes)):
        for start in range(0, len(values), 500):
            for row in models.Lead.objects.filter(**{f"{name}__in": values[start : start + 500]}):
                known[getattr(row, name)] = row
    return known


def _find(known: dict[str, models.Lead], lead: contracts.LeadIn) -> models.Lead | None:
    return known.get(addresses.identity_hash(lead.email, lead.linkedin_url)) or known.get(lead.linkedin_url or "-")
