"""Answers: threaded, stored once, classified, and each class has its effect."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings

from apps.cam import services
from apps.cam.contracts import (
    InboundFilter,
    LeadIn,
    LeadStatus,
    ReplyClass,
    ReviewFilter,
    ReviewKind,
    SuppressionFilter,
)
from apps.cam.models import Attempt, HumanAlert, InboundEmail, Setting, Timer
from apps.cam.providers import MaildirInbox
from kernel import mail
from kernel.errors import NotFound
from kernel.testing import client_user
from tests.cam.factories import agent, answer, person, row, running_campaign, the_lead

DSN = """From: Mail Delivery System <mailer-daemon@mx.theirs.example>
To: outreach@aicmo.example
Subject: Undelivered
Message-ID: <dsn1@mx.theirs.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.theirs.example

Final-Recipient: rfc822; ada.berg@nordwind.example
Action: {action}
Status: {status}

--b--
"""


@pytest.fixture
def mailed(harness):
    """Our first mail to the one lead, as bytes."""
    running_campaign(row())
    harness.advance(days=3)
    return harness.mails.delivered[0][1]


def receive(harness, inbox, raw: bytes):
    inbox.put(raw)
    harness.drain()
    return services.list_inbound(actor=agent(), filter=InboundFilter()).items[0]


def suppressed() -> list[str]:
    return [s.value for s in services.list_suppressions(actor=agent(), filter=SuppressionFilter()).items]


def test_interest_qualifies_the_lead_tells_a_person_and_stops_the_sequence(harness, inbox, mailed):
    found = receive(harness, inbox, answer("This sounds interesting. When are you free for a call?", to=mailed))
    harness.advance(days=30)

    assert found.reply_class is ReplyClass.POSITIVE and the_lead().status is LeadStatus.QUALIFIED
    assert len(harness.mails.delivered) == 1 and HumanAlert.objects.get().state == "sent"
    assert "is interested: agree pack and price" in services.list_waiting(actor=agent())[0].title


def test_a_demand_to_stop_suppresses_at_once(harness, inbox, mailed):
    receive(harness, inbox, answer("Thanks for the nice mail, but please remove me from your list.", to=mailed))

    assert the_lead().status is LeadStatus.UNSUBSCRIBED and suppressed() == ["ada.berg@nordwind.example"]


@pytest.mark.parametrize(
    ("text", "resumes"),
    [
        ("I am out of the office until 12 January 2026.", datetime(2026, 1, 12, 8, tzinfo=UTC)),
        ("Ich bin bis einschließlich 11.01.2026 nicht im Büro.", datetime(2026, 1, 12, 8, tzinfo=UTC)),
        ("I am currently out of the office.", datetime(2025, 12, 30, 8, tzinfo=UTC)),
    ],
)
def test_an_absence_is_no_answer_and_the_contact_goes_on_when_the_person_is_back(harness, inbox, mailed, text, resumes):
    receive(harness, inbox, answer(text, to=mailed, subject="Automatic reply: Marketing", Auto_Submitted="auto-replied"))

    assert the_lead().status is LeadStatus.CONTACTED and the_lead().last_replied_at is None
    due = Attempt.objects.get(state="pending").due_at
    assert due.date() == resumes.date()


def test_a_hard_bounce_suppresses_and_no_mail_of_any_purpose_reaches_the_address(harness, inbox, mailed):
    found = receive(harness, inbox, DSN.format(action="failed", status="5.1.1").encode())

    assert found.reply_class is ReplyClass.BOUNCE and the_lead().status is LeadStatus.BOUNCED
    assert mail.is_undeliverable("ada.berg@nordwind.example")


@pytest.mark.parametrize(
    ("action", "status"), [("delayed", "4.4.1"), ("failed", "5.7.1"), ("failed", "5.2.2"), ("failed", "4.2.2")]
)
def test_a_soft_bounce_changes_nothing(harness, inbox, mailed, action, status):
    found = receive(harness, inbox, DSN.format(action=action, status=status).encode())

    assert found.reply_class is ReplyClass.BOUNCE and the_lead().status is LeadStatus.CONTACTED
    assert not mail.is_undeliverable("ada.berg@nordwind.example") and Attempt.objects.filter(state="pending").exists()


def test_a_report_of_success_is_neutral(harness, inbox, mailed):
    found = receive(harness, inbox, DSN.format(action="delivered", status="2.0.0").encode())

    assert found.reply_class is ReplyClass.NEUTRAL and the_lead().status is LeadStatus.CONTACTED


def test_a_referral_stops_and_shows_the_other_person(harness, inbox, mailed):
    receive(harness, inbox, answer("Please contact my colleague Jo Doe (jo.doe@nordwind.example) about this.", to=mailed))
    harness.advance(days=30)

    (item,) = services.list_reviews(actor=agent(), filter=ReviewFilter()).items
    assert "jo.doe@nordwind.example" in item.detail and the_lead().status is LeadStatus.REPLIED
    assert len(harness.mails.delivered) == 1


def test_what_nobody_can_judge_stops_the_contact_and_waits_for_a_person(harness, inbox, mailed):
    receive(harness, inbox, answer("Well, well. Interesting weather you have there.", to=mailed))
    (item,) = services.list_reviews(actor=agent(), filter=ReviewFilter()).items

    services.reclassify(actor=agent(), inbound_id=item.inbound_id, reply_class=ReplyClass.POSITIVE)

    assert item.kind is ReviewKind.MESSAGE and the_lead().status is LeadStatus.QUALIFIED
    assert services.list_reviews(actor=agent(), filter=ReviewFilter()).items == ()


def test_a_receipt_is_automatic_and_the_sequence_goes_on(harness, inbox, mailed):
    receive(harness, inbox, answer("We have received your message. Ticket #4711.", to=mailed, Auto_Submitted="auto-generated"))
    harness.advance(days=30)

    assert len(harness.mails.delivered) == 3


def test_an_unknown_sender_waits_for_a_person(harness, inbox, mailed):
    found = receive(harness, inbox, answer("Hello, what is this about?", sender="who@else.example"))

    (item,) = services.list_reviews(actor=agent(), filter=ReviewFilter()).items
    assert found.lead_id is None and item.kind is ReviewKind.UNKNOWN_SENDER


def test_an_unknown_sender_who_demands_to_stop_is_suppressed(harness, inbox, mailed):
    receive(harness, inbox, answer("Stop emailing me.", sender="who@else.example"))

    assert suppressed() == ["who@else.example"]


def test_an_assistants_answer_counts_for_the_thread(harness, inbox, mailed):
    found = receive(harness, inbox, answer("Ms Berg is interested in hearing more.", to=mailed, sender="office@nordwind.example"))

    assert found.lead_id == the_lead().id


def test_an_answer_without_references_is_found_by_its_address(harness, inbox, mailed):
    found = receive(harness, inbox, answer("No thank you.", sender="Ada.Berg@nordwind.example"))

    assert found.lead_id == the_lead().id and InboundEmail.objects.get().threaded_by == "address"


def test_the_same_mail_twice_is_stored_once(harness, inbox, mailed):
    raw = answer("No thank you.", to=mailed)
    receive(harness, inbox, raw)
    receive(harness, inbox, raw)

    assert len(services.list_inbound(actor=agent(), filter=InboundFilter()).items) == 1 and len(inbox.seen) == 2


@pytest.mark.parametrize("raw", [b"\x00\xff\xfe nothing of a mail", b"", b"\n\n\n"])
def test_what_is_no_mail_is_parked_and_the_next_one_is_read(harness, inbox, mailed, raw):
    inbox.put(raw, uid="000.eml")
    receive(harness, inbox, answer("No thank you.", to=mailed))

    assert sorted(InboundEmail.objects.values_list("state", flat=True)) == ["done", "parked"]
    assert the_lead().status is LeadStatus.LOST


def test_broken_mime_from_a_known_thread_is_judged_by_what_can_be_read(harness, inbox, mailed):
    head = answer("x", to=mailed).split(b"Content-Type")[0]
    raw = head + b'Content-Type: multipart/mixed; boundary="never"\r\n\r\n--neve\r\n\xff\xfe cut off'

    assert receive(harness, inbox, raw).lead_id == the_lead().id


def test_a_mail_above_fifty_megabytes_is_parked_unread(harness, inbox, mailed, monkeypatch):
    monkeypatch.setattr("apps.cam.logic.replies.MAX_BYTES", 100)
    receive(harness, inbox, answer("x" * 200, to=mailed))

    assert InboundEmail.objects.get().state == "parked" and the_lead().status is LeadStatus.CONTACTED


def test_with_the_setting_an_answer_stops_the_whole_firm(harness, inbox):
    Setting.objects.filter(name="stop_company").update(value=True)
    running_campaign(row(), person(1, Email="jo@nordwind.example"))
    harness.advance(days=3)
    receive(harness, inbox, answer("No thank you.", to=harness.mails.delivered[0][1], sender=harness.mails.delivered[0][0]))
    harness.advance(days=30)

    assert len(harness.mails.delivered) == 2


def test_a_signed_lead_who_writes_again_stays_signed(harness, inbox, mailed):
    from kernel.money import Money

    receive(harness, inbox, answer("Sounds good, call me.", to=mailed))
    price = Money(minor=100, currency="EUR")
    services.close_deal(
        actor=agent(),
        lead_id=the_lead().id,
        pack="quick_social_basic",
        price=price,
        signer_name="A",
        signer_email="a@b.example",
        key="1",
    )
    receive(harness, inbox, answer("No thank you to the other offer.", to=mailed, subject="Re: other"))

    assert the_lead().status is LeadStatus.WON


def test_the_maildir_inbox_reads_new_and_moves_what_is_stored(harness, mailed):
    root = settings.AICMO_MAIL_ROOT / "in" / "new"
    root.mkdir(parents=True)
    (root / "a.eml").write_bytes(answer("No thank you.", to=mailed))
    harness.use("cam.inbox", MaildirInbox())
    harness.drain()

    assert not list(root.iterdir()) and (root.parent / "cur" / "a.eml").exists()
    assert the_lead().status is LeadStatus.LOST


def test_an_absence_after_the_last_mail_moves_the_wait(harness, inbox):
    running_campaign(row())
    harness.advance(days=10)
    before = Timer.objects.get(state="pending").due_at
    note = answer("Out of office until 30 January 2026.", to=harness.mails.delivered[2][1], Auto_Submitted="auto-replied")
    receive(harness, inbox, note)

    after = Timer.objects.get(state="pending").due_at
    assert after > before and after.date() >= date(2026, 2, 5) and after - before < timedelta(days=90)


def test_clients_see_no_history_and_no_lead(harness, mailed):
    client = client_user(the_lead().id, "cam.view")

    assert services.get_lead_history(actor=client, lead_id=the_lead().id) == ()
    with pytest.raises(NotFound):
        services.get_lead(actor=client, lead_id=the_lead().id)


def test_a_lead_taken_in_while_the_campaign_runs_is_written_to(harness):
    campaign = running_campaign(row())
    lead = LeadIn(
        email="new@firm.example", company="Firm", title="CEO", employees=40, industry="machinery", revenue=5_000_000, country="DE"
    )
    services.ingest(actor=agent(), lead=lead, campaign_id=campaign.id, key="1")
    harness.advance(days=3)

    assert "new@firm.example" in [to for to, _ in harness.mails.delivered]
