"""Staff pages of cam."""
