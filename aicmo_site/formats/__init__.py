"""How dates look in pages: day before month, 24 hours."""
