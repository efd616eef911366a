"""Staff pages of client_review."""
