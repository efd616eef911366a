"""`manage.py doctor`: is this installation in order, and what to do about it if not. Exit code 0 if nothing failed, else 1."""

from __future__ import annotations

from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandParser

from apps.observability import services
from apps.observability.contracts import Diagnosis, State
from kernel.actors import worker
from kernel.refs import plain

MARKS = {State.OK: "ok  ", State.WARNING: "warn", State.FAILED: "FAIL"}


class Command(BaseCommand):
    """Look at databases, migrations, settings, providers, broker, disk, clock, workers and modules."""

    help = "Say whether this installation is in order; exit code 1 and the remedy if something failed."
    requires_system_checks: list = []  # they are one of the things it tells

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")

    def handle(self, *args: Any, **options: Any) -> None:
        found = services.diagnose(actor=worker("observability"))
        self.stdout.write(orjson.dumps(plain(found)).decode() if options["json"] else _lines(found))
        if not found.ok:
            raise SystemExit(1)


def _lines(found: Diagnosis) -> str:
    lines = []
    for item in found.examined:
        lines.append(f"{MARKS[item.state]}  {item.name}: {item.detail}")
        if item.remedy and item.state is not State.OK:
            lines.append(f"      → {item.remedy}")
    for module in found.modules:
        parts = (
            f"{module.tables} tables, {module.receivers} receivers, {len(module.sweeps)} sweeps, "
            f"{module.open_work} open, {module.dead_work} dead"
        )
        lines.append(f"      {module.name} {module.version}: {module.health} ({parts})")
    failed = sum(item.state is State.FAILED for item in found.examined)
    return "\n".join([*lines, f"{failed} failed." if failed else "This installation is in order."])
