"""`python -m aicmo_site.healthcheck web|alive`: what a container's health check runs. Exit code 0 if well; loads no Django.

`web`: the server answers /healthz. `alive`: this container's worker or scheduler wrote its heartbeat within a minute.
"""

from __future__ import annotations

import os
import sys
import time
import urllib.request
from pathlib import Path

TIMEOUT_SECONDS = 4
SILENT_AFTER_SECONDS = 60.0
ADDRESS = "http://127.0.0.1:8000/healthz"


def web() -> bool:
    """Whether the server answers, asked by the first name that it goes by."""
    host = os.environ.get("AICMO_HOSTS", "localhost").split(",")[0].lstrip(".")
    request = urllib.request.Request(os.environ.get("AICMO_HEALTH_URL", ADDRESS), headers={"Host": host})  # noqa: S310
    with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - our own address
        return answer.status == 200


def alive() -> bool:
    """Whether the file that is touched with every heartbeat is young."""
    return time.time() - Path(os.environ["AICMO_ALIVE_FILE"]).stat().st_mtime < SILENT_AFTER_SECONDS


CHECKS = {"web": web, "alive": alive}


def main(arguments: list[str]) -> int:
    """The exit code: 0 well, 1 not, 2 for a check that does not exist."""
    if len(arguments) != 1 or arguments[0] not in CHECKS:
        print(f"healthcheck: one of {', '.join(CHECKS)}", file=sys.stderr)
        return 2
    try:
        return 0 if CHECKS[arguments[0]]() else 1
    except (OSError, KeyError) as error:
        print(f"healthcheck: {type(error).__name__}: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
