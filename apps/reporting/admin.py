"""Staff pages of reporting."""
