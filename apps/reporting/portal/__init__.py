"""Portal of reporting."""
