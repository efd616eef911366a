"""Portal pages of client_review."""
