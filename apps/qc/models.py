"""Tables of qc."""
