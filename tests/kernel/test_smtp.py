"""SMTP phase by phase: what may have left is told from what has not, one connection serves many mails."""

import ssl

import pytest

from kernel import effects, mail
from kernel.db import alias_for, atomic
from kernel.errors import NotConfigured
from kernel.mail.smtp import SmtpTransport
from kernel.mail.transports import Deferred, FakeTransport, MaildirTransport, Rejected
from kernel.mail_servers import Server
from kernel.models import Effect, Mail
from tests.smtp_server import MailServer

RAW = b"From: A <desk@aicmo.example>\r\nMessage-ID: <%d@aicmo.example>\r\n\r\nHello\r\n.hidden dot\r\n"


@pytest.fixture(params=[("PIPELINING",), ()], ids=["pipelining", "one by one"])
def server(request):
    found = MailServer(extensions=request.param)
    yield found
    found.shutdown()
    found.server_close()


@pytest.fixture
def transport(server):
    return SmtpTransport(Server.at(server.url))


def deliver(transport, number=1, **values):
    fields = {"sender": "A <desk@aicmo.example>", "recipient": "ada@example.org", "message_id": f"<{number}@aicmo.example>"}
    return transport.deliver(raw=RAW % number, **(fields | values))


def test_many_mails_go_over_one_connection_and_arrive_as_they_were(server, transport):
    for number in range(5):
        deliver(transport, number)

    assert [*server.taken.values()] == [1] * 5 and server.connections == 1
    assert server.raw["<0@aicmo.example>"].endswith(b"Hello\r\n..hidden dot\r\n")  # stuffed on the way


@pytest.mark.parametrize(
    ("verb", "answer", "kind", "everybody"),
    [
        ("BANNER", "554 no service", Deferred, True),
        ("BANNER", "421 busy", Deferred, True),
        ("MAIL", "451 later", Deferred, True),
        ("MAIL", "550 5.7.1 not your domain", Deferred, True),
        ("RCPT", "451 4.7.1 greylisted", Deferred, False),
        ("RCPT", "421 4.3.2 closing", Deferred, True),
        ("RCPT", "550 5.1.1 no such user", Rejected, None),
        ("DATA", "451 later", Deferred, False),
        ("DATA", "554 no", Rejected, None),
        ("DOT", "451 4.3.0 try again", Deferred, False),
        ("DOT", "554 5.7.1 spam", Rejected, None),
    ],
)
def test_a_no_at_any_phase_says_that_nothing_left(server, transport, verb, answer, kind, everybody):
    server.answers[verb] = answer

    with pytest.raises(kind) as found:
        deliver(transport)

    assert not server.taken and answer.split()[-1] in str(found.value)
    if kind is Deferred:
        assert found.value.everybody is everybody
    server.answers.clear()
    deliver(transport)
    assert server.taken["<1@aicmo.example>"] == 1


@pytest.mark.parametrize(
    ("answer", "hard"),
    [
        ("550 5.1.1 no such user", True),
        ("550 5.2.1 mailbox disabled", True),
        ("550 no such user here", True),
        ("552 5.2.2 mailbox full", False),
        ("550 5.7.1 blocked by policy", False),
        ("550 your IP is on a blacklist", False),
        ("554 5.7.26 DMARC", False),
        ("554 transaction failed", False),
    ],
)
def test_only_a_bad_address_is_a_hard_no(server, transport, answer, hard):
    server.answers["RCPT"] = answer

    with pytest.raises(Rejected) as found:
        deliver(transport)

    assert found.value.hard is hard


@pytest.mark.parametrize("verb", ["BANNER", "EHLO", "MAIL", "RCPT", "DATA", "CONTENT"])
def test_a_connection_that_breaks_before_the_dot_has_sent_nothing(server, transport, verb):
    server.hang_up = verb
    raw = RAW % 1 + b"x" * 78 * 300_000 if verb == "CONTENT" else RAW % 1  # more than the sockets' buffers hold

    with pytest.raises((Deferred, OSError)) as found:
        transport.deliver(raw=raw, sender="desk@aicmo.example", recipient="a@b.example", message_id="<1@x.example>")

    assert isinstance(found.value, Deferred) and not server.taken


def test_a_connection_that_breaks_after_the_dot_may_have_sent_it(server, transport):
    server.hang_up = "DOT"

    with pytest.raises(OSError) as found:
        deliver(transport)

    assert not isinstance(found.value, Deferred) and server.taken["<1@aicmo.example>"] == 1


def test_an_answer_that_comes_too_late_is_not_taken_for_the_next_mail(server, transport, monkeypatch):
    monkeypatch.setattr("kernel.mail.smtp.TIMEOUT_SECONDS", 0.3)
    server.answer_seconds = 0.9
    with pytest.raises(OSError) as found:
        deliver(transport, 1)
    assert not isinstance(found.value, Deferred)
    server.answer_seconds = 0

    deliver(transport, 2)

    assert server.connections == 2 and server.taken["<2@aicmo.example>"] == 1


def test_a_kept_connection_that_was_closed_meanwhile_is_made_anew(server, transport):
    deliver(transport, 1)
    server.hang_up = "MAIL"
    with pytest.raises(Deferred):
        deliver(transport, 2)  # twice closed: given up
    server.hang_up = ""
    deliver(transport, 3)
    transport._kept.session._smtp.sock.close()
    transport._kept.session._smtp.sock = None

    deliver(transport, 4)

    assert [*server.taken] == [f"<{n}@aicmo.example>" for n in (1, 3, 4)]


def test_a_worn_or_idle_connection_is_not_used_again(server, transport, monkeypatch):
    deliver(transport, 1)
    monkeypatch.setattr("kernel.mail.smtp.IDLE_SECONDS", -1.0)
    deliver(transport, 2)
    monkeypatch.setattr("kernel.mail.smtp.IDLE_SECONDS", 20.0)
    monkeypatch.setattr("kernel.mail.smtp.MAILS_PER_CONNECTION", 1)
    deliver(transport, 3)

    assert server.connections == 3 and len(server.taken) == 3


def test_with_pipelining_a_mail_takes_two_round_trips():
    server = MailServer(extensions=("PIPELINING", "SIZE 2000"))
    transport = SmtpTransport(Server.at(server.url))
    deliver(transport, 1)
    trips = []
    session = transport._kept.session
    send = session._smtp.send
    session._smtp.send = lambda data: (trips.append(data), send(data))[1]

    deliver(transport, 2)

    assert len(trips) == 3 and trips[2] == b".\r\n"  # the dot follows its mail without an answer between
    with pytest.raises(Rejected, match="bytes"):
        transport.deliver(raw=RAW % 3 + b"x" * 3000, sender="a@b.example", recipient="c@d.example", message_id="<3>")
    server.shutdown()
    server.server_close()


def test_without_tls_mail_leaves_only_for_this_machine(server):
    with pytest.raises(Deferred, match="STARTTLS"):
        deliver(SmtpTransport(Server(host="127.0.0.1", port=server.port, security="starttls")))
    with pytest.raises(Deferred) as found:
        deliver(SmtpTransport(Server(host="127.0.0.1", port=server.port, security="tls")))
    assert isinstance(found.value.__cause__, ssl.SSLError) and not server.taken
    with pytest.raises(ValueError, match="this machine"):
        Server.at("smtp+plain://mail.example.org")


@pytest.mark.parametrize("url", ["", "mail.example.org", "http://x.example", "smtp://"])
def test_what_is_no_mail_server_is_said(url):
    with pytest.raises(ValueError, match="smtps"):
        Server.at(url)


def test_a_server_is_read_from_its_address():
    found = Server.at("smtps://me%40x:p%3Aw@mail.example.org")

    assert found == Server(host="mail.example.org", port=465, security="tls", user="me@x", password="p:w")


def test_without_a_server_it_says_what_to_set(settings):
    settings.AICMO_SMTP_URL = ""

    with pytest.raises(NotConfigured):
        SmtpTransport().check()


def test_what_is_configured_wrongly_lets_nothing_leave_and_loses_nothing(server, transport, settings, tmp_path):
    settings.AICMO_DKIM = {"aicmo.example": ("s1", str(tmp_path / "gone.pem"))}
    with pytest.raises(Deferred) as key:
        deliver(transport)
    settings.AICMO_DKIM = {}
    settings.AICMO_SMTP_URL = "mail.example.org"
    with pytest.raises(Deferred) as url:
        deliver(SmtpTransport())

    assert key.value.everybody and url.value.everybody and not server.taken
    with pytest.raises(NotConfigured, match="AICMO_SMTP_URL"):
        SmtpTransport().check()


# One contract, whatever stands behind the port.


@pytest.fixture(params=["fake", "maildir", "smtp"])
def any_transport(request, tmp_path):
    if request.param == "fake":
        yield FakeTransport(), lambda transport: len(transport.delivered)
    elif request.param == "maildir":
        yield MaildirTransport(tmp_path), lambda transport: len([*tmp_path.rglob("*.eml")])
    else:
        server = MailServer()
        yield SmtpTransport(Server.at(server.url)), lambda transport: len(server.taken)
        server.shutdown()
        server.server_close()


def test_every_transport_delivers_once_and_tells_what_it_knows(any_transport):
    transport, count = any_transport

    reference = deliver(transport, 1)

    assert reference and count(transport) == 1
    assert transport.lookup(recipient="ada@example.org", message_id="<1@aicmo.example>") in (True, None)
    assert transport.lookup(recipient="ada@example.org", message_id="<2@aicmo.example>") in (False, None)


# The door's side.


@pytest.fixture
def queued(harness):
    with atomic("qc"):
        mail.queue(app="qc", purpose="service", to="ada@example.org", subject="Hello", text="Hello.", key="k1")
    return lambda: Mail.objects.using(alias_for("qc")).get()


def test_a_mail_that_is_put_off_is_tried_again_as_a_first_attempt(harness, queued, monkeypatch):
    harness.mails.defer.add("ada@example.org")
    monkeypatch.setattr(harness.mails, "lookup", lambda **_: None)
    harness.drain()
    row = queued()
    assert row.state == "pending" and row.attempt == 1 and "451" in row.last_error
    assert not Effect.objects.using(alias_for("qc")).exists()

    harness.mails.defer.clear()
    Mail.objects.using(alias_for("qc")).update(retry_at=None)
    harness.drain()

    assert queued().state == "sent" and len(harness.mails.delivered) == 1


def test_while_the_server_is_away_no_attempt_counts(harness, queued, monkeypatch):
    def away(**_):
        raise Deferred("cannot be reached", everybody=True)

    monkeypatch.setattr(harness.mails, "deliver", away)
    for _ in range(Mail.MAX_ATTEMPTS + 2):
        harness.drain()
        Mail.objects.using(alias_for("qc")).update(retry_at=None)

    assert queued().state == "pending" and queued().attempt == 0


def test_a_server_that_is_away_is_asked_once_a_round(harness, monkeypatch):
    asked = []

    def away(**given):
        asked.append(given["recipient"])
        raise Deferred("cannot be reached", everybody=True)

    monkeypatch.setattr(harness.mails, "deliver", away)
    with atomic("qc"):
        for n in range(5):
            mail.queue(app="qc", purpose="service", to=f"a{n}@example.org", subject="Hello", text="Hello.", key=f"k{n}")

    harness.drain()

    rows = Mail.objects.using(alias_for("qc"))
    assert len(asked) == 1 and set(rows.values_list("state", "attempt")) == {("pending", 0)}
    monkeypatch.undo()
    rows.update(retry_at=None)
    harness.drain()
    assert len(harness.mails.delivered) == 5


def test_a_mail_whose_lease_was_lost_while_it_was_put_off_does_not_stop_the_others(harness, monkeypatch):
    def slow(**given):
        if given["recipient"] == "a0@example.org":
            Mail.objects.using(alias_for("qc")).filter(recipient=given["recipient"]).update(
                token=99, lease_until=None, state="sent"
            )
            raise Deferred("451 later")
        return deliver_(**given)

    deliver_ = harness.mails.deliver
    monkeypatch.setattr(harness.mails, "deliver", slow)
    with atomic("qc"):
        for n in range(2):
            mail.queue(app="qc", purpose="service", to=f"a{n}@example.org", subject="Hello", text="Hello.", key=f"k{n}")

    harness.drain()

    assert [to for to, _ in harness.mails.delivered] == ["a1@example.org"]


def test_a_mail_that_is_put_off_again_and_again_is_given_up(harness, queued):
    harness.mails.defer.add("ada@example.org")
    for _ in range(Mail.MAX_ATTEMPTS):
        harness.drain()
        Mail.objects.using(alias_for("qc")).update(retry_at=None)

    assert queued().state == "dead" and not effects.find(app="qc", kind="mail", key=str(queued().id))
