"""The port facade of observability."""

from __future__ import annotations

__all__: list[str] = []
