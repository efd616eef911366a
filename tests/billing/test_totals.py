"""Sums: half up on the magnitude, once per line, VAT once per group; VAT by country."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.billing.contracts import LineIn, TaxCategory
from apps.billing.logic import countries, totals, vat
from kernel.errors import InvalidInput
from kernel.money import Money

HOME = vat.treatment(supplier_country="DE", country="DE", vat_id="")


def lines(*pairs, currency="EUR", rate=None):
    return [
        LineIn(description="x", quantity=Decimal(q), unit_price=Money(minor=m, currency=currency), tax_rate=rate)
        for q, m in pairs
    ]


def test_a_line_is_rounded_once_half_up_on_the_magnitude():
    sums = totals.compute(lines(("0.5", 1), ("-0.5", 1), ("0.333333", 100)), treatment=HOME)

    assert [c.net.minor for c in sums.lines] == [1, -1, 33]


def test_vat_is_rounded_once_per_group_never_per_line():
    sums = totals.compute(lines(*[("1", 3)] * 10), treatment=HOME)

    assert (sums.net.minor, sums.tax.minor) == (30, 6)  # per line it would be 10 × 1 = 10


def test_two_rates_make_two_groups():
    sums = totals.compute([*lines(("1", 100_00)), *lines(("1", 50_00), rate=Decimal(7))], treatment=HOME)

    assert [(str(g.rate), g.tax.minor) for g in sums.groups] == [("7", 3_50), ("19", 19_00)] and sums.total.minor == 172_50


def test_a_currency_with_three_decimals_adds_up():
    assert totals.compute(lines(("1.5", 1001), currency="BHD"), treatment=HOME).net.minor == 1502


@given(st.lists(st.tuples(st.integers(-(10**6), 10**6).filter(bool), st.integers(0, 10**7)), min_size=1, max_size=40))
@settings(max_examples=200, deadline=None)
def test_the_sums_of_any_invoice_agree(pairs):
    sums = totals.compute(lines(*[(Decimal(q) / 1000, m) for q, m in pairs]), treatment=HOME)

    assert sums.net.minor == sum(c.net.minor for c in sums.lines) == sum(g.net.minor for g in sums.groups)
    assert sums.total.minor == sums.net.minor + sums.tax.minor
    assert all(abs(g.tax.minor - Decimal(g.net.minor) * g.rate / 100) <= Decimal("0.5") for g in sums.groups)


@pytest.mark.parametrize(
    ("country", "vat_id", "category", "rate"),
    [
        ("DE", "", TaxCategory.STANDARD, "19"),
        ("AT", "ATU12345678", TaxCategory.REVERSE_CHARGE, "0"),
        ("AT", "", TaxCategory.STANDARD, "19"),
        ("AT", "DE123456789", TaxCategory.STANDARD, "19"),
        ("GR", "EL123456789", TaxCategory.REVERSE_CHARGE, "0"),
        ("US", "", TaxCategory.OUTSIDE_SCOPE, "0"),
        ("CH", "CHE123456789", TaxCategory.OUTSIDE_SCOPE, "0"),
    ],
)
def test_vat_follows_the_country_and_the_vat_number(country, vat_id, category, rate):
    treatment = vat.treatment(supplier_country="DE", country=country, vat_id=vat_id)

    assert (treatment.apply(None)) == (category, Decimal(rate))
    assert bool(vat.reason(category, "en")) == (category is not TaxCategory.STANDARD)


def test_a_rate_given_abroad_does_not_apply():
    abroad = vat.treatment(supplier_country="DE", country="US", vat_id="")

    assert totals.compute(lines(("1", 100), rate=Decimal(19)), treatment=abroad).tax.minor == 0


@pytest.mark.parametrize(
    ("given_", "code"),
    [("Germany", "DE"), ("deutschland", "DE"), ("us", "US"), (" United  States ", "US"), ("UK", "GB"), ("Mars", "")],
)
def test_countries_are_understood_by_name(given_, code):
    assert countries.code_of(given_) == code


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ([], "lines"),
        (lines(("0", 1)), "lines[1].quantity"),
        (lines(("NaN", 1)), "lines[1].quantity"),
        (lines(("1", -1)), "lines[1].unit_price"),
        ([*lines(("1", 1)), *lines(("1", 1), currency="USD")], "lines"),
        (lines(("1", 1), rate=Decimal(101)), "lines[1].tax_rate"),
        ([LineIn(description=" ", unit_price=Money(minor=1, currency="EUR"))], "lines[1].description"),
    ],
)
def test_bad_lines_are_named(bad, field):
    with pytest.raises(InvalidInput) as refusal:
        totals.compute(bad, treatment=HOME)

    assert refusal.value.field == field
