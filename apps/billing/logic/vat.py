"""Which VAT a service bears: by the country of supplier and customer, and the customer's VAT number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from apps.billing.contracts import TaxCategory

STANDARD_RATES = {
    "AT": "20", "BE": "21", "BG": "20", "CY": "19", "CZ": "21", "DE": "19", "DK": "25", "EE": "24", "ES": "21", "FI": "25.5",
    "FR": "20", "GR": "24", "HR": "25", "HU": "27", "IE": "23", "IT": "22", "LT": "21", "LU": "17", "LV": "21", "MT": "18",
    "NL": "21", "PL": "23", "PT": "23", "RO": "21", "SE": "25", "SI": "22", "SK": "23",
    "CH": "8.1", "GB": "20", "NO": "25",
}  # fmt: skip
"""Standard rates in per cent; the first 27 are the members of the European Union (as of 2025-08)."""
EU = frozenset(STANDARD_RATES) - {"CH", "GB", "NO"}
REASONS = {
    TaxCategory.REVERSE_CHARGE: {
        "en": "Reverse charge: VAT is owed by the recipient (Art. 44 and 196 of Directive 2006/112/EC).",
        "de": "Steuerschuldnerschaft des Leistungsempfängers (Art. 44 und 196 der Richtlinie 2006/112/EG).",
    },
    TaxCategory.OUTSIDE_SCOPE: {
        "en": "Not subject to VAT: the place of supply is outside the European Union.",
        "de": "Nicht steuerbar: Der Leistungsort liegt außerhalb der Europäischen Union.",
    },
    TaxCategory.ZERO: {"en": "Zero rated.", "de": "Nullsatz."},
}


@dataclass(frozen=True, kw_only=True)
class Treatment:
    """Category and default rate of what is billed to one customer; `domestic` says whether a given rate may replace it."""

    category: TaxCategory
    rate: Decimal
    domestic: bool

    def apply(self, rate: Decimal | None) -> tuple[TaxCategory, Decimal]:
        """Category and rate of a line that asks for `rate` (None: the default)."""
        if not self.domestic:
            return self.category, Decimal(0)
        chosen = self.rate if rate is None else rate
        return (TaxCategory.STANDARD if chosen else TaxCategory.ZERO), chosen


def treatment(*, supplier_country: str, country: str, vat_id: str) -> Treatment:
    """The VAT treatment of a service to a business.

    At home, and to EU customers without a valid VAT number: the supplier's rate. To EU businesses with one: reverse
    charge. Elsewhere: outside the scope. A country not yet known ("") is treated as home; such an invoice is held anyway.
    """
    domestic = Treatment(category=TaxCategory.STANDARD, rate=Decimal(STANDARD_RATES.get(supplier_country, "0")), domestic=True)
    if not country or country == supplier_country:
        return domestic
    if supplier_country in EU and country in EU:
        if is_vat_id(vat_id, country=country):
            return Treatment(category=TaxCategory.REVERSE_CHARGE, rate=Decimal(0), domestic=False)
        return domestic
    return Treatment(category=TaxCategory.OUTSIDE_SCOPE, rate=Decimal(0), domestic=False)


def is_vat_id(value: str, *, country: str) -> bool:
    """Whether a VAT number has its country's prefix and a possible shape (it is not looked up)."""
    prefix = "EL" if country == "GR" else country
    return re.fullmatch(rf"{prefix}[0-9A-Z]{{7,12}}", re.sub(r"[\s.-]", "", value.upper())) is not None


def reason(category: TaxCategory, language: str) -> str:
    """The sentence the law wants on the invoice; "" where VAT is charged."""
    texts = REASONS.get(category, {})
    return texts.get(language, texts.get("en", ""))
