"""Pure functions of orchestration: no database, no clock, no network."""
