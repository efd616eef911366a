"""What the writers of `faults.sqlite_writers` do: read, then change, in one transaction, as commands do."""

from __future__ import annotations

from collections import Counter

from django.core.management import call_command
from django.db import OperationalError, connections

from apps.cam.models import Lead
from apps.cam.signals import AlertSent
from kernel.db import atomic
from kernel.ids import new_id
from kernel.signals import publish


def migrate() -> None:
    """The empty database."""
    call_command("migrate", verbosity=0)


def write(*, count: int) -> dict[str, int]:
    """So many transactions, one after the other; how each ended: done, or the database's complaint."""
    return dict(Counter(_once() for _ in range(count)))


def _once() -> str:
    try:
        with atomic("cam"):
            list(Lead.objects.all()[:5])
            publish(AlertSent(alert_id=new_id(), kind="fault", lead_id=None))
    except OperationalError as error:
        connections["default"].close()
        return str(error)
    return "done"
