"""API of retention."""
