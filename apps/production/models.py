"""Tables of production."""
