"""API of onboarding."""
