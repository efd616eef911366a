"""Staff pages of retention."""
