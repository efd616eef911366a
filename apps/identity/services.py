"""The port facade of identity."""

__all__: list[str] = []
