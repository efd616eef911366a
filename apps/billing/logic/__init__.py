"""Pure rules of billing: sums, VAT, texts, bank statements."""
