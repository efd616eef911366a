"""Staff pages of observability."""
