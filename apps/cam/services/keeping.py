"""How long what is kept: periods that staff set, a preview of the next run, and the run, in bounded portions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from apps.cam import contracts, models
from apps.cam.services import people
from apps.cam.services.mapping import settings_now
from kernel import clock
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.persons import Erasure

SETTING = "retention_days"
UPLOADS = "import_files"
MOST = 500
"""Rows of a kind that one run takes: a transaction stays short however much is over; the next run goes on."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of data: which rows are over at a moment, and what becomes of some of them."""

    title: str
    over: Callable[[datetime], QuerySet]
    take: Callable[[list, Erasure], list[str]]


def _silent_leads(before: datetime) -> QuerySet:
    """Leads who never answered, and whose last contact, else whose coming in, lies so far back; no deal hangs on them."""
    rows = models.Lead.objects.filter(last_replied_at=None, deal=None, status__in=("NO_REPLY", "LOST", "BOUNCED", "DISQUALIFIED"))
    rows = rows.exclude(email__endswith="@erased.invalid")
    return rows.filter(Q(last_contacted_at__lt=before) | Q(last_contacted_at=None, created_at__lt=before))


def _forget_leads(rows: list, into: Erasure) -> list[str]:
    people.call_off(rows, "its time is over")
    people.forget_leads(rows, into)
    return []


def _raw_mails(before: datetime) -> QuerySet:
    return models.InboundEmail.objects.filter(received_at__lt=before, state="done").exclude(raw_sha256="")


def _drop_raw(rows: list, into: Erasure) -> list[str]:
    changed = models.InboundEmail.objects.filter(pk__in=[row.pk for row in rows]).update(raw_sha256="")
    into.count("raw mails", changed)
    return [row.raw_sha256 for row in rows]


def _refused_rows(before: datetime) -> QuerySet:
    return models.BatchRowError.objects.filter(batch__created_at__lt=before)


def _delete(rows: list, into: Erasure) -> list[str]:
    model = type(rows[0])
    into.count(model._meta.db_table, model.objects.filter(pk__in=[row.pk for row in rows]).delete()[0])
    return []


def _unknown_senders(before: datetime) -> QuerySet:
    rows = models.InboundEmail.objects.filter(received_at__lt=before, lead=None, state="done")
    return rows.exclude(from_email="")


KINDS: dict[str, Kind] = {
    "silent_leads": Kind(title="Leads who never answered", over=_silent_leads, take=_forget_leads),
    "raw_mails": Kind(title="Raw bytes of incoming mails (their text stays)", over=_raw_mails, take=_drop_raw),
    "unknown_senders": Kind(title="Mails of senders who are no leads", over=_unknown_senders, take=people.forget_inbound),
    "refused_rows": Kind(title="Refused rows of imported files", over=_refused_rows, take=_delete),
}


@query("cam", right="cam.view")
def get_retention(*, actor: Actor) -> contracts.RetentionReport:
    """The periods, and how many rows are over now; nothing is removed."""
    lines = _lines()
    return contracts.RetentionReport(dry_run=True, lines=lines, left=sum(line.due for line in lines))


def run_retention(*, actor: Actor) -> contracts.RetentionReport:
    """Remove what is over, at most MOST rows of a kind; a lead is anonymised, so that figures stay. Files go after the commit."""
    report, digests = prune_over(actor=actor)
    days = settings_now().get(SETTING, {}).get(UPLOADS, 0)
    old = people.uploads(before=(clock.now() - timedelta(days=days)).timestamp()) if days else []
    if removed := people.remove_files(digests + old):
        report = replace(report, removed=report.removed | {"files": removed})
    return report


@command("cam", right=people.RIGHT)
def prune_over(*, actor: Actor) -> tuple[contracts.RetentionReport, list[str]]:
    """The rows of a run, and the digests of files that nothing may refer to any more."""
    days, now, into, digests = settings_now().get(SETTING, {}), clock.now(), Erasure(), []
    for name, kind in KINDS.items():
        if days.get(name):
            rows = list(kind.over(now - timedelta(days=days[name])).order_by("pk")[:MOST])
            digests += kind.take(rows, into) if rows else []
    lines = _lines()
    audit(removed=into.changed)
    return contracts.RetentionReport(dry_run=False, lines=lines, removed=into.changed, left=sum(x.due for x in lines)), digests


def _lines() -> tuple[contracts.RetentionLine, ...]:
    days, now = settings_now().get(SETTING, {}), clock.now()
    return tuple(
        contracts.RetentionLine(
            kind=name, title=kind.title, days=days.get(name, 0),
            due=kind.over(now - timedelta(days=days[name])).count() if days.get(name) else 0,
        )
        for name, kind in KINDS.items()
    ) + (_uploads(days.get(UPLOADS, 0), now),)  # fmt: skip


def _uploads(days: int, now: datetime) -> contracts.RetentionLine:
    due = len(people.uploads(before=(now - timedelta(days=days)).timestamp())) if days else 0
    return contracts.RetentionLine(kind=UPLOADS, title="Uploaded files of leads", days=days, due=due)
