"""Staff pages of onboarding."""
