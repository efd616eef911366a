"""What changed between two contents, field by field. Pure."""

from __future__ import annotations

from typing import Any

from apps.strategy.contracts import Change

_LEFT_OUT = frozenset({"sources"})


def compare_contents(before: Any, after: Any, path: str = "") -> tuple[Change, ...]:
    """The leaves that differ, in the order of the newer version, those that are gone last."""
    if isinstance(before, dict) and isinstance(after, dict):
        keys = [*after, *(key for key in before if key not in after)]
        return tuple(
            change
            for key in keys
            if key not in _LEFT_OUT
            for change in compare_contents(before.get(key), after.get(key), f"{path}.{key}".lstrip("."))
        )
    if isinstance(before, list) and isinstance(after, list):
        longest = range(max(len(before), len(after)))
        return tuple(change for i in longest for change in compare_contents(_at(before, i), _at(after, i), f"{path}[{i}]"))
    if before == after:
        return ()
    if isinstance(before, dict | list) or isinstance(after, dict | list):
        empty: Any = {} if isinstance(before or after, dict) else []
        if type(before or empty) is type(after or empty):
            return compare_contents(before or empty, after or empty, path)
    return (Change(path=path, before=_shown(before), after=_shown(after)),)


def _at(items: list, index: int) -> Any:
    return items[index] if index < len(items) else None


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
