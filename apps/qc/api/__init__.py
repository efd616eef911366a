"""API of qc."""
