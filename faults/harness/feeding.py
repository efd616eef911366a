"""Due work of three kinds, put in at even distances until a file says that it is enough."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from apps.delivery import services as delivery
from apps.delivery.models import Publication
from faults.harness import racing
from faults.harness.written import Moments
from kernel import mail, signals
from kernel.db import atomic
from tests.delivery import factories as packages
from tests.faults.told import FaultTold, change

EVERY_SECONDS = 0.15
"""Between a mail and a signal and the next ones."""
POSTS_EVERY_SECONDS = 8.0


def prepare(*, seconds: float) -> list[str]:
    """Released packages for so long; the posts of each are due as soon as somebody publishes them."""
    return [racing.build(race="publish", number=number)["id"] for number in range(int(seconds / POSTS_EVERY_SECONDS) + 2)]


def feed(*, ready: list[str]) -> dict[str, Moments]:
    """Kind → what was put in → when it was committed (seconds since the epoch)."""
    put: dict[str, Moments] = {"mail": {}, "signal": {}, "post": {}}
    number, posts_at = 0, time.monotonic()
    while not (Path(settings.VAR_DIR) / "enough").exists():
        _mail(number)
        put["mail"][message_id(number)] = time.time()
        _signal(number)
        put["signal"][str(number)] = time.time()
        if ready and time.monotonic() >= posts_at:
            posts_at += POSTS_EVERY_SECONDS
            put["post"] |= dict.fromkeys(_posts(ready.pop()), time.time())
        number += 1
        time.sleep(EVERY_SECONDS)
    return put


def message_id(number: int) -> str:
    """The Message-ID of a mail that was put in."""
    return f"<due-{number}@firm.example>"


def _mail(number: int) -> None:
    values: dict[str, Any] = {"to": f"person{number}@firm.example", "subject": "Hello", "text": "Hello."}
    with atomic("identity"):
        mail.queue(app="identity", purpose="service", key=f"due:{number}", message_id=message_id(number), **values)


def _signal(number: int) -> None:
    with atomic("qc"):
        change(number)
        signals.publish(FaultTold(number=number))


def _posts(package_id: str) -> list[str]:
    delivery.publish(actor=packages.WORKER, package_id=UUID(package_id), key=package_id)
    return [str(pk) for pk in Publication.objects.filter(package_id=package_id).values_list("pk", flat=True)]
