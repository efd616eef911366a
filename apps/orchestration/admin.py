"""Staff pages of orchestration."""
