"""The whole way over real servers: campaigns' mails leave by SMTP, answers come in by IMAP, whatever the server does."""

from datetime import UTC, datetime
from email import message_from_bytes

import pytest

from apps.cam.contracts import LeadStatus
from apps.cam.models import InboundEmail, Lead, OutboundEmail
from apps.cam.providers import ImapInbox
from kernel import clock
from kernel.db import alias_for
from kernel.mail import SmtpTransport
from kernel.mail_servers import Server
from kernel.models import Mail
from tests.cam.factories import answer, person, running_campaign
from tests.imap_server import running
from tests.smtp_server import MailServer


@pytest.fixture
def smtp(harness):
    server = MailServer(extensions=("PIPELINING", "8BITMIME", "SIZE 50000000"))
    harness.use("mail.transport", SmtpTransport(Server.at(server.url)))
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def dovecot(harness):
    # The server dates mails by the real clock; an inbox is read from two weeks before the house's.
    assert clock.now() < datetime.now(UTC)
    with running() as server:
        inbox = ImapInbox(Server.at(server.url, "imap"))
        harness.use("cam.inbox", inbox)
        yield server
        inbox.close()


def mails():
    return Mail.objects.using(alias_for("cam"))


def to(server, lead: str) -> bytes:
    """The mail that this person got."""
    return next(raw for raw in server.raw.values() if lead in str(message_from_bytes(raw)["To"]))


def statuses() -> dict[str, str]:
    return dict(Lead.objects.values_list("email", "status"))


def again(harness):
    """What waits for another try after a failure is due now."""
    mails().filter(state="pending").update(retry_at=None)
    harness.drain()


def test_the_cycle_over_smtp_and_imap(harness, smtp, dovecot):
    running_campaign(*[person(n) for n in range(1, 6)])
    harness.advance(days=3)
    assert sorted(smtp.taken.values()) == [1] * 5 and smtp.connections <= 2

    dovecot.put(answer("Sounds interesting, when are you free for a call?", to=to(smtp, "ann1@"), sender="ann1@firm1.example"))
    dovecot.put(answer("Please take me off your list.", to=to(smtp, "ann2@"), sender="ann2@firm2.example"))
    dovecot.put(answer("No thank you.", to=to(smtp, "ann3@"), sender="ann3@firm3.example"))
    harness.drain()
    harness.advance(days=8)

    found = statuses()
    assert found["ann1@firm1.example"] == LeadStatus.QUALIFIED and found["ann3@firm3.example"] == LeadStatus.LOST
    assert found["ann2@firm2.example"] == LeadStatus.UNSUBSCRIBED
    # Three answered and got one mail each, the two others their next ones; each mail arrived once, none was marked in the inbox.
    people = [str(message_from_bytes(raw)["To"]) for raw in smtp.raw.values()]
    assert [sum(f"ann{n}@" in p for p in people) for n in (1, 2, 3)] == [1, 1, 1] and sum("ann4@" in p for p in people) > 1
    assert set(smtp.taken.values()) == {1} and set(dovecot.flags()) == {""}
    assert InboundEmail.objects.filter(lead__isnull=False).count() == 3


def test_greylisting_costs_time_and_no_lead(harness, smtp):
    smtp.answers["RCPT"] = "451 4.7.1 greylisted, try later"
    running_campaign(person(1))
    harness.advance(days=3)
    assert not smtp.taken and statuses()["ann1@firm1.example"] == LeadStatus.NEW

    smtp.answers.clear()
    again(harness)

    assert [*smtp.taken.values()] == [1] and statuses()["ann1@firm1.example"] == LeadStatus.CONTACTED


def test_an_address_that_is_not_there_ends_the_lead_and_a_spam_block_does_not(harness, smtp):
    smtp.answers["RCPT"] = "550 5.1.1 no such user"
    running_campaign(person(1))
    harness.advance(days=3)
    assert statuses()["ann1@firm1.example"] == LeadStatus.BOUNCED

    smtp.answers["RCPT"] = "550 5.7.1 blocked as spam"
    running_campaign(person(2), name="Summer")
    harness.advance(days=3)

    assert statuses()["ann2@firm2.example"] != LeadStatus.BOUNCED and not smtp.taken
    tried = OutboundEmail.objects.filter(lead__email="ann2@firm2.example").values_list("sequence_number", "status")
    assert {status for _, status in tried} == {"failed"} and len(tried) > 1  # the next step was planned


def test_a_server_that_hangs_up_after_the_dot_gets_no_second_mail(harness, smtp):
    smtp.hang_up = "DOT"
    running_campaign(person(1))
    harness.advance(days=3)
    again(harness)
    smtp.hang_up = ""
    for _ in range(3):
        again(harness)

    assert [*smtp.taken.values()] == [1]
    assert mails().get(state="unknown") and OutboundEmail.objects.get().status == "failed"


def test_a_server_that_is_away_holds_all_mails_back_and_loses_none(harness, smtp):
    smtp.answers["BANNER"] = "421 closed for today"
    running_campaign(*[person(n) for n in range(1, 4)])
    harness.advance(days=3)
    assert mails().filter(state="pending", attempt=0).exists() and not smtp.taken

    smtp.answers.clear()
    again(harness)

    assert sorted(smtp.taken.values()) == [1, 1, 1] and {*statuses().values()} == {LeadStatus.CONTACTED}
