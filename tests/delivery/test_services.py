"""Delivery through its facade."""
