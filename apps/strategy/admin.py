"""Staff pages of strategy."""
