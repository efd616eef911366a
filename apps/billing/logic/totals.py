"""The sums of an invoice. One rounding rule: half up on the magnitude, once per line, VAT once per tax group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.billing.contracts import LineIn, TaxCategory, TaxGroup
from apps.billing.logic import vat
from kernel.errors import InvalidInput
from kernel.money import Money, round_half_up

MAX_LINES = 500
MAX_MINOR = 10**15


@dataclass(frozen=True, kw_only=True)
class Computed:
    """A line with its net amount and its place in the VAT breakdown."""

    line: LineIn
    net: Money
    category: TaxCategory
    rate: Decimal


@dataclass(frozen=True, kw_only=True)
class Totals:
    """All sums of one document: net = sum of line nets (BR-CO-10), tax = sum of groups (BR-CO-14), total = both (BR-CO-15)."""

    lines: tuple[Computed, ...]
    groups: tuple[TaxGroup, ...]
    net: Money
    tax: Money
    total: Money


def compute(lines: Sequence[LineIn], *, treatment: vat.Treatment, language: str = "en") -> Totals:
    """The sums of these lines; InvalidInput names the line whose input cannot be billed."""
    currency = _check(lines)
    done = []
    for line in lines:
        category, rate = treatment.apply(line.tax_rate)
        net = Money(minor=round_half_up(line.quantity * line.unit_price.minor), currency=currency)
        done.append(Computed(line=line, net=net, category=category, rate=rate))
    groups = []
    for category, rate in sorted({(c.category, c.rate) for c in done}):
        net = Money(minor=sum(c.net.minor for c in done if (c.category, c.rate) == (category, rate)), currency=currency)
        groups.append(
            TaxGroup(category=category, rate=rate, net=net, tax=net.percent(rate), reason=vat.reason(category, language))
        )
    net = Money(minor=sum(c.net.minor for c in done), currency=currency)
    tax = Money(minor=sum(g.tax.minor for g in groups), currency=currency)
    return Totals(lines=tuple(done), groups=tuple(groups), net=net, tax=tax, total=net + tax)


def _check(lines: Sequence[LineIn]) -> str:
    if not lines:
        raise InvalidInput("An invoice needs at least one line.", field="lines")
    if len(lines) > MAX_LINES:
        raise InvalidInput(f"An invoice has at most {MAX_LINES} lines.", field="lines")
    currencies = {line.unit_price.currency for line in lines}
    if len(currencies) > 1:
        raise InvalidInput(f"All lines need one currency, not {', '.join(sorted(currencies))}.", field="lines")
    for number, line in enumerate(lines, start=1):
        _check_line(number, line)
    return currencies.pop()


def _check_line(number: int, line: LineIn) -> None:
    if not line.description.strip():
        raise InvalidInput(f"Line {number} needs a description.", field=f"lines[{number}].description")
    if not line.quantity.is_finite() or not line.quantity or abs(line.quantity) >= 10**9:
        raise InvalidInput(f"Line {number}: a quantity is not 0 and below a milliard.", field=f"lines[{number}].quantity")
    if line.quantity != line.quantity.quantize(Decimal("0.000001")):
        raise InvalidInput(f"Line {number}: a quantity has at most six decimals.", field=f"lines[{number}].quantity")
    if line.unit_price.minor < 0:
        raise InvalidInput(
            f"Line {number}: negative prices are written as a negative quantity.", field=f"lines[{number}].unit_price"
        )
    if abs(line.quantity * line.unit_price.minor) > MAX_MINOR:
        raise InvalidInput(f"Line {number} is too large an amount.", field=f"lines[{number}].unit_price")
    if line.tax_rate is not None and not (line.tax_rate.is_finite() and 0 <= line.tax_rate <= 100):
        raise InvalidInput(f"Line {number}: a tax rate is between 0 and 100 per cent.", field=f"lines[{number}].tax_rate")
