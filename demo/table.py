"""What stands in the database, as a table and as var/demo.json, and how to look at it."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings

from apps.cam import services as cam
from apps.identity.contracts import Role
from demo import agency
from demo.start import Days
from kernel.models import AuditFact, Effect, Mail, OutboxEvent
from kernel.refs import plain
from kernel.signals import _databases


def figures() -> dict:
    """Counts of the whole installation; the same play gives the same figures."""
    funnel = cam.get_funnel(actor=agency.actor(Role.OWNER))
    return {"leads": plain(funnel), "mails": _by(Mail, "purpose", "state"), "effects": _by(Effect, "kind", "state"),
            "signals": _by(OutboxEvent, "name"), "dead_signals": _count(OutboxEvent, state="dead"),
            "commands": _by(AuditFact, "command")}  # fmt: skip


def one_line() -> str:
    """The few figures that show progress."""
    return f"mails {_count(Mail, state='sent')}  signals {_count(OutboxEvent, state='done')}"


def show(days: Days) -> None:
    """Print the table, write var/demo.json, and say how to sign in."""
    table = figures()
    path = Path(settings.VAR_DIR) / "demo.json"
    path.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n")
    _lines(table, "")
    print(f"\nthis table: {path}\nmail as Maildir folders: {settings.AICMO_MAIL_ROOT}/out, {settings.AICMO_MAIL_ROOT}/in")
    print(f"\nsign in at {settings.AICMO_PUBLIC_URL}/admin/ with the password {days.password}")
    for role, _, email in agency.STAFF:
        print(f"  {role.label:<16} {email}")


def _lines(values: dict, indent: str) -> None:
    for name, value in values.items():
        if isinstance(value, dict):
            print(f"{indent}{name}")
            _lines(value, indent + "  ")
        else:
            print(f"{indent}{name:<40} {value}")


def _by(model: type, *names: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for alias in _databases():
        for values in model.objects.using(alias).values_list(*names):
            label = " ".join(values)
            found[label] = found.get(label, 0) + 1
    return dict(sorted(found.items()))


def _count(model: type, **where: str) -> int:
    return sum(model.objects.using(alias).filter(**where).count() for alias in _databases())
