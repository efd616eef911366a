"""Money: integer minor units and an ISO 4217 code. One rounding rule: half up on the magnitude."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from kernel.errors import InvalidInput

MINOR_DIGITS = {"JPY": 0, "KRW": 0, "CLP": 0, "ISK": 0, "BHD": 3, "KWD": 3, "OMR": 3, "TND": 3, "JOD": 3}
"""ISO 4217 exponents that differ from 2."""


@dataclass(frozen=True, kw_only=True, slots=True, order=False)
class Money:
    """An amount in minor units (cents for EUR) of one currency; arithmetic across currencies is refused."""

    minor: int
    currency: str

    def __add__(self, other: Money) -> Money:
        return Money(minor=self.minor + self._same(other).minor, currency=self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(minor=self.minor - self._same(other).minor, currency=self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other).minor

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other).minor

    def times(self, factor: Decimal | int | str) -> Money:
        """The amount multiplied by an exact factor, rounded half up on the magnitude."""
        return Money(minor=round_half_up(Decimal(self.minor) * Decimal(factor)), currency=self.currency)

    def percent(self, rate: Decimal | int | str) -> Money:
        """`rate` per cent of the amount, rounded once."""
        return Money(minor=round_half_up(Decimal(self.minor) * Decimal(rate) / 100), currency=self.currency)

    @property
    def decimal(self) -> Decimal:
        """The amount in major units."""
        return Decimal(self.minor).scaleb(-digits(self.currency))

    def __str__(self) -> str:
        return f"{self.decimal:,.{digits(self.currency)}f} {self.currency}"

    def _same(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise InvalidInput(f"{other.currency} cannot be combined with {self.currency}.", field="currency")
        return other


def digits(currency: str) -> int:
    """Number of decimals of a currency (ISO 4217)."""
    return MINOR_DIGITS.get(currency, 2)


def round_half_up(value: Decimal) -> int:
    """The nearest integer; halves go away from zero."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def from_decimal(value: Decimal | str, currency: str) -> Money:
    """Money from major units, e.g. ("12.50", "EUR") → 1250 minor units."""
    return Money(minor=round_half_up(Decimal(value).scaleb(digits(currency))), currency=currency)
