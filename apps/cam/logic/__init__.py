"""Pure rules of client acquisition: no database, no clock, no network."""
