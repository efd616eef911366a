"""Issuing: gapless numbers, frozen content, proofs, the PDF and its mail."""

import hashlib
import subprocess

import pytest
from django.db import DatabaseError, transaction

from apps.billing import services
from apps.billing.contracts import BillTo, InvoiceClosed, InvoiceHeld, InvoiceStatus
from apps.billing.models import Counter, Invoice, LedgerEntry, Line
from apps.billing.services import issuing
from kernel.db import alias_for
from kernel.errors import Forbidden
from kernel.models import Mail
from kernel.testing import staff
from tests.billing.factories import BILL_TO, FINANCE, client, draft, issued, line, now
from tests.databases import REFUSED


def test_an_issued_invoice_has_number_due_date_hash_and_is_owed():
    invoice = issued(line(100_00, "3"))

    assert invoice.number == "INV-2025-00001" and invoice.status is InvoiceStatus.ISSUED
    assert str(invoice.due_on) == "2025-12-27" and len(invoice.sha256) == 64
    assert (invoice.net.minor, invoice.tax.minor, invoice.total.minor) == (300_00, 57_00, 357_00) and invoice.open.minor == 357_00


def test_a_failing_issue_leaves_no_gap(monkeypatch):
    issued()
    doomed = draft()
    monkeypatch.setattr(issuing, "_plan_reminders", lambda row: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        services.issue(actor=FINANCE, invoice_id=doomed.id, key="doomed")
    monkeypatch.undo()

    assert [issued().number, services.issue(actor=FINANCE, invoice_id=doomed.id, key="again").number] == [
        "INV-2025-00002",
        "INV-2025-00003",
    ]


def test_the_series_starts_again_with_the_year(harness):
    issued()
    harness.advance(days=30)

    assert issued().number == "INV-2026-00001"
    assert Counter.objects.count() == 2


def test_the_same_key_issues_once():
    made = draft()

    first = services.issue(actor=FINANCE, invoice_id=made.id, key="k")

    assert services.issue(actor=FINANCE, invoice_id=made.id, key="k") == first
    with pytest.raises(InvoiceClosed):
        services.issue(actor=FINANCE, invoice_id=made.id, key="other")


@pytest.mark.parametrize("missing", [{"proof_id": None}, {"proof_kind": ""}, {"proof_kind": "promise"}, {"proof_sha256": ""}])
def test_a_line_without_proof_holds_the_invoice_and_is_named(missing):
    made = draft(line(), line(description="Mystery work", **missing))

    with pytest.raises(InvoiceHeld, match=r"Line 2.*Mystery work"):
        services.issue(actor=FINANCE, invoice_id=made.id, key="k")
    assert made.held and now(made).status is InvoiceStatus.DRAFT


def test_a_completed_draft_can_be_issued():
    made = draft(line(proof_id=None), bill_to=BillTo(name="Acme", email="pay@acme.example"))
    changed = services.update_draft(actor=FINANCE, invoice_id=made.id, lines=(line(),), bill_to=BILL_TO)

    assert changed.held == "" and services.issue(actor=FINANCE, invoice_id=made.id, key="k").number


def test_an_unknown_country_holds_the_invoice():
    made = draft(bill_to=BillTo(name="Acme", email="pay@acme.example", country="Atlantis"))

    assert "country" in made.held


@pytest.mark.parametrize(
    "change", [{"total_minor": 1, "net_minor": 1, "tax_minor": 0}, {"number": "INV-1"}, {"bill_to": {}}, {"sha256": "0"}]
)
def test_the_database_refuses_to_change_an_issued_invoice(change):
    invoice = issued()

    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic(using=alias_for("billing")):
        Invoice.objects.filter(pk=invoice.id).update(**change)
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic(using=alias_for("billing")):
        Line.objects.filter(invoice_id=invoice.id).update(net_minor=1)


def test_the_database_refuses_to_delete_or_add_lines_and_to_delete_bookings():
    invoice = issued()
    stray = {"description": "x", "quantity": 1, "unit_minor": 1, "net_minor": 1, "tax_category": "S", "tax_rate": 19}

    for attempt in (
        lambda: Line.objects.filter(invoice_id=invoice.id).delete(),
        lambda: Line.objects.create(invoice_id=invoice.id, position=9, **stray),
        lambda: Invoice.objects.filter(pk=invoice.id)._raw_delete(alias_for("billing")),
        lambda: LedgerEntry.objects.filter(invoice_id=invoice.id)._raw_delete(alias_for("billing")),
    ):
        with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic(using=alias_for("billing")):
            attempt()


def test_a_draft_can_be_discarded_and_leaves_no_number():
    services.discard_draft(actor=FINANCE, invoice_id=draft().id, reason="made twice")

    assert issued().number == "INV-2025-00001"


def test_only_finance_issues():
    made = draft()

    with pytest.raises(Forbidden):
        services.issue(actor=staff("billing.view", "billing.write"), invoice_id=made.id, key="k")


def test_the_worker_makes_the_pdf_and_mails_its_link(harness, tmp_path):
    invoice = issued(line(1234_56, description="Launch #1 & *more*"), client_id=client())

    harness.drain()

    document = services.get_document(actor=FINANCE, invoice_id=invoice.id)
    (tmp_path / "a.pdf").write_bytes(document.data)
    printed = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"], capture_output=True, check=True
    ).stdout.decode()
    sent = Mail.objects.using(alias_for("billing")).get(app="billing")
    assert hashlib.sha256(document.data).hexdigest() == document.sha256 and document.file_name == "INV-2025-00001.pdf"
    assert "Launch #1 & *more*" in printed and "1,469.13" in printed and "INV-2025-00001" in printed
    assert "13 December 2025" in printed and "27 December 2025" in printed and "2025-12-" not in printed
    assert sent.recipient == "pay@acme.example" and "INV-2025-00001" in sent.subject and "/portal/identity/s/" in sent.text
    assert sent.state == "sent" and now(invoice).pdf_ready
