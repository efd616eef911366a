"""Settings: `base` for all, `embedded` (the default: SQLite, no servers), `production`."""
