"""Portal pages of delivery."""
