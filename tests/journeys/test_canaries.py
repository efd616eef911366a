"""Unique words of people and secrets are put into every input; none comes out in a log, a metric, a span or an audit fact."""

import io
import json
import logging
import re
from email import message_from_bytes
from email.policy import default

import pytest
from django.core.cache import cache
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily

from apps.cam.providers import FakeInbox
from apps.identity import services as identity
from kernel import db, facts, logs, metrics, signals, traces
from kernel.actors import worker
from kernel.db import atomic
from kernel.models import AuditFact, OutboxEvent
from kernel.refs import plain
from kernel.testing import browser
from tests.cam import factories as leads
from tests.kernel.probes import BREAK, ProbeTold
from tests.onboarding import factories as onboarding

LEAD, PHONE, FIRST, LAST = "zquorvex@lead-canary.example", "+44 20 7946 0111", "Zquibbel", "Zvandorf"
PASSWORD, APPROVER, ANSWER, REPLY = "zwachwort-canary-1", "zcleo@client-canary.example", "Zintake-canary", "Zreply-canary"
WORDS = {PHONE, FIRST, LAST, PASSWORD, ANSWER, REPLY, "zquorvex", "lead-canary", "zcleo", "client-canary"}


class Played:
    """What a play left behind, as text by place."""

    def __init__(self) -> None:
        self.log, self.spans, self.secrets = io.StringIO(), InMemorySpanExporter(), set()

    def texts(self) -> dict[str, str]:
        """Everything that people who may not read the data can read."""
        facts = [
            {f.name: getattr(row, f.name) for f in AuditFact._meta.fields}
            for alias in signals.databases()
            for row in AuditFact.objects.using(alias)
        ]
        labels = [sorted(s.labels.items()) for family in metrics.REGISTRY.collect() for s in family.samples]
        return {
            "log": self.log.getvalue(),
            "metrics": json.dumps(labels) + metrics.exposition().decode(),
            "spans": "\n".join(span.to_json() for span in self.spans.get_finished_spans()),
            "audit": json.dumps([plain(fact) for fact in facts]),
        }

    def leaks(self) -> set[tuple[str, str]]:
        """(place, word) of everything that came out."""
        words = WORDS | self.secrets
        return {(place, word) for place, text in self.texts().items() for word in words if _told(word, text)}


def _told(word: str, text: str) -> bool:
    """A code's six digits count when they stand alone: by chance they occur inside times and ids, too."""
    if word.isdecimal():
        return re.search(rf"(?<![\w.]){word}(?!\w)", text) is not None
    return word.lower() in text.lower()


@pytest.fixture
def played():
    """A recorder: all loggers at DEBUG through our own formatter, all spans."""
    cache.clear()
    found, root = Played(), logging.getLogger()
    handler = logging.StreamHandler(found.log)
    handler.setFormatter(logs.JsonLines())
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    traces.use(found.spans, at_once=True)
    yield found
    traces.stop()
    root.setLevel(level)
    root.removeHandler(handler)
    BREAK.clear()


def play(harness, found):
    """A lead is won by mail, a client is taken on and signs in, and on the way everything that can fail does once."""
    inbox = FakeInbox()
    harness.use("cam.inbox", inbox)
    owner = sign_in_staff()
    found.secrets.add(issue_token(owner))
    win_a_lead(harness, inbox)
    take_on_a_client(harness, found)
    what_fails(harness)


def sign_in_staff():
    made = identity.create_owner(
        actor=worker("identity"), email="owner@aicmo.example", name="Olivia Berg", password=PASSWORD, key="owner"
    )
    client = browser()
    client.post("/accounts/login/", {"login": "owner@aicmo.example", "password": PASSWORD + "-wrong"})
    client.post("/accounts/login/", {"login": "owner@aicmo.example", "password": PASSWORD})
    return identity.actor_for_user(user_id=made.id)


def issue_token(owner):
    token = identity.issue_token(actor=owner, name="canary", rights=("identity.view",), client_id=None)
    for secret in (token.secret, token.secret + "x"):
        browser().get(f"/api/v1/identity/me/?token={secret}", headers={"Authorization": f"Bearer {secret}"})
    return token.secret


def win_a_lead(harness, inbox):
    leads.running_campaign(leads.row(First_Name=FIRST, Last_Name=LAST, Email=LEAD, Website="https://lead-canary.example"))
    harness.advance(days=4)
    sent = harness.mails.delivered[-1][1]
    inbox.put(leads.answer(f"Yes, {REPLY}: please call {PHONE}. {FIRST}", to=sent, sender=LEAD))
    harness.advance(minutes=30)


def take_on_a_client(harness, found):
    account = onboarding.client(name=LAST, email=APPROVER)
    onboarding.captured({**onboarding.ANSWERS, "client_name": f"{ANSWER} {PHONE}"}, account=account, contact_email=APPROVER)
    harness.drain()
    client = browser()
    client.post("/accounts/login/code/", {"email": APPROVER})
    harness.drain()
    [raw] = [raw for to, raw in harness.mails.delivered[-1:] if to == APPROVER]
    code = re.search(r"^ +(\d{6})\s*$", message_from_bytes(raw, policy=default).get_body(("plain",)).get_content(), re.M)[1]
    found.secrets.add(code)
    client.post("/accounts/login/code/confirm/", {"code": "000000"})
    client.post("/accounts/login/code/confirm/", {"code": code})
    link = identity.issue_share_link(
        actor=worker("identity"), client_id=account.id, app="onboarding", object_id=account.id, action="answer"
    )
    found.secrets.add(link.url.rstrip("/").rsplit("/", 1)[-1])
    for method in (browser().get, browser().post):
        method(link.url.removeprefix("http://127.0.0.1:8000"))
    client.get(f"/portal/{LEAD}/")


def what_fails(harness):
    """The transport, a receiver, a view's input, a stored payload: each with somebody's data in the error."""
    harness.mails.fail.add(APPROVER)
    browser().post("/accounts/login/code/", {"email": APPROVER})
    harness.drain()
    BREAK.add(f"{LEAD} {PHONE}")
    with atomic("qc"):
        signals.publish(ProbeTold(word=f"{LEAD} {PHONE}"))
    signals.relay()
    try:
        signals.load("cam.lead_qualified.v1", {"id": FIRST, "lead_id": LAST, "at": ANSWER})
    except Exception:
        logging.getLogger("apps.cam").exception("a payload that cannot be read")
    try:
        raise db.IntegrityError(f"duplicate key\nDETAIL:  Key (email, name)=({LEAD}, {LAST}) already exists.")
    except db.IntegrityError:
        logging.getLogger("apps.cam").exception("a row that stands already")


def test_no_word_of_a_person_and_no_secret_comes_out(harness, played):
    play(harness, played)

    texts = played.texts()
    assert played.leaks() == set()
    assert len(played.secrets) == 3 and OutboxEvent.objects.using(db.alias_for("cam")).filter(name__startswith="cam.").exists()
    for place, sign in {
        "log": '"exception"',
        "metrics": "aicmo_mails_total",
        "spans": "provider mail.transport",
        "audit": "identity.issue_token",
    }.items():
        assert sign in texts[place], f"nothing was heard from {place}"


def test_without_redaction_the_logs_would_tell(harness, played, monkeypatch):
    monkeypatch.setattr(logs, "clean", lambda name, value: value)

    play(harness, played)

    assert {("log", "lead-canary"), ("log", PHONE), ("log", FIRST), ("log", LAST), ("log", ANSWER)} <= played.leaks()


def test_without_hashing_the_audit_facts_would_tell(harness, played, monkeypatch):
    monkeypatch.setattr(facts, "hide", plain)

    play(harness, played)

    assert {word for place, word in played.leaks() if place == "audit"} >= {ANSWER, "lead-canary"}


def test_a_code_is_found_where_it_stands_alone():
    assert _told("970104", '{"code": "970104"}') and _told("970104", "code=970104.") and _told("970104", "Code 970104, please")
    assert not _told("970104", "aicmo_mails_created 1.795970104e+09") and not _told("970104", "12:03:04.970104+00:00")


def test_a_label_or_an_attribute_of_a_text_would_be_seen(played, monkeypatch):
    class Careless:
        def collect(self):
            family = GaugeMetricFamily("aicmo_careless", "", labels=("signal",))
            family.add_metric([LEAD], 1)
            yield family

    monkeypatch.setattr(metrics, "REGISTRY", CollectorRegistry())
    metrics.REGISTRY.register(Careless())

    with traces.span("probe", {"signal": LAST}):
        pass

    assert {("metrics", "lead-canary"), ("spans", LAST)} <= played.leaks()
