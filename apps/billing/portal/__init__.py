"""Portal of billing."""
