"""One benchmark in a process and a database of its own: `python -m bench._child <name> <scale> [gates]`, JSON out."""

from __future__ import annotations

import importlib
import json
import os
import sys

from bench._figures import Figures


def prepare() -> None:
    """Django as production runs it: no guard on the connections (the roles are the wall), no clock that can be moved."""
    import django
    from django.conf import settings

    settings.AICMO_SQL_GUARD = False
    settings.AICMO_CLOCK_MOVABLE = False
    settings.LOGGING_CONFIG = None
    if name := os.environ.get("AICMO_BENCH_DATABASE"):
        settings.DATABASES["default"]["NAME"] = name
    django.setup()


def main(name: str, scale: str, only: str = "") -> int:
    module = importlib.import_module(f"bench.{name}")
    prepare()
    figures = Figures(counts=module.gates(scale)) if only == "gates" else module.run(scale=scale)
    print(json.dumps(figures.as_json()), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
