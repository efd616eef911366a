"""Client review through its facade."""
