"""An original AICMO's database is taken over: all of it, once, and nothing is sent."""

import hashlib
import json
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from apps.cam import services
from apps.cam.contracts import CampaignFilter, CampaignMode, CampaignStatus, LeadIn, SuppressionFilter
from apps.cam.models import Attempt, Campaign, InboundEmail, Lead, LegacyRow, OutboundEmail, Suppression
from kernel.models import Mail, OutboxEvent
from tests.cam import originals
from tests.cam.factories import agent, answer, person, running_campaign, sent
from tests.cam.originals import forget, here, lead, make, run

SENT = {"lead_id": 1, "to_email": "ann1@firm1.example", "subject": "Hello", "sequence_number": 1, "status": "SENT",
        "sent_at": "2024-02-01 10:00:00"}  # fmt: skip
GOT = {"lead_id": 1, "provider": "IMAP", "from_email": "ann1@firm1.example", "subject": "Re: Hello",
       "received_at": "2024-02-02 10:00:00"}  # fmt: skip


def short(address):
    return hashlib.sha256(address.encode()).hexdigest()[:16]


def long(address):
    return hashlib.sha256(f"email:{address}".encode()).hexdigest()


def everything(path):
    """One of each kind of row."""
    return make(
        path,
        leads=[lead(1, status="CONTACTED"), lead(2), lead(3, consent_status="DNC")],
        outreach_attempts=[
            {"id": 1, "lead_id": 1, "campaign_id": 1, "channel": "EMAIL", "step_number": 1, "status": "SENT"},
            {"id": 2, "lead_id": 2, "campaign_id": 1, "channel": "EMAIL", "step_number": 1, "status": "PENDING"},
        ],
        outbound_emails=[
            SENT | {"id": 1, "message_id_header": "<one@old.example>", "provider_message_id": "re_12345678"},
            SENT | {"id": 2, "lead_id": 2, "to_email": "ann2@firm2.example", "status": "QUEUED", "sent_at": None},
        ],
        inbound_emails=[
            GOT | {"id": 1, "provider_msg_uid": "17", "classification": "NEUTRAL", "body_text": "Not now.\n> quoted"}
        ],
        unsubscribes=[{"id": 1, "email": "gone@else.example", "reason": "user_request"}],
        suppressions=[{"id": 1, "domain": "@Rival.example", "reason": "competitor", "active": 1}],
    )


def rows_here():
    return {m.__name__: m.objects.count() for m in (Campaign, Lead, LegacyRow, OutboundEmail, InboundEmail, Suppression)}


def test_the_report_says_what_was_taken_over(tmp_path):
    report = run(everything(tmp_path / "old.db"))

    assert report == {
        "campaigns": 1, "imported": 3, "duplicates": 0, "inbound": 1, "outbound": 2, "rejected": [], "not_contactable": [3],
        "reported": {"unknown_enum": [], "bad_time": [], "broken_json": [], "orphan": []}, "mails_sent": 0,
    }  # fmt: skip


def test_a_second_run_imports_nothing_and_changes_nothing(harness, tmp_path):
    database = everything(tmp_path / "old.db")
    first = run(database)
    rows, changed = rows_here(), set(Lead.objects.values_list("pk", "changed_at"))
    harness.advance(days=1)

    second = run(database)

    assert (second["imported"], second["duplicates"]) == (0, 3)
    assert (second["campaigns"], second["inbound"], second["outbound"]) == (0, 0, 0)
    assert second["not_contactable"] == first["not_contactable"]
    assert rows_here() == rows and set(Lead.objects.values_list("pk", "changed_at")) == changed


def test_the_original_is_left_as_it_was(tmp_path):
    database = everything(tmp_path / "old.db")
    before = database.read_bytes()

    run(database)

    assert database.read_bytes() == before and [p.name for p in tmp_path.iterdir() if p.name.startswith("old")] == ["old.db"]


def test_nothing_is_sent_queued_or_told(harness, tmp_path):
    told = OutboxEvent.objects.count()
    run(everything(tmp_path / "old.db"))

    harness.advance(days=40)

    assert harness.mails.delivered == [] and not Mail.objects.exists() and not Attempt.objects.exists()
    assert OutboxEvent.objects.count() == told


def test_campaigns_come_as_drafts_in_simulation_and_write_to_new_leads_once_a_person_starts_them(harness, tmp_path):
    run(everything(tmp_path / "old.db"))
    (campaign,) = services.list_campaigns(actor=agent(), filter=CampaignFilter()).items
    assert (campaign.name, campaign.status, campaign.mode) == ("Spring", CampaignStatus.DRAFT, CampaignMode.SIMULATION)
    assert "active there; mode LIVE; channels email" in campaign.why

    Campaign.objects.update(mode="LIVE")  # a person does, in the admin
    services.start_campaign(actor=agent(), campaign_id=campaign.id)
    harness.advance(days=3)

    assert {m[0] for m in harness.mails.delivered} == {"ann2@firm2.example"}


def test_a_lead_keeps_what_was_known_of_it(tmp_path):
    run(make(tmp_path / "old.db", leads=[lead(7, last_contacted_at="2024-03-04T05:06:07Z", status="CONTACTED")]))

    row = here(7)
    assert (row.first_name, row.last_name, row.title, row.company) == ("Ann", "Nr7", "Head of Marketing", "Nordwind GmbH")
    assert (row.employees, row.keywords, row.country, row.city) == (30, "trade show, hiring", "DE", "Bremen")
    assert row.created_at == datetime(2024, 1, 2, 3, 4, 5, 123456, UTC) and row.source == "Apollo"
    assert row.last_contacted_at == datetime(2024, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert row.campaign.name == "Spring" and row.verdict == "qualified"
    assert row.events.get(kind="imported").data["original"]["lead_score"] == 0.8


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        ({"first_name": None, "name": "Grace Hopper"}, ("Grace", "Hopper")),
        ({"first_name": "Anna Maria", "name": "Anna Maria von Schmidt"}, ("Anna Maria", "von Schmidt")),
        ({"first_name": "Bo", "name": "Bo"}, ("Bo", "")),
        ({"first_name": None, "name": "Hopper, Grace"}, ("Grace", "Hopper")),
        ({"first_name": None, "name": "ann@x.example"}, ("", "")),
        ({"first_name": "Ann", "name": None}, ("Ann", "")),
    ],
)
def test_a_name_is_split_where_the_first_is_missing(tmp_path, columns, names):
    run(make(tmp_path / "old.db", leads=[lead(1, **columns)]))

    assert (here(1).first_name, here(1).last_name) == names


@pytest.mark.parametrize(
    "stop",
    [
        {"unsubscribes": [{"email": "ANN1@Firm1.example", "reason": "user_request"}]},
        {"suppressions": [{"email": " ann1@firm1.example ", "active": 1}]},
        {"suppressions": [{"domain": "@FIRM1.example", "active": 1}]},
        {"suppressions": [{"domain": "firm1.example", "active": None}]},
        {"suppressions": [{"identity_hash": short("ann1@firm1.example"), "active": 1}]},
        {"suppressions": [{"identity_hash": long("ann1@firm1.example").upper(), "active": "true"}]},
        {"leads": {"consent_status": "dnc"}},
        {"leads": {"consent_status": "ConsentStatus.DNC"}},
        {"leads": {"status": "UNSUBSCRIBED"}},
        {"leads": {"status": "LeadStatus.unsubscribed"}},
        {"leads": {"identity_hash": "ab" * 8}, "suppressions": [{"identity_hash": "ab" * 8, "active": 1}]},
        {"inbound_emails": [GOT | {"provider_msg_uid": "1", "classification": "UNSUB"}]},
    ],
)
def test_a_no_is_kept_in_whatever_form_it_stands_and_outlives_a_new_import(tmp_path, stop):
    changes = stop.get("leads", {})
    database = make(tmp_path / "old.db", **stop | {"leads": [lead(1, **changes), lead(2)]})

    report = run(database)

    assert report["not_contactable"] == [1] and here(1).status == "UNSUBSCRIBED" and here(2).status == "NEW"
    forget(1)
    again = services.ingest(actor=agent(), lead=LeadIn(email="Ann1@firm1.example"), key="again")
    assert again.status == "UNSUBSCRIBED"


@pytest.mark.parametrize("lead_id", [None, 99])
def test_a_stranger_who_asked_to_stop_there_is_not_written_to_here(tmp_path, lead_id):
    asked = GOT | {"lead_id": lead_id, "provider_msg_uid": "1", "classification": "UNSUB", "from_email": "who@else.example"}
    run(make(tmp_path / "old.db", inbound_emails=[asked]))

    assert services.ingest(actor=agent(), lead=LeadIn(email="who@else.example"), key="1").status == "UNSUBSCRIBED"


def test_a_no_outlives_the_address_that_the_original_has_lost(tmp_path):
    gone = lead(1, email=None, consent_status="DNC", identity_hash=long("who@else.example"))
    report = run(make(tmp_path / "old.db", leads=[gone, lead(2, email=None, identity_hash=long("else@else.example"))]))

    assert len(report["rejected"]) == 2
    assert services.ingest(actor=agent(), lead=LeadIn(email="who@else.example"), key="1").status == "UNSUBSCRIBED"
    assert services.ingest(actor=agent(), lead=LeadIn(email="else@else.example"), key="2").status != "UNSUBSCRIBED"


@pytest.mark.parametrize(
    "row",
    [
        {"email": "ann1@firm1.example", "active": 0},
        {"domain": "firm1.example", "active": "false"},
        {"identity_hash": short("ann1@firm1.example"), "active": False},
        {"email": "ann@firm1.example.org", "active": 1},
        {"identity_hash": "not a hash", "active": 1},
    ],
)
def test_what_is_not_active_or_means_somebody_else_stops_nobody(tmp_path, row):
    report = run(make(tmp_path / "old.db", leads=[lead(1)], suppressions=[row]))

    assert report["not_contactable"] == [] and here(1).status == "NEW"


@pytest.mark.parametrize("digest", [short("later@firm9.example"), long("later@firm9.example")])
def test_a_hash_of_an_address_nobody_knows_yet_stops_it_when_it_comes(harness, tmp_path, digest):
    run(make(tmp_path / "old.db", suppressions=[{"identity_hash": digest, "reason": "legal_hold", "active": 1}]))

    running_campaign(person(1, Email="Later@firm9.example"), person(2), name="Summer")
    harness.advance(days=3)

    assert {m[0] for m in harness.mails.delivered} == {"ann2@firm2.example"}
    assert Lead.objects.get(email="later@firm9.example").status == "UNSUBSCRIBED"
    (kept,) = services.list_suppressions(actor=agent(), filter=SuppressionFilter(kind="hash")).items
    assert (kept.value, kept.reason) == (digest, "original AICMO: legal_hold")


def test_a_stop_counts_at_once_for_leads_that_were_here_before(harness, tmp_path):
    running_campaign(person(1), person(2), person(3))
    run(make(
        tmp_path / "old.db", unsubscribes=[{"email": "ann1@firm1.example"}],
        suppressions=[{"domain": "firm2.example", "active": 1}],
    ))  # fmt: skip
    planned = Attempt.objects.filter(state="pending").values_list("lead__email", flat=True)
    assert list(planned) == ["ann3@firm3.example"]

    harness.advance(days=3)

    assert {m[0] for m in harness.mails.delivered} == {"ann3@firm3.example"}
    assert set(Lead.objects.filter(status="UNSUBSCRIBED").values_list("email", flat=True)) == {
        "ann1@firm1.example", "ann2@firm2.example",
    }  # fmt: skip


def test_two_leads_with_one_address_are_one_person_with_both_histories(tmp_path):
    database = make(
        tmp_path / "old.db",
        leads=[
            lead(1, email="a.nn@gmail.com", title=None, role=None, last_contacted_at="2024-01-01 00:00:00"),
            lead(2, email="Ann+x@googlemail.com", consent_status="DNC", last_contacted_at="2024-05-01 00:00:00"),
        ],
        inbound_emails=[GOT | {"id": 1, "provider_msg_uid": "1"}, GOT | {"id": 2, "lead_id": 2, "provider_msg_uid": "2"}],
        outbound_emails=[SENT | {"id": 1}, SENT | {"id": 2, "lead_id": 2}],
    )

    report = run(database)

    row = here(1)
    assert (report["imported"], report["duplicates"], report["not_contactable"]) == (1, 1, [1, 2])
    assert row.status == "UNSUBSCRIBED" and row.title == "Head of Marketing"
    assert row.last_contacted_at == datetime(2024, 5, 1, tzinfo=UTC)
    assert row.inbound.count() == 2 and row.mails.count() == 2


def test_a_lead_that_was_here_before_is_filled_up_and_not_written_to_anew(harness, tmp_path):
    running_campaign(person(1, Title=""))
    report = run(make(tmp_path / "old.db", leads=[lead(9, email="ann1@firm1.example", status="REPLIED")]))

    harness.advance(days=3)

    row = here(9)
    assert (report["imported"], report["duplicates"], harness.mails.delivered) == (0, 1, [])
    assert (row.title, row.status) == ("Head of Marketing", "REPLIED")


def test_mails_of_there_hold_the_pause_and_the_cap_of_a_lead_here(harness, tmp_path):
    running_campaign(person(1))
    mails = [SENT | {"id": n, "sent_at": "2025-12-10 10:00:00", "message_id_header": f"m{n}@old.example"} for n in range(1, 11)]
    run(make(tmp_path / "old.db", leads=[lead(1, status="NEW", last_contacted_at=None)], outbound_emails=mails))
    sent_on = Lead.objects.get().last_contacted_at

    harness.advance(days=3)

    assert sent_on == datetime(2025, 12, 10, 10, tzinfo=UTC)
    assert harness.mails.delivered == []
    assert Attempt.objects.get().reason == "10 contacts within 30 days"


def test_the_first_mail_from_here_says_where_the_data_come_from_whatever_was_sent_there(harness, tmp_path):
    running_campaign(person(1))
    run(make(tmp_path / "old.db", leads=[lead(1)], outbound_emails=[SENT | {"id": 1}]))

    harness.advance(days=3)

    assert "Kontaktdaten stammen aus" in sent(harness).get_body(("plain",)).get_content()


def test_bounces_of_there_do_not_stop_a_campaign_that_runs_here(harness, tmp_path):
    old = [SENT | {"id": n, "lead_id": n, "bounced_at": "2024-02-01 10:01:00"} for n in range(10, 130)]
    run(make(tmp_path / "old.db", leads=[lead(1), *(lead(n, status="CONTACTED") for n in range(10, 130))], outbound_emails=old))
    Campaign.objects.update(mode="LIVE")
    services.start_campaign(actor=agent(), campaign_id=Campaign.objects.get().id)

    harness.advance(days=3)

    assert [m[0] for m in harness.mails.delivered] == ["ann1@firm1.example"] and Campaign.objects.get().status == "ACTIVE"


@pytest.mark.parametrize("reference", ["<one@old.example>", "<re_12345678@provider.example>"])
def test_a_later_answer_finds_the_mail_that_left_there(harness, inbox, tmp_path, reference):
    run(everything(tmp_path / "old.db"))
    inbox.put(answer("We are interested, please call me.", sender="boss@firm1.example", **{"In-Reply-To": reference}))

    harness.drain()

    mail = InboundEmail.objects.get(from_email="boss@firm1.example")
    assert (mail.threaded_by, mail.lead.legacy_id, mail.outbound.subject) == ("references", "1", "Hello")


def test_mails_come_once_whatever_ids_they_have(tmp_path):
    report = run(make(
        tmp_path / "old.db", leads=[lead(1)],
        inbound_emails=[
            GOT | {"id": 1, "provider_msg_uid": "5"}, GOT | {"id": 2, "provider_msg_uid": "5"},
            GOT | {"id": 3, "provider_msg_uid": None, "body_text": "a"},
            GOT | {"id": 4, "provider_msg_uid": None, "body_text": "b"},
        ],
        outbound_emails=[
            SENT | {"id": 1, "message_id_header": "x@old.example"}, SENT | {"id": 2, "message_id_header": "<x@old.example>"},
            SENT | {"id": 3, "provider_message_id": "p-1"}, SENT | {"id": 4, "provider_message_id": "p-1"}, SENT | {"id": 5},
        ],
    ))  # fmt: skip

    assert (report["inbound"], report["outbound"]) == (3, 3)


@pytest.mark.parametrize(
    ("reply", "status", "after"),
    [
        ("POSITIVE", "CONTACTED", "QUALIFIED"), ("NEGATIVE", "CONTACTED", "LOST"), ("NEUTRAL", "NEW", "REPLIED"),
        (None, "CONTACTED", "REPLIED"), ("OOO", "CONTACTED", "CONTACTED"), ("POSITIVE", "LOST", "LOST"),
    ],
)  # fmt: skip
def test_who_answered_there_is_not_written_to_on_and_on(tmp_path, reply, status, after):
    run(make(
        tmp_path / "old.db", leads=[lead(1, status=status)],
        inbound_emails=[GOT | {"provider_msg_uid": "1", "classification": reply}],
    ))  # fmt: skip

    assert here(1).status == after
    mail = InboundEmail.objects.get()
    assert mail.state == "done" and mail.lead == here(1) and mail.classification == (reply or "")


def test_an_address_that_bounced_and_took_nothing_since_is_dead(tmp_path):
    bounced = {"status": "BOUNCED", "bounced_at": "2024-02-01 10:01:00"}
    run(make(
        tmp_path / "old.db", leads=[lead(1, status="CONTACTED"), lead(2, status="CONTACTED")],
        outbound_emails=[
            SENT | bounced | {"id": 1}, SENT | bounced | {"id": 2, "lead_id": 2},
            SENT | {"id": 3, "lead_id": 2, "sent_at": "2024-03-01 10:00:00", "subject": "Again"},
        ],
    ))  # fmt: skip

    assert (here(1).status, here(2).status) == ("BOUNCED", "CONTACTED")


def test_the_report_is_written_to_a_file(tmp_path):
    target = tmp_path / "report.json"

    call_command("import_legacy_cam", str(everything(tmp_path / "old.db")), json=target)

    assert json.loads(target.read_text())["imported"] == 3 and originals.here(2).status == "NEW"
