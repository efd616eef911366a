"""Billing: quotes, invoices with gapless numbers, payments, dunning and the ledger; no line without its proof."""
