"""API of observability."""
