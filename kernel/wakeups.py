"""Who stores a signal on PostgreSQL wakes those who listen, when it commits; polling remains for all else.

The statement that stores signals notifies (kernel.statements): the server makes one notification of all in a transaction, and
none if it is undone. A listener has connections of its own, one per database, that do nothing else.
"""

from __future__ import annotations

import logging
import select
import threading
import time
from typing import Any

from django.db import DatabaseError, connections

from kernel.signals import databases
from kernel.statements import CHANNEL

log = logging.getLogger(__name__)
SLICE_SECONDS = 0.5
"""How soon a listener that waits sees that it should stop."""
AGAIN_SECONDS = 5.0
"""How soon a lost connection is made anew."""


class Listener:
    """Waits for signals to be stored. Where that cannot be heard (SQLite, a lost connection) `wait` lets the time pass."""

    def __init__(self) -> None:
        self._connections: list[Any] = []
        self._tried = -AGAIN_SECONDS

    def __enter__(self) -> Listener:
        self._listen()
        return self

    def __exit__(self, *error: Any) -> None:
        self._close()

    @property
    def listens(self) -> bool:
        """Whether a stored signal is heard at once."""
        return bool(self._connections)

    def wait(self, seconds: float, stop: threading.Event) -> bool:
        """Until a signal is stored, the time is up or `stop` is set; True if there was one, or there may have been."""
        if not self._connections and self._listen():
            return True  # what was stored while nobody listened
        end = time.monotonic() + seconds
        while not stop.is_set() and (left := end - time.monotonic()) > 0:
            if not self._connections:
                stop.wait(left)
            elif self.woken(within=min(left, SLICE_SECONDS)):
                return True
        return False

    def woken(self, *, within: float = 0.0) -> bool:
        """Whether a signal was stored since the last look, or is within so many seconds. All notices are taken together."""
        if not self._connections:
            return False
        try:
            ready, _, _ = select.select(self._connections, [], [], within)
            notices = [notice for connection in ready for notice in connection.notifies(timeout=0)]
            return bool(notices)
        except (OSError, ValueError, *_errors()) as error:
            log.warning("the listening connection is lost, polling instead", extra={"error": type(error).__name__})
            self._close()
            return False

    def _listen(self) -> bool:
        if time.monotonic() - self._tried < AGAIN_SECONDS:
            return False
        self._tried = time.monotonic()
        wrappers = [connections[alias] for alias in databases()]
        if any(wrapper.vendor != "postgresql" for wrapper in wrappers):
            return False
        try:
            for wrapper in wrappers:
                values = wrapper.get_connection_params() | {"autocommit": True}
                self._connections.append(wrapper.Database.connect(**values))
                self._connections[-1].execute(f"LISTEN {CHANNEL}")
        except (DatabaseError, *_errors()) as error:
            log.warning("nobody listens, polling instead", extra={"error": type(error).__name__})
            self._close()
            return False
        return True

    def _close(self) -> None:
        for connection in self._connections:
            connection.close()
        self._connections = []


def _errors() -> tuple[type[Exception], ...]:
    """What the driver raises; without PostgreSQL nothing."""
    vendors = {connections[alias].vendor: connections[alias] for alias in databases()}
    return (vendors["postgresql"].Database.Error,) if "postgresql" in vendors else ()
