"""API of orchestration."""
