"""The provider registry: which adapter stands behind a port is a setting; every call is refused inside a transaction."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from kernel import crashes
from kernel.context import refuse_in_transaction
from kernel.errors import NotConfigured
from kernel.telemetry import Measured, outcome_of

WINDOW_SECONDS = 600.0
"""How far back a process remembers what its adapters answered."""

_instances: dict[str, Any] = {}
_replaced: dict[str, Any] = {}
_calls: deque[tuple[float, str, str]] = deque(maxlen=20_000)
_lock = threading.Lock()


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
            return self._measured(value, args, kwargs)

        return call

    def _measured(self, function: Any, args: tuple, kwargs: dict) -> Any:
        """Call, and remember how it ended. LookupError is an answer: the other side cannot tell."""
        adapter = type(self._inner).__name__
        crashes.point(f"{self._port}: before the call")
        with Measured("provider", port=self._port, adapter=adapter) as act:
            try:
                answer = function(*args, **kwargs)
            except Exception as error:
                act.outcome = "refused" if isinstance(error, LookupError) else outcome_of(error)
                _note(self._port, adapter, act.outcome)
                raise
            _note(self._port, adapter, "ok")
        crashes.point(f"{self._port}: after the call")
        return answer


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


def answers() -> dict[str, dict[str, int]]:
    """What this process's adapters answered within WINDOW_SECONDS: "port adapter" → ok, refused, failed → how often."""
    since = time.monotonic() - WINDOW_SECONDS
    with _lock:
        while _calls and _calls[0][0] < since:
            _calls.popleft()
        counted = Counter((who, outcome) for _, who, outcome in _calls)
    found: dict[str, dict[str, int]] = {}
    for (who, outcome), number in counted.items():
        found.setdefault(who, {})[outcome] = number
    return found


def check(port: str) -> dict[str, str]:
    """Ask every adapter of a port whether it is well: its name → "" or what is wrong.

    An adapter may have `check()`, which raises where it could not work; one without it is only made.
    """
    found = {}
    for path in settings.AICMO_PROVIDERS.get(port, ()):
        try:
            look = getattr(import_string(path)(), "check", None)
            if look is not None:
                look()
            found[path] = ""
        except Exception as error:
            found[path] = f"{type(error).__name__}: {error}"
    return found


def replace(port: str, *adapters: Any, history: list | None = None) -> None:
    """Put other adapters behind a port (harness and tests); `history` collects (port, method, args, kwargs)."""
    _replaced[port] = [_Guarded(port, adapter, history) for adapter in adapters]


def restore() -> None:
    """Undo every `replace` and forget instances."""
    _replaced.clear()
    _instances.clear()
    _calls.clear()


def _note(port: str, adapter: str, outcome: str) -> None:
    with _lock:
        _calls.append((time.monotonic(), f"{port} {adapter}", outcome))
