"""A process of a fault run: sets Django up, takes guards away if told so, then calls what it reads from standard input.

One JSON object per line in ({"call": "module:function", "with": {…}}), one out ({"result": …} or {"error": "Type: text"}).
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback

DATABASE, PATCH, SMTP_PORT, LEASE = "FAULT_DATABASE", "FAULT_PATCH", "FAULT_SMTP_PORT", "FAULT_LEASE_SECONDS"


def prepare() -> None:
    """Django on the run's own database; then the patch that the environment names."""
    import django
    from django.conf import settings

    if name := os.environ.get(DATABASE):
        settings.DATABASES["default"]["NAME"] = name
    django.setup()
    if patch := os.environ.get(PATCH):
        getattr(importlib.import_module("faults.harness.patches"), patch)()


def answer(line: str) -> dict:
    """The outcome of one call."""
    order = json.loads(line)
    module, _, function = order["call"].partition(":")
    try:
        return {"result": getattr(importlib.import_module(module), function)(**order["with"])}
    except Exception as error:
        traceback.print_exc()
        return {"error": f"{type(error).__name__}: {error}"}


def main() -> None:
    """Serve calls until standard input ends."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever else writes to standard output does not mix with answers
    prepare()
    for line in sys.stdin:
        print(json.dumps(answer(line), default=str), file=out, flush=True)


if __name__ == "__main__":
    main()
