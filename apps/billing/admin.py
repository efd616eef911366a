"""Staff pages of billing."""
