"""Staff pages of production."""
