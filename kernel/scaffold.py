"""`make new-module name=archive`: writes a module with every required room, and its tests.

Two existing files then change by a line each.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

APP = {
    "__init__.py": '"""{Title}: say in one line what this module is for."""\n',
    "apps.py": '''"""Django config of {name}."""

from kernel import module


class {Class}Config(module.ModuleConfig):
    """Registers the module's signals, receivers and workers."""

    name = "apps.{name}"
    verbose_name = "{Title}"
''',
    "contracts.py": '''"""What {name} says and takes: DTOs, filters, enums, errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

CONTRACT_VERSION = "1.0"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row of this module, owned by a client account."""

    id: UUID
    client_id: UUID
    title: str
    created_at: datetime
''',
    "signals.py": '''"""The facts {name} tells."""

from __future__ import annotations

from uuid import UUID

from kernel.signals import Signal, signal


@signal("{name}.entry_added.v1")
class EntryAdded(Signal):
    """An entry now exists."""

    entry_id: UUID
    client_id: UUID
''',
    "models.py": '''"""Tables of {name}."""

from django.db import models

from kernel.ids import new_id
from kernel.scoping import scoped


class Entry(models.Model):
    """One entry of one client."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    title = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    objects = scoped()

    class Meta:
        db_table = "{name}_entries"
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return self.title
''',
    "services.py": '''"""The port facade of {name}."""

from __future__ import annotations

from uuid import UUID

from apps.{name} import contracts, signals
from apps.{name}.models import Entry
from kernel import clock
from kernel.actors import Actor
from kernel.db import command, query
from kernel.errors import InvalidInput, NotFound
from kernel.signals import publish

__all__ = ["add_entry", "get_entry"]


@command("{name}", right="{name}.write")
def add_entry(*, actor: Actor, client_id: UUID, title: str, key: str) -> contracts.Entry:
    """Add an entry to a client the actor may reach; InvalidInput for an empty title."""
    if not actor.sees(client_id):
        raise NotFound("There is no such client account.")
    if not title.strip():
        raise InvalidInput("An entry needs a title.", field="title")
    row = Entry.objects.create(client_id=client_id, title=title.strip(), created_at=clock.now())
    publish(signals.EntryAdded(entry_id=row.id, client_id=client_id))
    return _to_entry(row)


@query("{name}", right="{name}.view")
def get_entry(*, actor: Actor, entry_id: UUID) -> contracts.Entry:
    """One entry; NotFound if the actor may not see it."""
    return _to_entry(Entry.objects.all().reach(actor, entry_id))


def _to_entry(row: Entry) -> contracts.Entry:
    return contracts.Entry(id=row.id, client_id=row.client_id, title=row.title, created_at=row.created_at)
''',
    "admin.py": '''"""Staff pages of {name}."""

from django.contrib import admin

from apps.{name}.models import Entry
from kernel.web.admin import ModuleAdmin


@admin.register(Entry)
class EntryAdmin(ModuleAdmin):
    """Entries, newest first."""

    list_display = ("title", "client_id", "created_at")
    search_fields = ("title",)
    ordering = ("-created_at",)
''',
    "migrations/__init__.py": "",
    "migrations/0001_initial.py": '''"""First tables of {name}."""

import kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                ("title", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField()),
            ],
            options={{"db_table": "{name}_entries", "verbose_name_plural": "entries"}},
        ),
    ]
''',
}
TESTS = {
    "__init__.py": "",
    "test_services.py": '''"""{Title} through its facade."""

from uuid import uuid4

import pytest

from apps.{name} import services
from kernel.errors import InvalidInput, NotFound
from kernel.testing import staff


def test_an_entry_is_stored_and_read_back():
    actor = staff("{name}.write", "{name}.view")
    client_id = uuid4()

    added = services.add_entry(actor=actor, client_id=client_id, title="First", key="1")

    assert services.get_entry(actor=actor, entry_id=added.id).title == "First"


def test_another_clients_entry_does_not_exist_for_the_actor():
    added = services.add_entry(actor=staff("{name}.write"), client_id=uuid4(), title="Theirs", key="1")
    stranger = staff("{name}.view", clients=frozenset({{uuid4()}}))

    with pytest.raises(NotFound):
        services.get_entry(actor=stranger, entry_id=added.id)


def test_an_empty_title_is_refused_by_name():
    with pytest.raises(InvalidInput) as refusal:
        services.add_entry(actor=staff("{name}.write"), client_id=uuid4(), title=" ", key="1")

    assert refusal.value.field == "title"
''',
}


def write(root: Path, name: str) -> list[Path]:
    """Write the module and its tests below `root`; ValueError for a bad name, FileExistsError if it stands already."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name):
        raise ValueError(f"“{name}” is no module name: use lower-case letters, digits and single underscores")
    targets = {root / "apps" / name / path: text for path, text in APP.items()}
    targets |= {root / "tests" / name / path: text for path, text in TESTS.items()}
    if (root / "apps" / name).exists():
        raise FileExistsError(f"apps/{name} exists already")
    words = name.split("_")
    values = {"name": name, "Title": " ".join(words).capitalize(), "Class": "".join(w.capitalize() for w in words)}
    for path, text in targets.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(**values))
    return list(targets)


def main(arguments: list[str]) -> int:
    """Command line: one argument, the name. Exit code 2 says what was wrong with it."""
    if len(arguments) != 1 or not arguments[0]:
        print("usage: make new-module name=archive", file=sys.stderr)
        return 2
    try:
        written = write(Path.cwd(), arguments[0])
    except (ValueError, FileExistsError) as error:
        print(f"new-module: {error}", file=sys.stderr)
        return 2
    print(f"{len(written)} files written. Now add one line each:")
    print(f'  aicmo_site/modules.py   "{arguments[0]}",')
    print(f'  pyproject.toml          "{arguments[0]}", in the layer list of the contract "direction" (top = may call all below)')
    print("then: make contracts lint test")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
