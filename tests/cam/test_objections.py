"""An objection is absolute: whatever the way in, however the address is spelt, no mail leaves."""

from datetime import timedelta

import pytest
from django.db import connections, transaction

from apps.cam import services
from apps.cam.contracts import LeadFilter, LeadIn
from apps.cam.models import Lead, Suppression
from apps.cam.services.people import replay_objections
from apps.orchestration import services as orchestration
from kernel import clock, restored
from kernel.actors import worker
from kernel.db import alias_for
from kernel.errors import DomainError
from kernel.hiding import keyed_hash
from kernel.models import Mail
from kernel.testing import staff
from tests.cam.factories import agent, answer, person, row, running_campaign, table, the_lead

ADA = "ada.berg@nordwind.example"


def object_to(address=ADA, **more):
    services.suppress(actor=agent(), reason="objected", **(more or {"address": address}))


def written_to(harness):
    harness.advance(days=70)
    return [to for to, _ in harness.mails.delivered]


def test_import_file(harness):
    object_to()
    running_campaign(row())

    assert written_to(harness) == []


def test_second_file_fills_in_and_sends_nothing(harness):
    running_campaign(row(Title=""))
    object_to()
    campaign = services.list_campaigns(actor=agent(), filter=services.campaigns.contracts.CampaignFilter()).items[0]
    services.import_leads(actor=agent(), data=table(row(Title="CEO")), file_name="b.csv", campaign_id=campaign.id)

    assert written_to(harness) == []


def test_api(harness):
    object_to()
    campaign = running_campaign(person(1))
    given = LeadIn(
        email=ADA, company="Nordwind GmbH", title="Head of Marketing", employees=45, industry="machinery", country="DE"
    )
    services.ingest(actor=agent(), lead=given, campaign_id=campaign.id, key="k")

    assert ADA not in written_to(harness)


def test_plan(harness):
    object_to()
    campaign = running_campaign(row(), person(1))
    lead = the_lead("ada.berg")
    Lead.objects.filter(pk=lead.id).update(status="NEW")  # as if somebody had put it back
    services.create_plan(actor=agent(), lead_id=lead.id, campaign_id=campaign.id)

    assert ADA not in written_to(harness)


def test_resumed_campaign(harness):
    campaign = running_campaign(row())
    services.pause_campaign(actor=agent(), campaign_id=campaign.id, reason="wait")
    object_to()
    services.resume_campaign(actor=agent(), campaign_id=campaign.id)

    assert written_to(harness) == []


def test_mail_that_lies_at_the_door(harness):
    running_campaign(row())
    clock.advance(timedelta(days=2))
    services.run_cycle(actor=worker("cam"))
    assert Mail.objects.using(alias_for("cam")).filter(state="pending").count() == 1
    object_to()

    assert written_to(harness) == []


@pytest.mark.parametrize(
    ("objected", "spelt"),
    [
        (ADA, "Ada.Berg@NORDWIND.example"),
        ("adaberg@gmail.com", "Ada.Berg+news@googlemail.com"),
        ("a.d.a.berg+x@gmail.com", "adaberg@gmail.com"),
    ],
)
def test_another_spelling(harness, objected, spelt):
    object_to(objected)
    running_campaign(row(Email=spelt))

    assert services.list_leads(actor=agent(), filter=LeadFilter()).items and written_to(harness) == []


@pytest.mark.parametrize("address", [ADA, "ada.berg@mail.nordwind.example"])
def test_domain(harness, address):
    object_to(domain="nordwind.example")
    running_campaign(row(Email=address))

    assert written_to(harness) == []


@pytest.mark.parametrize("kind", ["address", "hash"])
def test_objection_to_one_clients_mails(harness, kind):
    value = ADA if kind == "address" else keyed_hash(ADA)
    Suppression.objects.create(
        kind=kind, value=value, client_id="01910000-0000-7000-8000-000000000001", reason="objected", created_at=clock.now()
    )
    running_campaign(row())

    assert written_to(harness) == []


def test_answer_that_asks_to_stop(harness, inbox):
    running_campaign(row())
    harness.advance(days=3)
    inbox.put(answer("Please stop writing to me.", to=harness.mails.delivered[0][1]))

    assert written_to(harness) == [ADA]


@pytest.mark.parametrize("how", ["address", "domain", "erased"])
def test_objection_after_the_backup_stands_in_the_restored_database(harness, how, django_capture_on_commit_callbacks):
    restored.look()
    running_campaign(row(), person(1))
    clock.advance(timedelta(days=2))
    services.run_cycle(actor=worker("cam"))
    saved = {alias: transaction.savepoint(using=alias) for alias in connections}
    with django_capture_on_commit_callbacks(execute=True, using=Suppression.objects.db):
        if how == "erased":
            services.erase_person(actor=staff("cam.privacy"), address=ADA, reason="letter")
        else:
            object_to(**({"domain": "nordwind.example"} if how == "domain" else {}))
    harness.drain()  # the other's mail leaves
    for alias, sid in saved.items():
        transaction.savepoint_rollback(sid, using=alias)
    harness.advance(days=1)
    assert restored.pending() and len(harness.mails.delivered) == 1
    orchestration.confirm_restore(actor=staff("orchestration.switch"), reason="looked", key="1")
    Mail.objects.using(alias_for("cam")).update(retry_at=None)

    assert ADA not in written_to(harness)


def test_objections_of_the_journal_stand_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True, using=Suppression.objects.db):
        object_to()
    Suppression.objects.all().delete()

    assert [replay_objections(actor=worker("cam")) for _ in range(2)] == [1, 0]
    with pytest.raises(DomainError):
        replay_objections(actor=agent())
