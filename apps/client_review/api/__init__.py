"""API of client_review."""
