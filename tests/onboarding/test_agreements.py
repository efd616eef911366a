"""The agreement: text, signature, expiry, reminders."""

import hashlib
from uuid import uuid4

import pytest
from django.db import DatabaseError

from apps.onboarding import models, services
from apps.onboarding.contracts import AgreementClosed
from kernel.errors import InvalidInput, NotFound, StaleVersion
from kernel.hiding import keyed_hash
from kernel.money import Money
from kernel.testing import client_user
from tests.onboarding.factories import STAFF, WORKER, approver, engagement, mails, sign, told


def prepared(**changed):
    opened = engagement(**changed)
    return opened, services.prepare_agreement(actor=WORKER, engagement_id=opened.id, key="")


def reminders(harness):
    return [m for m in mails(harness) if "signature" in m.subject]


def test_the_text_says_what_was_sold_and_is_hashed():
    opened, agreement = prepared(price=Money(minor=700000, currency="EUR"))

    assert agreement.sha256 == hashlib.sha256(agreement.text.encode()).hexdigest()
    for fact in ("7,000.00 EUR", "3,500.00 EUR", "Harbour & Pine Ltd", "Mia Marsh", *opened.deliverables):
        assert fact in agreement.text
    assert "{" not in agreement.text


def test_another_price_and_language_give_another_text():
    _, english = prepared()
    _, german = prepared(language="de", price=Money(minor=123456, currency="EUR"))

    assert german.text.startswith("DIENSTLEISTUNGSVERTRAG")
    assert "1,234.56 EUR" in german.text
    assert english.sha256 != german.sha256


def test_signing_is_logged_with_hashes_only(harness):
    opened, agreement = prepared()

    done = sign(opened, agreement, ip="203.0.113.9", user_agent="Firefox")

    assert (done.state, done.signer_name) == ("signed", "Mia Marsh")
    line = done.log[-1]
    assert (line.kind, line.sha256, line.ip_hash) == ("signed", agreement.sha256, keyed_hash("203.0.113.9"))
    assert [event["ref"]["sha256"] for event in told("agreement_signed")] == [agreement.sha256]


def test_other_bytes_are_not_signed():
    opened, agreement = prepared()

    with pytest.raises(StaleVersion):
        sign(opened, agreement, sha256="0" * 64)


def test_a_signature_counts_once():
    opened, agreement = prepared()
    sign(opened, agreement)

    with pytest.raises(AgreementClosed):
        sign(opened, agreement)


@pytest.mark.parametrize("name", ["", "  ", "x", "\u200b\u200b\u200b\u200b", "Mia\nMarsh", "12345", "a" * 300])
def test_a_signature_needs_a_name(name):
    opened, agreement = prepared()

    with pytest.raises(InvalidInput) as refusal:
        sign(opened, agreement, signer_name=name)

    assert refusal.value.field == "signer_name"


def test_another_client_cannot_sign():
    _, agreement = prepared()
    stranger = client_user(uuid4(), "onboarding.sign")

    with pytest.raises(NotFound):
        services.sign_agreement(
            actor=stranger, agreement_id=agreement.id, sha256=agreement.sha256, signer_name="Eve E", ip="", user_agent="", key=""
        )


def test_a_new_version_replaces_the_open_one():
    opened, first = prepared()

    second = services.prepare_agreement(actor=STAFF, engagement_id=opened.id, key="b")

    assert second.version == 2
    with pytest.raises(AgreementClosed):
        sign(opened, first)
    assert sign(opened, second).state == "signed"


def test_the_invitation_leaves_with_a_link_and_is_logged(harness):
    opened, _ = prepared()

    harness.drain()

    mail = mails(harness)[-1]
    assert mail.recipient == opened.contact_email
    assert "/portal/identity/s/" in mail.text
    read = services.get_agreement(actor=approver(opened), engagement_id=opened.id)
    assert read.state == "sent"
    assert [line.kind for line in read.log] == ["prepared", "invited"]


def test_reminders_go_out_until_the_agreement_expires(harness):
    opened, agreement = prepared()

    harness.advance(days=31)

    assert len(reminders(harness)) == 3
    assert services.get_agreement(actor=STAFF, engagement_id=opened.id).state == "expired"
    with pytest.raises(AgreementClosed):
        sign(opened, agreement)


def test_reminders_stop_when_signed(harness):
    opened, agreement = prepared()
    harness.advance(days=4)

    sign(opened, agreement)
    harness.advance(days=40)

    assert len(reminders(harness)) == 1
    assert services.get_agreement(actor=STAFF, engagement_id=opened.id).state == "signed"


def test_the_database_refuses_to_change_signed_text():
    _, agreement = prepared()

    with pytest.raises(DatabaseError):
        models.Agreement.objects.filter(pk=agreement.id).update(text="other")
