"""The port facade of qc."""

__all__: list[str] = []
