"""Staff pages of delivery."""
