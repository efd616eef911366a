"""Staff pages of identity."""
