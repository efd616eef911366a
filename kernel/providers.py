"""The provider registry: which adapter stands behind a port is a setting; every call is refused inside a transaction."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from kernel.context import refuse_in_transaction
from kernel.errors import NotConfigured

_instances: dict[str, Any] = {}
_replaced: dict[str, Any] = {}


class _Guarded:
    """Passes calls on, but never while a transaction is open; keeps a history when the harness asks for it."""

    def __init__(self, port: str, inner: Any, history: list | None) -> None:
        self._port, self._inner, self._history = port, inner, history

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._inner, name)
        if not callable(value):
            return value

        def call(*args: Any, **kwargs: Any) -> Any:
            refuse_in_transaction(f"provider {self._port}.{name}")
            if self._history is not None:
                self._history.append((self._port, name, args, kwargs))
            return value(*args, **kwargs)

        return call


def get(port: str) -> Any:
    """The first adapter configured for a port such as "mail.transport"; raises NotConfigured when there is none."""
    return chain(port)[0]


def chain(port: str) -> list[Any]:
    """All adapters configured for a port, in order of preference."""
    if port in _replaced:
        return _replaced[port]
    if port not in _instances:
        paths = settings.AICMO_PROVIDERS.get(port, ())
        if not paths:
            raise NotConfigured(f"No provider is configured for {port}.", remedy=f"Set AICMO_PROVIDERS[{port!r}].")
        _instances[port] = [_Guarded(port, import_string(path)(), None) for path in paths]
    return _instances[port]


def configured() -> dict[str, list[str]]:
    """Port → dotted names of its adapters, as the settings have it."""
    return {port: list(paths) for port, paths in sorted(settings.AICMO_PROVIDERS.items())}


def replace(port: str, *adapters: Any, history: list | None = None) -> None:
    """Put other adapters behind a port (harness and tests); `history` collects (port, method, args, kwargs)."""
    _replaced[port] = [_Guarded(port, adapter, history) for adapter in adapters]


def restore() -> None:
    """Undo every `replace` and forget instances."""
    _replaced.clear()
    _instances.clear()
