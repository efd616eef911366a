"""The port facade of retention."""

from __future__ import annotations

__all__: list[str] = []
