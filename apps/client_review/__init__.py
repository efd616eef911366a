"""Client review: the client sees exactly what will be published, comments on it and decides on exactly those bytes."""
