"""What several verbs of billing share: the parties, sums to columns, the content that is hashed."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from apps.billing.contracts import BillTo, LineIn
from apps.billing.logic import countries, totals, vat
from apps.billing.models import Counter, Invoice, Line
from kernel import mail
from kernel.actors import Actor
from kernel.errors import InvalidInput, NotConfigured, NotFound
from kernel.refs import plain

LANGUAGES = ("en", "de")


def check_client(actor: Actor, client_id: Any) -> None:
    """NotFound if the actor may not reach this client account."""
    if not actor.sees(client_id):
        raise NotFound("There is no such client account.")


def clean_bill_to(given: BillTo) -> dict[str, str]:
    """The recipient as it is stored: address checked, country as a code ("" if unknown: such an invoice is held)."""
    if not given.name.strip():
        raise InvalidInput("The bill-to name is missing.", field="bill_to.name")
    return {
        "name": given.name.strip()[:200],
        "email": mail.normalise(given.email),
        "address": given.address.strip()[:1000],
        "country": countries.code_of(given.country),
        "vat_id": given.vat_id.strip().upper()[:20],
        "language": given.language if given.language in LANGUAGES else "en",
    }


def agency() -> dict[str, str]:
    """The supplier as printed on documents; NotConfigured names what is missing of it."""
    data = dict(getattr(settings, "AICMO_AGENCY", {}))
    for name in ("name", "address", "country", "vat_id", "iban"):
        if not data.get(name):
            raise NotConfigured(f"The agency's {name} is not set.", remedy=f"Set AICMO_AGENCY[{name!r}] in the settings.")
    return data


def compute(lines: tuple[LineIn, ...], bill_to: dict[str, str]) -> totals.Totals:
    """The sums of these lines for this recipient."""
    treatment = vat.treatment(supplier_country=agency()["country"], country=bill_to["country"], vat_id=bill_to["vat_id"])
    return totals.compute(lines, treatment=treatment, language=bill_to["language"])


def write_lines(row: Invoice, computed: totals.Totals) -> list[Line]:
    """Replace a draft's lines."""
    row.lines.all().delete()
    lines = [
        Line(
            invoice=row,
            position=position,
            description=item.line.description.strip(),
            quantity=item.line.quantity,
            unit_minor=item.line.unit_price.minor,
            net_minor=item.net.minor,
            tax_category=item.category.value,
            tax_rate=item.rate,
            proof_kind=item.line.proof_kind,
            proof_id=item.line.proof_id,
            proof_sha256=item.line.proof_sha256,
        )
        for position, item in enumerate(computed.lines, start=1)
    ]
    return Line.objects.bulk_create(lines)


def line_data(line: Line) -> dict[str, Any]:
    """What is hashed and printed of a line."""
    return {
        "position": line.position,
        "description": line.description,
        "quantity": f"{line.quantity.normalize():f}",
        "unit": line.unit_minor,
        "net": line.net_minor,
        "category": line.tax_category,
        "rate": f"{line.tax_rate.normalize():f}",
        "proof": [line.proof_kind, plain(line.proof_id), line.proof_sha256],
    }


def next_number(series: str, year: int) -> str:
    """The next gapless number of a series; the counter row stays locked until the transaction ends."""
    Counter.objects.bulk_create([Counter(series=series, year=year)], ignore_conflicts=True)
    row = Counter.objects.select_for_update(of=("self",)).get(series=series, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return f"{series}-{year}-{row.last:05d}"
