"""A person's rights: what is held on them is told, goes on demand, and nothing is ever sent to who objected."""

import io
import json
import zipfile
from datetime import timedelta

import pytest

from apps.cam import services
from apps.cam.contracts import LeadIn, LeadStatus
from apps.cam.models import BatchRowError, InboundEmail, Lead, Suppression
from apps.identity import services as identity
from apps.identity.contracts import Role
from kernel import clock, files, persons
from kernel.actors import worker
from kernel.db import alias_for
from kernel.errors import Conflict, Forbidden, InvalidInput, NotFound
from kernel.models import AuditFact, Mail
from kernel.testing import browser, staff
from tests.cam.factories import agent, answer, person, row, running_campaign, table, the_lead


@pytest.fixture
def owner():
    made = identity.create_staff(actor=worker("identity"), email="o@agency.example", name="O", role=Role.OWNER, key="")
    return browser(made.id)


OFFICER = staff("cam.privacy", "cam.view", "cam.write", "cam.send")
ADA = "ada.berg@nordwind.example"


def erase(address=ADA, **more):
    return services.erase_person(actor=OFFICER, address=address, reason="asked by letter", **more)


def history(harness, inbox):
    """A lead who was written to and answered; an alert was raised and the row was imported once more with a fault."""
    running_campaign(row(), person(1))
    harness.advance(days=3)
    first = next(raw for to, raw in harness.mails.delivered if to == ADA)
    inbox.put(answer("Yes, I am interested, please send me a price.", to=first))
    harness.drain()
    broken = table(row(Email=f"{ADA}; not an address", Person_Linkedin_Url=""), row(Email="broken@@x", First_Name=ADA))
    services.import_leads(actor=agent(), data=broken, file_name="again.csv")
    harness.drain()


def everything():
    """All texts of all tables."""
    everyone = persons.Person(needles=frozenset({"nordwind.example", "@"}), is_theirs=lambda text: "ada.berg" in text.lower())
    return [(found.table, found.columns) for found in persons.find(everyone)]


def test_an_erased_person_leaves_no_trace_but_a_hash_and_others_stay(harness, inbox):
    history(harness, inbox)
    lead_id = the_lead("ada.berg").id
    assert {"cam_leads", "cam_outbound_emails", "cam_inbound_emails", "kernel_mails"} <= {name for name, _ in everything()}

    done = erase()

    assert everything() == [] and done.leads == 1
    assert not Lead.objects.filter(last_name="Berg", first_name="Ada").exists() and Lead.objects.get(pk=lead_id).company == ""
    assert Lead.objects.filter(first_name="Ann1").exists() and done.kept == {}
    assert list(Suppression.objects.values_list("kind", "reason")) == [("hash", "erased")]
    assert all(ADA not in json.dumps(fact.data) + fact.why + fact.subject for fact in AuditFact.objects.using(alias_for("cam")))
    assert not any(row.raw_sha256 and "ada" in files.get("cam", row.raw_sha256).decode() for row in InboundEmail.objects.all())
    assert not BatchRowError.objects.filter(cells__icontains="ada.berg").exists()


def test_the_name_is_gone_from_alerts_of_other_modules(harness, inbox):
    history(harness, inbox)
    about = persons.Person(needles=frozenset(), is_theirs=lambda text: False, ids=frozenset({the_lead("ada.berg").id}))
    before = list(persons.find(about, app="observability"))
    assert any("Ada Berg" in str(found.whole) for found in before)

    erase()

    after = list(persons.find(about, app="observability"))
    assert len(after) == len(before) and not any("Ada Berg" in str(found.whole) for found in after)


def test_a_dry_run_counts_and_changes_nothing(harness, inbox):
    history(harness, inbox)
    before = everything()

    told = erase(dry_run=True)

    assert told.dry_run and told.leads == 1 and told.changed["cam_leads"] == 1 and told.files == 1
    assert told.changed["cam_outbound_emails"] == 1 and everything() == before and not Suppression.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_uploaded_file_that_names_the_person_goes(encoding):
    theirs, others = files.put("cam", table(row(), encoding=encoding)), files.put("cam", table(person(1)))

    erase()

    assert not files.path_of("cam", theirs).exists() and files.path_of("cam", others).exists()


def test_erasing_twice_is_erasing_once(harness, inbox):
    history(harness, inbox)
    erase()

    again = erase()

    assert (again.leads, again.called_off, again.changed) == (0, 0, {}) and Suppression.objects.count() == 1


def test_an_erasure_that_broke_off_is_made_again(harness, inbox, monkeypatch):
    history(harness, inbox)
    monkeypatch.setattr("kernel.persons.scrub_kernel", lambda *a, **k: (_ for _ in ()).throw(ConnectionError("gone")))
    with pytest.raises(ConnectionError):
        erase()
    monkeypatch.undo()

    erase()

    assert everything() == []


def test_a_queued_mail_is_called_off_with_the_erasure(harness):
    running_campaign(row())
    clock.advance(timedelta(days=2))
    services.run_cycle(actor=worker("cam"))
    assert Mail.objects.using(alias_for("cam")).filter(state="pending", recipient=ADA).exists()

    done = erase()
    harness.advance(days=30)

    assert (
        harness.mails.delivered == [] and done.called_off == 2 and Mail.objects.using(alias_for("cam")).get().state == "refused"
    )


def test_who_was_erased_and_comes_back_with_a_file_is_never_written_to(harness, inbox):
    history(harness, inbox)
    erase()
    sent = len(harness.mails.delivered)

    running_campaign(row(Email="Ada.Berg@Nordwind.example"), name="Autumn")
    services.ingest(actor=agent(), lead=LeadIn(email=ADA, first_name="Ada"), key="api-1")
    harness.advance(days=60)

    assert [to for to, _ in harness.mails.delivered[sent:] if to == ADA] == []
    assert the_lead("ada.berg").status is LeadStatus.UNSUBSCRIBED


def test_a_copy_tells_everything_and_is_audited(harness, inbox):
    history(harness, inbox)

    data = services.export_person(actor=OFFICER, address=ADA.upper(), reason="article 15")

    archive = zipfile.ZipFile(io.BytesIO(data))
    told = json.loads(archive.read("person.json"))
    tables = {found["table"] for found in told["rows"]}
    assert {"cam_leads", "cam_lead_events", "cam_attempts", "cam_outbound_emails", "cam_inbound_emails"} <= tables
    assert {"cam_human_alert_logs", "kernel_mails", "observability_alerts", "cam_batch_row_errors"} <= tables
    assert "I am interested" in archive.read("person.json").decode() and any(n.endswith(".eml") for n in archive.namelist())
    assert "Nordwind GmbH" in archive.read("person.html").decode() and b"Ann1" not in archive.read("person.json")
    (fact,) = AuditFact.objects.using(alias_for("cam")).filter(command="cam.note_export")
    assert fact.data["rows"] == len(told["rows"]) and ADA not in json.dumps(fact.data)


def test_what_cannot_be_asked_for_is_refused():
    with pytest.raises(InvalidInput) as wrong:
        erase("nobody")
    with pytest.raises(NotFound):
        services.export_person(actor=OFFICER, address="unknown@x.example", reason="asked")
    for verb in (services.erase_person, services.export_person):
        with pytest.raises(Forbidden):
            verb(actor=agent(), address=ADA, reason="curious")

    assert wrong.value.field == "address"


def test_the_lead_page_exports_shows_what_erasing_touches_and_erases(harness, inbox, owner):
    history(harness, inbox)
    page = f"/admin/cam/lead/{the_lead('ada.berg').id}/act"

    copy = owner.post(f"{page}/export_person/", {"reason": "letter"})
    shown = owner.post(f"{page}/erase_person/", {"reason": "letter", "look_only": "on"}, follow=True).content.decode()
    there = Lead.objects.filter(email=ADA).exists()
    gone = owner.post(f"{page}/erase_person/", {"reason": "letter"}, follow=True).content.decode()

    assert copy["Content-Type"] == "application/zip" and zipfile.ZipFile(io.BytesIO(copy.getvalue())).namelist()
    assert "Erasing would touch" in shown and there and "Erased:" in gone and everything() == []


def test_who_works_for_the_agency_is_not_erased_before_the_account_is_off(harness, inbox):
    history(harness, inbox)
    made = identity.create_staff(
        actor=worker("identity"), email="Ada.Berg@nordwind.example", name="Ada", role=Role.STRATEGIST, key=""
    )

    with pytest.raises(Conflict, match="signs in as staff"):
        erase()
    assert the_lead("ada.berg").email == ADA
    identity.change_staff(actor=worker("identity"), user_id=made.id, is_active=False, key="")
    erase()
    assert not any("ada.berg@" in json.dumps(columns, default=str).lower() for _, columns in everything())
