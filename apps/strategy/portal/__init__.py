"""Portal pages of strategy."""
