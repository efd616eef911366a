"""A process of a fault run: sets Django up, takes guards away if told so, then calls what it reads from standard input.

One JSON object per line in ({"call": "module:function", "with": {…}}), one out ({"result": …} or {"error": "Type: text"}).
{"fork": [path, path]} makes another such process, which reads from the first named pipe and writes to the second.
"""

from __future__ import annotations

import importlib
import json
import os
import random
import signal
import sys
import traceback
from collections.abc import Iterable
from typing import TextIO

DATABASE, PATCH, LEASE = "FAULT_DATABASE", "FAULT_PATCH", "FAULT_LEASE_SECONDS"


def prepare() -> None:
    """Django on the run's own database; then the patch that the environment names."""
    import django
    from django.conf import settings

    if name := os.environ.get(DATABASE):
        settings.DATABASES["default"]["NAME"] = name
    django.setup()
    if patch := os.environ.get(PATCH):
        getattr(importlib.import_module("faults.harness.patches"), patch)()


def answer(order: dict) -> dict:
    """The outcome of one call."""
    module, _, function = order["call"].partition(":")
    try:
        return {"result": getattr(importlib.import_module(module), function)(**order["with"])}
    except Exception as error:
        traceback.print_exc()
        return {"error": f"{type(error).__name__}: {error}"}


def fork(paths: list[str]) -> dict:
    """The process id of a copy of this process that serves at the pipes; it is nobody's zombie when it is killed."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    if pid := os.fork():
        return {"result": pid}
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    random.seed()
    with open(paths[0]) as orders, open(paths[1], "w") as out:
        serve(orders, out)
    os._exit(0)


def serve(orders: Iterable[str], out: TextIO) -> None:
    """Answer until the orders end."""
    for line in orders:
        order = json.loads(line)
        found = fork(order["fork"]) if "fork" in order else answer(order)
        print(json.dumps(found, default=str), file=out, flush=True)


def main() -> None:
    """Serve calls until standard input ends."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever else writes to standard output does not mix with answers
    prepare()
    serve(sys.stdin, out)


if __name__ == "__main__":
    main()
