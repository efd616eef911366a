"""API of production."""
