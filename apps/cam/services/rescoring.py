"""Many leads scored again by the present profile, a set at a time: what would change, and changing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from apps.cam import contracts, models, signals
from apps.cam.services import leads, planning
from apps.cam.services.mapping import profile_for, settings_now
from kernel import clock, records
from kernel.actors import Actor
from kernel.db import alias_for, audit, command, query
from kernel.signals import Signal, publish_all

SET = 1000
EXAMPLES = 50
_DECIDING = ("icp", "opportunity", "score", "tier", "grade", "verdict", "verdict_reason", "reasons")


@dataclass
class _Tally:
    leads: int = 0
    changed: int = 0
    entered: int = 0
    tiers: Counter = field(default_factory=Counter)
    verdicts: Counter = field(default_factory=Counter)
    examples: list[contracts.ScoreChange] = field(default_factory=list)

    def report(self, *, dry_run: bool) -> contracts.RescoreReport:
        """As it is told outside."""
        return contracts.RescoreReport(
            dry_run=dry_run, leads=self.leads, changed=self.changed, entered=self.entered, tiers=dict(sorted(self.tiers.items())),
            verdicts=dict(sorted(self.verdicts.items())), examples=tuple(self.examples),
        )  # fmt: skip


@query("cam", right="cam.view")
def preview_rescore(*, actor: Actor, campaign_id: UUID | None = None) -> contracts.RescoreReport:
    """What scoring all leads again, or a campaign's, would change; `entered` is not known before it is done. Stores nothing."""
    tally = _Tally()
    for rows in _sets(actor, campaign_id, lock=False):
        for row, values in _changed(rows, tally):
            _compare(row, values, tally)
    return tally.report(dry_run=True)


@command("cam", right="cam.write")
def rescore(*, actor: Actor, campaign_id: UUID | None = None, key: str = "") -> contracts.RescoreReport:
    """Score all leads again, or a campaign's, as `qualify` does one; only those whose score changes are written and noted."""
    tally, desk = _Tally(), planning.Desk()
    for rows in _sets(actor, campaign_id, lock=True):
        _store(list(_changed(rows, tally)), tally, desk)
    audit(subject=campaign_id, leads=tally.leads, changed=tally.changed)
    return tally.report(dry_run=False)


def _sets(actor: Actor, campaign_id: UUID | None, *, lock: bool) -> Iterator[list[models.Lead]]:
    """The leads in the order of their ids; NotFound for a campaign that the actor may not see."""
    found = models.Lead.objects.visible_to(actor).order_by("id")
    if campaign_id is not None:
        found = found.filter(campaign=models.Campaign.objects.reach(actor, campaign_id))
    if lock:
        found = found.select_for_update()
    rows = list(found[:SET])
    while rows:
        yield rows
        rows = list(found.filter(id__gt=rows[-1].id)[:SET])


def _changed(rows: list[models.Lead], tally: _Tally) -> Iterator[tuple[models.Lead, dict[str, Any]]]:
    """Those of the leads whose score is no longer what it was, with the new values."""
    settings, now = settings_now(), clock.now()
    campaigns = models.Campaign.objects.in_bulk({row.campaign_id for row in rows} - {None})
    profiles = {pk: profile_for(campaigns.get(pk), settings) for pk in (None, *campaigns)}
    for row in rows:
        row.campaign = campaigns.get(row.campaign_id)
        values = leads.score_values(leads.score_of(row, profiles[row.campaign_id]), at=now)
        tally.leads += 1
        status = leads.STATUS_OF[values["verdict"]] if row.status in leads.STATUS_OF.values() else row.status
        if status != row.status or any(getattr(row, name) != values[name] for name in _DECIDING):
            yield row, {**values, "status": status, "changed_at": now}


def _compare(row: models.Lead, values: dict[str, Any], tally: _Tally) -> None:
    """Count how the lead changes, and keep it as an example while there are few."""
    tally.changed += 1
    tier, verdict = (row.tier, values["tier"]), (row.verdict, values["verdict"])
    tally.tiers.update([" → ".join(tier)] * (tier[0] != tier[1]))
    tally.verdicts.update([" → ".join(verdict)] * (verdict[0] != verdict[1]))
    if len(tally.examples) < EXAMPLES:
        before = {reason["factor"]: reason for reason in row.reasons}
        why = tuple(
            f"{r['factor']} {_value(before.get(r['factor']))} → {r['value']:.2f}: {r['text']}"
            for r in values["reasons"]
            if r != before.get(r["factor"])
        )
        tally.examples.append(
            contracts.ScoreChange(
                lead_id=row.id, who=models.name_of(row), before=leads.score_text(row), after=leads.score_line(values), why=why
            )
        )


def _value(reason: dict[str, Any] | None) -> str:
    return f"{reason['value']:.2f}" if reason else "–"


def _store(found: list[tuple[models.Lead, dict[str, Any]]], tally: _Tally, desk: planning.Desk) -> None:
    """Write a set: the scores, a line of history each, the signals of those that qualify now, their first contact."""
    using, now = alias_for("cam"), clock.now()
    begun = set(models.Attempt.objects.filter(lead__in=[row.id for row, _ in found]).values_list("lead_id", flat=True))
    added: list[records.Row] = []
    changes: list[records.Change] = []
    told: list[Signal] = []
    entering: list[tuple[models.Lead, dict[str, Any]]] = []
    for row, values in found:
        _compare(row, values, tally)
        qualifies = values["verdict"] == "qualified" and row.verdict != "qualified"
        guard = {"identity_hash": row.identity_hash, "status": row.status}
        for name, value in values.items():
            setattr(row, name, value)
        added.append(_event(row, "scored", leads.score_line(values), now))
        if qualifies:
            told.append(signals.LeadQualified(lead_id=row.id, score=row.score, tier=row.tier))
            if row.id not in begun and planning.may_enter(row, row.campaign):
                entering.append((row, values))
        changes.append(records.Change(model=models.Lead, pk=row.id, guard=guard, values=values))
    publish_all(told)
    for row, values in entering:
        attempt, text = planning.enter(row, row.campaign, desk)
        values |= {name: getattr(row, name) for name in ("sequence", "sequence_started_at", "mailbox_id")}
        added += [records.row_of(attempt), _event(row, "planned", text, now)]
    tally.entered += len(entering)
    records.write(using, added, changes)
    records.flush(using)


def _event(row: models.Lead, kind: str, text: str, at: object) -> records.Row:
    return models.LeadEvent, {"lead_id": row.id, "kind": kind, "text": text, "data": {}, "at": at}
