"""Staff pages of qc."""
