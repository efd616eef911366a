"""API of identity."""
