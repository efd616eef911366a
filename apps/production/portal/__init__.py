"""Portal of production: the calendar."""
