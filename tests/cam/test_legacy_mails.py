"""Mails of an original AICMO: history that counts, answers that find it, nobody written to twice."""

from datetime import UTC, datetime

import pytest

from apps.cam import services
from apps.cam.models import Attempt, Campaign, InboundEmail, Lead
from tests.cam.factories import agent, answer, person, running_campaign, sent
from tests.cam.originals import GOT, SENT, everything, here, lead, make, run


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
