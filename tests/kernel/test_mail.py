"""The mail door: once per key, checked in the sending transaction, ledger before the byte, unknown looked up."""

import email
from email.policy import default

import pytest

from kernel import effects, mail, providers
from kernel.context import InsideTransaction
from kernel.db import alias_for, atomic
from kernel.errors import InvalidInput
from kernel.mail import door
from kernel.models import Effect, Mail
from kernel.testing import staff


def queue(**values):
    fields = {
        "purpose": "service",
        "to": "Ada@Example.org",
        "subject": "Hello",
        "text": "Read https://x.example/a now.",
        "key": "k1",
    }
    with atomic("qc"):
        return mail.queue(app="qc", **(fields | values))


def rows():
    return Mail.objects.using(alias_for("qc"))


def test_a_mail_leaves_once_with_text_html_and_our_id(harness):
    queue()
    queue()

    harness.drain()

    ((recipient, raw),) = harness.mails.delivered
    message = email.message_from_bytes(raw, policy=default)
    assert recipient == "ada@example.org" and message["Message-ID"] == rows().get().message_id
    assert message.get_body(("html",)).get_content().count("https://x.example/a") == 2
    assert b"\r\n" in raw and rows().get().state == "sent"


def test_a_crash_after_the_byte_does_not_send_twice(harness):
    queue()
    harness.drain()
    Effect.objects.using(alias_for("qc")).update(state="at_risk")
    rows().update(state="pending")

    harness.drain()

    assert len(harness.mails.delivered) == 1 and rows().get().state == "sent"


def test_a_crash_before_the_byte_sends_on_the_next_attempt(harness):
    queue()
    harness.mails.fail.add("ada@example.org")
    harness.drain()
    assert rows().get().state == "pending" and harness.mails.delivered == []

    harness.mails.fail.clear()
    rows().update(retry_at=None)
    harness.drain()

    assert len(harness.mails.delivered) == 1


def test_an_unknown_outcome_that_nobody_can_tell_waits_for_a_person(harness, monkeypatch):
    queue()
    harness.drain()
    Effect.objects.using(alias_for("qc")).update(state="at_risk")
    rows().update(state="pending")
    monkeypatch.setattr(harness.mails, "lookup", lambda **_: None)

    harness.drain()

    assert rows().get().state == "unknown" and Effect.objects.using(alias_for("qc")).get().state == "unknown"


def test_nothing_leaves_for_a_bounced_or_erased_address(harness):
    mail.mark_undeliverable("ada@example.org", reason="erased")
    queue()

    harness.drain()

    assert harness.mails.delivered == [] and rows().get().reason == "undeliverable or erased"


def test_a_kill_switch_holds_the_mail_and_lifting_it_sends(harness):
    effects.set_switch(actor=staff("*"), name="killed", scope="kind:mail", on=True, reason="stop")
    queue()
    harness.drain()
    assert harness.mails.delivered == [] and rows().get().attempt == 0

    effects.set_switch(actor=staff("*"), name="killed", scope="kind:mail", on=False, reason="go")
    rows().update(retry_at=None)
    harness.drain()

    assert len(harness.mails.delivered) == 1


def test_outreach_without_the_registered_check_never_leaves(harness, monkeypatch):
    monkeypatch.delitem(door._checks, "outreach")
    queue(purpose="outreach")

    harness.drain()

    assert harness.mails.delivered == [] and rows().get().state == "refused"


@pytest.mark.parametrize("values", [{"to": "nobody"}, {"subject": "a\r\nBcc: x@y.example"}, {"headers": {"X-A": "b\nc"}}])
def test_what_cannot_be_a_mail_is_refused_at_the_queue(values):
    with pytest.raises(InvalidInput):
        queue(**values)

    assert not rows().exists()


def test_a_provider_is_never_called_inside_a_transaction():
    transport = providers.get("mail.transport")

    with pytest.raises(InsideTransaction), atomic("qc"):
        transport.lookup(recipient="a@x.example", message_id="<1@x>")


def test_an_invitation_is_the_last_alternative_with_its_method(harness):
    told = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nSUMMARY:Gespräch\r\nEND:VCALENDAR\r\n"
    queue(calendar=told)
    harness.drain()

    raw = harness.mails.delivered[-1][1]
    kinds = [part.get_content_type() for part in email.message_from_bytes(raw).walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html", "text/calendar"] and raw.isascii()
    part = list(email.message_from_bytes(raw, policy=default).walk())[-1]
    assert part.get_param("method") == "CANCEL" and "SUMMARY:Gespräch" in part.get_content()


@pytest.fixture
def told():
    """What the app qc hears of its mails."""
    heard = []
    mail.on_outcome("qc")(heard.append)
    yield heard
    door._outcomes.pop("qc")


def give_up(harness):
    for _ in range(Mail.MAX_ATTEMPTS):
        rows().update(retry_at=None)
        harness.drain()


def test_a_mail_put_off_until_it_is_given_up_tells_its_app_once_that_it_did_not_leave(harness, told):
    harness.mails.defer.add("ada@example.org")
    queue()
    give_up(harness)

    assert rows().get().state == "dead" and [(o.state, "later, please" in o.reason) for o in told] == [("dead", True)]


def test_a_mail_given_up_on_a_broken_connection_may_have_left(harness, told):
    harness.mails.fail.add("ada@example.org")
    harness.mails.lookup = lambda **_: (_ for _ in ()).throw(ConnectionError("no answer"))
    queue()
    give_up(harness)

    assert [o.state for o in told] == ["unknown"]


def test_an_app_that_cannot_hear_the_end_does_not_keep_the_mail_alive(harness):
    def cannot(outcome):
        raise RuntimeError("cannot bear it")

    mail.on_outcome("qc")(cannot)
    harness.mails.defer.add("ada@example.org")
    queue()
    give_up(harness)
    door._outcomes.pop("qc")

    assert rows().get().state == "dead"


def test_an_answer_without_its_check_never_leaves(harness, monkeypatch):
    monkeypatch.delitem(door._checks, "answer")
    queue(purpose="answer")
    harness.drain()

    assert harness.mails.delivered == [] and rows().get().reason == "no answer check is registered"
