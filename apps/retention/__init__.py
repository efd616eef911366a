"""Retention: keep and grow. Each engagement's health, its renewal date, and what more it could use."""
