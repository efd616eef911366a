"""Staff pages of learning."""
