"""What billing's tests build on: a client account through identity's facade, actors, lines with proof."""

from decimal import Decimal
from uuid import UUID, uuid4

from apps.billing import services
from apps.billing.contracts import BillTo, Invoice, InvoiceKind, LineIn
from apps.identity import services as identity
from kernel.money import Money
from kernel.testing import staff

FINANCE = staff("billing.view", "billing.write", "billing.issue", name="Fina Finance")
PROOF = {"proof_kind": "agreement", "proof_id": UUID(int=7), "proof_sha256": "a" * 64}
BILL_TO = BillTo(name="Acme GmbH", email="pay@acme.example", address="Weg 1\n10115 Berlin", country="DE")


def eur(minor: int) -> Money:
    """Euro cents."""
    return Money(minor=minor, currency="EUR")


def client(name: str = "Acme GmbH") -> UUID:
    """A client account."""
    opened = identity.open_client_account(
        actor=staff("identity.clients"), name=name, contact_name="Cleo", contact_email="cleo@acme.example", key=f"client:{name}"
    )
    return opened.id


def line(minor: int = 100_00, quantity: str = "1", **more) -> LineIn:
    """A line with its proof."""
    return LineIn(**({"description": "Campaign", "quantity": Decimal(quantity), "unit_price": eur(minor)} | PROOF | more))


def draft(*lines: LineIn, client_id: UUID | None = None, engagement_id: UUID | None = None, **more) -> Invoice:
    """A draft invoice."""
    values = {"kind": InvoiceKind.EXTRA, "bill_to": BILL_TO, "key": str(uuid4())} | more
    return services.create_invoice(
        actor=FINANCE, client_id=client_id or uuid4(), engagement_id=engagement_id or uuid4(), lines=lines or (line(),), **values
    )


def issued(*lines: LineIn, **more) -> Invoice:
    """An issued invoice."""
    return services.issue(actor=FINANCE, invoice_id=draft(*lines, **more).id, key=str(uuid4()))


def pay(invoice: Invoice, minor: int, **more):
    """A recorded bank payment."""
    return services.record_payment(actor=FINANCE, invoice_id=invoice.id, amount=eur(minor), key=str(uuid4()), **more)


def now(invoice: Invoice) -> Invoice:
    """The invoice as it stands now."""
    return services.get_invoice(actor=FINANCE, invoice_id=invoice.id)
