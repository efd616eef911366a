"""Portal of onboarding: sign the agreement, answer the intake, read the brief."""
