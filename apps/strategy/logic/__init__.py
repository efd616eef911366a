"""Pure composition, validation and comparison of strategies."""
