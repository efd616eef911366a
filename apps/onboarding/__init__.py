"""Onboarding: from a signed deal to an approved brief (packs, engagement, agreement, intake, brief)."""
