"""Named points at which a fault run may kill the process. They do nothing unless `kernel.testing` installed a hook."""

from __future__ import annotations

from collections.abc import Callable

hook: Callable[[str], None] | None = None


def point(name: str) -> None:
    """The work has come to this point."""
    if hook is not None:
        hook(name)
