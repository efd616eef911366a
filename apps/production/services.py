"""The port facade of production."""

__all__: list[str] = []
