"""The port facade of orchestration."""

from __future__ import annotations

__all__: list[str] = []
