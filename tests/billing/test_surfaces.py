"""The client at the portal, finance in the admin, an integrator at the API."""

import re
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.billing import services
from apps.billing.contracts import InvoiceStatus
from apps.billing.models import Invoice, StatementBatch
from apps.identity import services as identity
from kernel.actors import worker
from kernel.db import alias_for
from kernel.models import Mail
from kernel.testing import browser, guest
from tests.billing.factories import FINANCE, client, draft, eur, issued, line, now
from tests.billing.test_dunning_and_quotes import quote

HOUSE = worker("billing")


def person(client_id):
    """The client's approver, signed in."""
    return browser(identity.list_members(actor=HOUSE, client_id=client_id)[0].user_id)


def finance():
    """Somebody of finance, signed in."""
    made = identity.create_staff(actor=HOUSE, email="fina@agency.example", name="Fina", role="finance", key="")
    return browser(made.id)


def act(browser_, row, name, **values):
    """Press an act's button in the admin."""
    return browser_.post(f"/admin/billing/invoice/{row.id}/act/{name}/", values, follow=True)


def test_a_client_sees_the_invoice_and_how_to_pay_it(harness):
    client_id = client()
    invoice = issued(line(1234_00), client_id=client_id)
    harness.drain()
    page = person(client_id)

    listed = page.get("/portal/billing/").content.decode()
    shown = page.get(f"/portal/billing/{invoice.id}/").content.decode()
    pdf = page.get(f"/portal/billing/{invoice.id}/pdf/")

    assert invoice.number in listed and "1,468.46 EUR" in shown and "DE02 1203" in shown
    assert b"".join(pdf.streaming_content).startswith(b"%PDF") and pdf["Content-Type"] == "application/pdf"


def test_dates_are_written_for_people_on_every_page(harness):
    client_id = client()
    invoice = issued(client_id=client_id)
    harness.drain()
    page = person(client_id)

    for path in ("/portal/billing/", f"/portal/billing/{invoice.id}/"):
        shown = page.get(path).content.decode()
        assert "13 December 2025" in shown and "27 December 2025" in shown and "2025-12-" not in shown
    assert "due on 27 December 2025" in page.get("/portal/").content.decode()


def test_the_link_of_the_mail_shows_this_invoice_and_no_other(harness):
    client_id = client()
    invoice, other = issued(client_id=client_id), issued(client_id=client_id)
    harness.drain()
    text = Mail.objects.using(alias_for("billing")).get(key=f"document:{invoice.id}").text
    holder = guest(re.search(r"https?://\S+/s/\S+", text)[0])

    assert invoice.number in holder.get(f"/portal/billing/{invoice.id}/").content.decode()
    assert holder.get(f"/portal/billing/{other.id}/").status_code == 404
    assert other.number not in holder.get("/portal/billing/").content.decode()


def test_a_client_accepts_a_quote_with_one_button(harness):
    client_id = client()
    offered = quote(client_id)
    page, url = person(client_id), f"/portal/billing/quotes/{offered.id}/"

    stale = page.post(url, {"sha256": "0" * 64, "answer": "accept", "form_key": "a"})
    done = page.post(url, {"sha256": offered.sha256, "answer": "accept", "form_key": "b"}, follow=True)

    assert stale.status_code == 409 and "not the quote you were shown" in stale.content.decode()
    assert done.status_code == 200 and services.get_quote(actor=FINANCE, quote_id=offered.id).status == "accepted"


def test_a_draft_is_not_there_for_the_client():
    client_id = client()
    made = draft(client_id=client_id)

    assert person(client_id).get(f"/portal/billing/{made.id}/").status_code == 404


def test_finance_issues_and_records_a_payment_in_the_admin():
    made, desk = draft(line(100_00)), finance()

    act(desk, made, "issue")
    told = act(
        desk, made, "record_payment", amount="119.00", received_on="2025-12-13", method="bank", reference="x", form_key="p"
    ).content.decode()

    assert now(made).status is InvoiceStatus.PAID and "119.00 EUR recorded." in told


def test_the_admin_says_why_a_draft_is_held():
    made, desk = draft(line(description="Mystery", proof_id=None)), finance()

    told = act(desk, made, "issue").content.decode()

    assert "Mystery" in told and now(made).status is InvoiceStatus.DRAFT


def test_a_bank_statement_is_imported_in_the_admin():
    invoice, desk = issued(line(100_00)), finance()
    data = f"date,amount,payer,reference\n2025-12-12,119.00,Acme,{invoice.number}\n".encode()

    page = desk.post("/admin/billing/statementbatch/add/", {"file": SimpleUploadedFile("bank.csv", data)}, follow=True)

    assert page.status_code == 200 and now(invoice).status is InvoiceStatus.PAID and StatementBatch.objects.count() == 1
    again = desk.post("/admin/billing/statementbatch/add/", {"file": SimpleUploadedFile("bank.csv", data)}, follow=True)
    assert "imported already" in again.content.decode() and StatementBatch.objects.count() == 1


def test_every_staff_page_opens(harness):
    invoice, desk = issued(client_id=client()), finance()
    services.record_payment(actor=FINANCE, invoice_id=invoice.id, amount=eur(1), key="")
    quote(invoice.client_id)
    harness.drain()

    for model in ("invoice", "quote", "payment", "statementbatch", "statementline", "ledgerentry", "terms"):
        assert desk.get(f"/admin/billing/{model}/").status_code == 200, model
    assert desk.get(f"/admin/billing/invoice/{invoice.id}/change/").status_code == 200
    assert desk.get(f"/admin/billing/invoice/?q={invoice.number}&status__exact=issued").status_code == 200


def api(role="finance"):
    """Calls of an integrator of the agency."""
    made = identity.create_staff(actor=HOUSE, email=f"{role}@agency.example", name="Api", role=role, key="")
    return browser(made.id)


def test_the_api_drafts_lists_and_reads_invoices():
    desk = api()
    body = {
        "client_id": str(client()),
        "engagement_id": str(uuid4()),
        "kind": "EXTRA",
        "bill_to": {"name": "Acme", "email": "pay@acme.example", "country": "Germany"},
        "lines": [{"description": "Posts", "quantity": "2", "unit_price": {"minor": 5000, "currency": "EUR"}}],
    }

    made = desk.post("/api/v1/billing/invoices/", body, content_type="application/json")
    listed = desk.get("/api/v1/billing/invoices/?status=draft&limit=10").json()
    refused = desk.post(f"/api/v1/billing/invoices/{made.json()['id']}/issue/", content_type="application/json")

    assert made.status_code == 201 and made.json()["total"] == {"minor": 11900, "currency": "EUR"}
    assert [row["id"] for row in listed["items"]] == [made.json()["id"]]
    assert refused.status_code == 409 and refused["Content-Type"].startswith("application/problem+json")
    assert Invoice.objects.count() == 1


def test_bad_input_to_the_api_is_a_named_field():
    desk = api()

    assert desk.get("/api/v1/billing/invoices/?status=lost").json()["field"] == "status"
    assert desk.get("/api/v1/billing/invoices/?cursor=zzz").json()["field"] == "cursor"
    assert desk.get("/api/v1/billing/trial-balance/?currency=Euro!").json()["field"] == "currency"
    wrong = desk.post("/api/v1/billing/invoices/", {"kind": "EXTRA"}, content_type="application/json")
    assert wrong.status_code == 400 and wrong.json()["field"]
