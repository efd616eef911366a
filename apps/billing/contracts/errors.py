"""What billing refuses."""

from __future__ import annotations

from kernel.errors import Conflict, InvalidInput


class InvoiceHeld(Conflict):
    """The invoice cannot be issued: a line lacks its proof, or the bill-to data is incomplete."""

    title = "The invoice is held"


class InvoiceClosed(Conflict):
    """The invoice is not in a state in which this can be done."""

    title = "The invoice does not allow this now"


class StatementUnreadable(InvalidInput):
    """The bank statement is not a table with date, amount and reference."""

    title = "The bank statement cannot be read"
