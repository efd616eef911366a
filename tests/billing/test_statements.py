"""Bank statements: each line booked once, kept for a person, or explained."""

from uuid import UUID

import pytest

from apps.billing import services
from apps.billing.contracts import InvoiceStatus, StatementUnreadable
from apps.billing.logic.statements import amount_of, numbers_in
from kernel.errors import AlreadyDecided, Conflict, Forbidden
from kernel.testing import staff
from tests.billing.factories import FINANCE, issued, line, now

GERMAN = """Kontoauszug;;;
Buchungstag;Betrag;Auftraggeber;Verwendungszweck
{rows}
"""


def take(text, name="statement.csv", encoding="utf-8"):
    return services.import_statement(actor=FINANCE, data=text.encode(encoding), file_name=name, key="")


def test_a_payment_is_booked_by_the_number_in_its_reference():
    invoice = issued(line(1000_00))

    told = take(GERMAN.format(rows="12.12.2025;1.190,00;Müller GmbH;Rechnung INV-2025-00001 vielen Dank"), encoding="cp1252")

    assert (told.booked, told.unmatched) == (1, 0) and now(invoice).status is InvoiceStatus.PAID


@pytest.mark.parametrize("reference", ["INV-2025-00001", "inv 2025 1", "RE INV/2025/00001.", "INV202500001"])
def test_the_number_is_found_however_it_is_spelled(reference):
    assert numbers_in(reference) == ["INV-2025-00001"]


def test_without_a_number_amount_and_payer_decide():
    one = issued(line(100_00))
    issued(line(200_00))

    told = take("date,amount,payer,reference\n2025-12-12,119.00,ACME GmbH,thanks\n2025-12-12,238.00,Somebody Else,thanks\n")

    assert (told.booked, told.unmatched) == (1, 1) and now(one).status is InvoiceStatus.PAID
    assert [(i.line, i.field) for i in told.issues] == [(3, "match")]


def test_paid_twice_in_one_file_is_booked_twice_but_an_overlapping_file_is_not():
    invoice = issued(line(100_00))
    row = "2025-12-12,119.00,Acme,INV-2025-00001\n"
    take(f"date,amount,payer,reference\n{row}{row}")

    again = take(f"date,amount,payer,reference\n{row}{row}2025-12-13,5.00,Other,none\n", "later.csv")

    status = services.get_billing_status(actor=FINANCE, client_id=invoice.client_id)
    assert (again.booked, again.duplicates, again.unmatched) == (0, 2, 1) and status.credit_balance.minor == 119_00


def test_the_same_file_is_refused():
    text = "date,amount,reference\n2025-12-12,5.00,none\n"
    take(text)

    with pytest.raises(Conflict, match="imported already"):
        take(text, "copy.csv")


def test_bad_cells_are_named_and_money_out_is_ignored():
    told = take("date,amount,reference\nsoon,5.00,x\n2025-12-12,five,x\n2025-12-12,-5.00,rent\n")

    assert [(i.line, i.field) for i in told.issues] == [(2, "date"), (3, "amount")] and told.ignored == 1


@pytest.mark.parametrize("data", [b"", b"hello", b"\x00\x01\x02", b"date,amount\n2025-12-12,1"])
def test_what_is_no_statement_is_refused_and_leaves_nothing(data):
    with pytest.raises(StatementUnreadable):
        services.import_statement(actor=FINANCE, data=data, file_name="x.csv", key="")

    assert services.list_statement_lines(actor=FINANCE) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("-12", "-12"),
        ("12,5 €", "12.5"),
        ("12.00-", "-12.00"),
        ("1.234.567", "1234567"),
    ],
)
def test_amounts_are_read_in_both_spellings(text, value):
    assert str(amount_of(text)) == value


def test_a_person_assigns_what_matched_nothing():
    invoice = issued(line(100_00))
    take("date,amount,payer,reference\n2025-12-12,119.00,Aunt May,for the kids\n")
    kept = services.list_statement_lines(actor=FINANCE, state="unmatched")[0]

    services.assign_statement_line(actor=FINANCE, line_id=kept.id, invoice_id=invoice.id)

    assert now(invoice).status is InvoiceStatus.PAID
    with pytest.raises(AlreadyDecided):
        services.assign_statement_line(actor=FINANCE, line_id=kept.id, invoice_id=invoice.id)


def test_a_statement_is_the_house_s():
    limited = staff("billing.issue", clients=frozenset({UUID(int=1)}))

    with pytest.raises(Forbidden):
        services.import_statement(actor=limited, data=b"date,amount,reference\n", file_name="x.csv", key="")
