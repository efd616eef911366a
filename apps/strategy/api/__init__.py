"""API of strategy."""
