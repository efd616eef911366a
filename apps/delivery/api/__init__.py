"""API of delivery."""
