"""Reminders leave on their days and stop on payment; quotes are answered on the bytes that were seen."""

from uuid import uuid4

import pytest

from apps.billing import services
from apps.billing.contracts import InvoiceStatus, QuoteFilter, QuoteStatus
from apps.billing.models import Terms
from kernel.db import alias_for, atomic
from kernel.errors import AlreadyDecided, Conflict, StaleVersion
from kernel.models import Mail, OutboxEvent
from kernel.testing import client_user, staff
from tests.billing.factories import BILL_TO, FINANCE, client, issued, line, now, pay


def reminders():
    rows = Mail.objects.using(alias_for("billing")).filter(key__startswith="reminder:").order_by("created_at")
    return [(str(m.created_at.date()), m.subject) for m in rows]


def test_reminders_leave_on_days_3_10_20_30_after_the_due_date(harness):
    invoice = issued(client_id=client())  # due on 2025-12-27
    harness.advance(days=60)

    assert [day for day, _ in reminders()] == ["2025-12-30", "2026-01-06", "2026-01-16", "2026-01-26"]
    assert all(invoice.number in subject for _, subject in reminders()) and now(invoice).status is InvoiceStatus.OVERDUE
    overdue = OutboxEvent.objects.using(alias_for("billing")).filter(name="billing.invoice_overdue.v1").order_by("id")
    assert [row.payload["level"] for row in overdue] == [0, 1, 2, 3, 4]


def test_a_payment_stops_the_reminders(harness):
    invoice = issued(client_id=client())
    harness.advance(days=18)
    pay(invoice, invoice.total.minor)

    harness.advance(days=60)

    assert len(reminders()) == 1 and now(invoice).status is InvoiceStatus.PAID


def test_a_partial_payment_does_not_stop_them_and_the_mail_names_what_is_open(harness):
    invoice = issued(line(100_00), client_id=client())
    pay(invoice, 19_00)

    harness.advance(days=18)

    mail = Mail.objects.using(alias_for("billing")).get(key=f"reminder:{invoice.id}:1")
    assert "100.00 EUR" in mail.text and "/portal/identity/s/" in mail.text


def test_the_dunning_days_are_the_house_s_to_change(harness):
    with atomic("billing"):
        Terms.objects.create(dunning_days=[5])
    issued(client_id=client())

    harness.advance(days=60)

    assert [day for day, _ in reminders()] == ["2026-01-01"]


def quote(client_id=None, **more):
    values = {"client_id": client_id or uuid4(), "engagement_id": uuid4(), "title": "Ten more posts", "key": ""} | more
    return services.create_quote(actor=FINANCE, lines=(line(40_00, "10"),), bill_to=BILL_TO, **values)


def test_accepting_a_quote_drafts_an_invoice_whose_lines_name_it():
    offered = quote()
    person = client_user(offered.client_id, "billing.view", "billing.pay")

    done = services.accept_quote(actor=person, quote_id=offered.id, sha256=offered.sha256, key="k")

    drafted = services.get_invoice(actor=FINANCE, invoice_id=done.invoice_id)
    assert done.status is QuoteStatus.ACCEPTED and drafted.total == offered.total == done.total
    assert drafted.lines[0].proof_kind == "quote" and drafted.lines[0].proof_sha256 == offered.sha256
    assert services.issue(actor=FINANCE, invoice_id=drafted.id, key="k").number
    with pytest.raises(AlreadyDecided):
        services.decline_quote(actor=person, quote_id=offered.id, sha256=offered.sha256, key="k2")


def test_another_quote_than_the_one_seen_is_not_accepted(harness):
    offered = quote()
    person = client_user(offered.client_id, "billing.view", "billing.pay")

    with pytest.raises(StaleVersion):
        services.accept_quote(actor=person, quote_id=offered.id, sha256="0" * 64, key="k")
    harness.advance(days=31)
    with pytest.raises(Conflict, match="valid until"):
        services.accept_quote(actor=person, quote_id=offered.id, sha256=offered.sha256, key="k")


def test_a_quote_comes_by_mail_with_its_pdf(harness):
    offered = quote(client())

    harness.drain()

    mail = Mail.objects.using(alias_for("billing")).get(key=f"document:{offered.id}")
    assert "Ten more posts" in mail.subject and str(offered.id) in mail.text
    assert services.get_document(actor=FINANCE, quote_id=offered.id).data.startswith(b"%PDF")
    assert services.list_quotes(actor=FINANCE, filter=QuoteFilter(status=QuoteStatus.OPEN)).items[0].id == offered.id


def test_what_waits_is_shown_to_whom_it_waits_for(harness):
    invoice = issued()
    offered = quote(invoice.client_id)
    person = client_user(invoice.client_id, "billing.view", "billing.pay")
    viewer = client_user(invoice.client_id, "billing.view")

    waiting = services.list_waiting(actor=person)

    assert [w.url for w in waiting] == [f"/portal/billing/{invoice.id}/", f"/portal/billing/quotes/{offered.id}/"]
    assert services.list_waiting(actor=viewer) == services.list_waiting(actor=staff("billing.view")) == ()
    services.accept_quote(actor=person, quote_id=offered.id, sha256=offered.sha256, key="k")
    assert [w.kind for w in services.list_waiting(actor=FINANCE)] == ["invoice_draft"]
