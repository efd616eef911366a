"""Rows are stored set by set: the statements of an import do not grow with its rows."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from apps.cam import models, services
from apps.cam.models import Attempt, Lead, LeadEvent
from apps.cam.services import ledger
from kernel import clock
from kernel.db import alias_for
from kernel.hiding import keyed_hash
from kernel.models import OutboxEvent
from kernel.signals import publish_all
from tests.cam.factories import agent, person, running_campaign, table


def statements(data: bytes, **more) -> int:
    """How many an import of this file takes."""
    with CaptureQueriesContext(connections[alias_for("cam")]) as seen:
        services.import_leads(actor=agent(), data=data, file_name="leads.csv", **more)
    return len(seen)


def people(first: int, last: int, **more: str) -> bytes:
    return table(*(person(n, **more) for n in range(first, last)))


def test_new_leads_take_as_many_statements_however_many_they_are():
    few, many = statements(people(0, 10)), statements(people(10, 110))

    assert many == few and Lead.objects.count() == 110
    assert LeadEvent.objects.filter(kind="imported").count() == 110
    assert OutboxEvent.objects.using(alias_for("cam")).filter(name="cam.lead_ingested.v1").count() == 110


def test_known_leads_are_filled_in_by_as_many_statements_however_many_they_are():
    services.import_leads(actor=agent(), data=people(0, 110, Title=""), file_name="first.csv")

    few, many = statements(people(0, 10)), statements(people(10, 110))

    assert many == few and Lead.objects.exclude(title="").count() == 110


def test_objections_take_as_many_statements_however_many_they_are():
    out = {"Email_Status": "Unsubscribed"}

    few, many = statements(people(0, 10, **out)), statements(people(10, 60, **out))

    assert many == few and set(Lead.objects.values_list("status", flat=True)) == {"UNSUBSCRIBED"}


def test_a_running_campaign_plans_its_new_leads_with_as_many_statements_however_many_they_are():
    campaign = running_campaign(person(0))

    few = statements(people(1, 11), campaign_id=campaign.id)
    many = statements(people(11, 61), campaign_id=campaign.id)

    assert many == few and Attempt.objects.filter(state="pending", due_at__isnull=False).count() == 61
    assert LeadEvent.objects.filter(kind="planned").count() == 61
    assert Lead.objects.exclude(sequence="").exclude(sequence_started_at=None).exclude(mailbox=None).count() == 61


def test_sets_join_without_a_seam(monkeypatch):
    monkeypatch.setattr("apps.cam.services.import_rows.SET", 7)
    rows = [person(n) for n in range(30)]

    report = services.import_leads(actor=agent(), data=table(*rows, person(3), person(29)), file_name="leads.csv", every_row=True)

    assert (report.imported, report.duplicates, Lead.objects.count()) == (30, 2, 30)
    assert [(o.row, o.of) for o in report.outcomes if o.of] == [(31, 4), (32, 30)]


@pytest.mark.parametrize("dry_run", [True, False])
def test_all_errors_are_stored_and_five_hundred_told(dry_run):
    report = services.import_leads(actor=agent(), data=people(0, 600, Email="x"), file_name="leads.csv", dry_run=dry_run)

    assert (report.rejected, len(report.errors), len(report.diff), report.outcomes) == (600, 500, 500, ())


@pytest.mark.parametrize("few", [0, 1000])
def test_whatever_forbids_an_address_is_found_among_few_suppressions_and_among_many(monkeypatch, few):
    monkeypatch.setattr("apps.cam.services.ledger.FEW", few)
    services.suppress(actor=agent(), domain="firm.example", reason="asked", key="1")
    services.suppress(actor=agent(), address="ann.lee@gmail.com", reason="asked", key="2")
    models.Suppression.objects.create(kind="hash", value=keyed_hash("bob@old.example"), reason="erased", created_at=clock.now())
    stopped = ("a@firm.example", "a@sub.firm.example", "annlee+x@gmail.com", "bob@old.example")

    found = ledger.suppressed_among([*stopped, "a@free.example", "bob@new.example", ""])

    assert found == set(stopped)


def test_many_signals_are_stored_as_one_by_one(monkeypatch):
    from apps.cam import signals
    from kernel.db import atomic
    from kernel.ids import new_id

    ids = [new_id() for _ in range(3)]
    with atomic("cam"):
        publish_all([signals.LeadIngested(lead_id=i, batch_id=None, source="x") for i in ids])
        publish_all([])

    told = OutboxEvent.objects.using(alias_for("cam")).order_by("id")
    assert [e.payload["lead_id"] for e in told] == [str(i) for i in ids]
    with pytest.raises(RuntimeError, match="inside a command of cam"):
        publish_all([signals.LeadIngested(lead_id=ids[0], batch_id=None, source="x")])
