"""A strategy's content as the document template takes it. Pure."""

from __future__ import annotations

from typing import Any


def data_of(content: dict[str, Any], version: int) -> dict[str, Any]:
    """The template's data."""
    return {"content": content, "version": version}


def charts_of(content: dict[str, Any]) -> dict[str, bytes]:
    """The document's charts as SVG files."""
    return {}
