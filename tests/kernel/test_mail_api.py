"""Mail providers over HTTP: the provider's dialect arrives, what was not taken is told from what may have been."""

import base64
import email
import email.policy
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kernel import mail
from kernel.db import atomic
from kernel.errors import NotConfigured
from kernel.mail import door
from kernel.mail.api import ApiTransport
from kernel.mail.transports import Deferred, Rejected

RAW = (
    b"From: Desk <desk@aicmo.example>\r\nTo: Ada Berg <ada@example.org>\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n"
    b"Message-ID: <1@aicmo.example>\r\nList-Unsubscribe: <https://aicmo.example/u/1>\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/alternative; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello Ada\r\n"
    b"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hello Ada</p>\r\n--b--\r\n"
)


class Api(ThreadingHTTPServer):
    """A provider on this machine: `answers` holds what it says next (status, JSON); None hangs up without a word."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.calls, self.connections, self.answer = [], 0, (200, {})
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def get_request(self):
        self.connections += 1
        return super().get_request()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.calls.append((self.path, dict(self.headers), body))
        if self.server.answer is None:
            self.close_connection = True
            self.connection.close()
            return
        status, told = self.server.answer
        data = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args):
        pass


@pytest.fixture
def api():
    found = Api()
    yield found
    found.shutdown()
    found.server_close()


TAKEN = {
    "postmark": {"ErrorCode": 0, "Message": "OK", "MessageID": "pm-1", "To": "ada@example.org"},
    "resend": {"id": "re-1"},
    "brevo": {"messageId": "<br-1@mail.example>"},
}
OPTIONS = {"postmark": "server_token", "resend": "api_key", "brevo": "api_key"}


def transport(api, name="postmark", **more):
    return ApiTransport({"provider": name, "api_url": api.url, OPTIONS[name]: "a-key", **more})


def deliver(found, recipient="ada@example.org"):
    return found.deliver(raw=RAW, sender="Desk <desk@aicmo.example>", recipient=recipient, message_id="<1@aicmo.example>")


@pytest.mark.parametrize("name", TAKEN)
def test_each_dialect_carries_text_html_subject_and_headers(api, name):
    api.answer = (200, TAKEN[name])

    assert deliver(transport(api, name))

    _, headers, body = api.calls[0]
    told = json.dumps(json.loads(body), ensure_ascii=False)
    for part in ("Hello Ada", "<p>Hello Ada</p>", "Grüße", "ada@example.org", "desk@aicmo.example", "https://aicmo.example/u/1"):
        assert part in told, part
    assert "a-key" in str(headers)


@pytest.mark.parametrize("name", TAKEN)
def test_an_invitation_goes_with_the_mail(api, name):
    api.answer = (200, TAKEN[name])
    mail = email.message_from_bytes(RAW, policy=email.policy.SMTP)
    mail.add_alternative("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n", subtype="calendar", params={"method": "REQUEST"})
    transport(api, name).deliver(
        raw=mail.as_bytes(), sender="Desk <desk@aicmo.example>", recipient="ada@example.org", message_id="<1@aicmo.example>"
    )

    told = api.calls[0][2].decode() if isinstance(api.calls[0][2], bytes) else str(api.calls[0][2])
    assert "invitation.ics" in told and base64.b64encode(b"BEGIN:VCALENDAR\r\n")[:16].decode() in told


def test_our_message_id_is_kept_where_the_provider_has_to_be_told(api):
    api.answer = (200, TAKEN["postmark"])

    assert deliver(transport(api)) == "pm-1"

    sent = {h["Name"]: h["Value"] for h in json.loads(api.calls[0][2])["Headers"]}
    assert (sent["X-PM-KeepID"], sent["Message-ID"]) == ("true", "<1@aicmo.example>")


def test_many_mails_go_over_one_connection(api):
    api.answer, found = (200, TAKEN["postmark"]), transport(api)

    for _ in range(4):
        deliver(found)

    assert (len(api.calls), api.connections) == (4, 1)


@pytest.mark.parametrize(
    ("status", "kind", "everybody"),
    [
        (429, Deferred, True), (503, Deferred, True), (401, Deferred, True), (403, Deferred, True), (400, Rejected, None),
        (413, Rejected, None),
    ],
)  # fmt: skip
def test_a_call_that_was_refused_left_nothing(api, status, kind, everybody):
    api.answer = (status, {"Message": "no", "ErrorCode": 1})

    with pytest.raises(kind) as found:
        deliver(transport(api))

    assert str(status) in str(found.value)
    if kind is Deferred:
        assert found.value.everybody is everybody
    else:
        assert not found.value.hard


def test_an_address_that_bounced_before_is_refused(api):
    told = "Found inactive addresses: ada@example.org. Inactive recipients are ones that have generated a hard bounce."
    api.answer = (422, {"ErrorCode": 406, "Message": told})

    with pytest.raises(Rejected) as found:
        deliver(transport(api))

    assert "ada@example.org" in str(found.value) and len(api.calls) == 1


@pytest.mark.parametrize(
    "answer",
    [None, (500, {"Message": "oops"}), (200, "no mail id"), (422, {"ErrorCode": 406, "Message": "in other words than these"})],
)
def test_a_lost_answer_is_neither_a_yes_nor_a_no(api, answer):
    api.answer = answer

    with pytest.raises(Exception) as found:
        deliver(transport(api))

    assert not isinstance(found.value, Rejected | Deferred)


def test_a_provider_that_is_away_puts_everybody_off():
    gone = Api()
    gone.shutdown()
    gone.server_close()

    with pytest.raises(Deferred) as found:
        deliver(transport(gone))

    assert found.value.everybody


@pytest.mark.parametrize(
    ("options", "told"),
    [({}, "no mail provider"), ({"provider": "pigeon"}, "pigeon"), ({"provider": "postmark"}, "server_token")],
)
def test_what_is_not_configured_is_named_and_nothing_is_lost(options, told):
    found = ApiTransport(options)

    with pytest.raises(NotConfigured) as error:
        found.check()
    assert told.lower() in str(error.value).lower()
    with pytest.raises(Deferred) as put_off:
        deliver(found)
    assert put_off.value.everybody


def test_the_door_tells_the_providers_name_of_a_mail(harness, api, monkeypatch):
    """Providers that replace our Message-ID are answered under theirs."""
    told = []
    monkeypatch.setitem(door._outcomes, "qc", told.append)
    api.answer = (200, TAKEN["resend"])
    harness.use("mail.transport", transport(api, "resend"))
    with atomic("qc"):
        mail.queue(app="qc", purpose="service", to="ada@example.org", subject="Hello", text="Hello", key="one")

    mail.send_due()

    assert [(o.state, o.provider_id) for o in told] == [("sent", "re-1")]
