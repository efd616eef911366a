"""A person in all tables: found, told, taken out. Each app's rows under that app's own role, so the walls hold.

Rows that name the person by an address or by the id of a row that stands for them are found in every text and JSON column, so a
table that a module adds tomorrow is searched without being listed. What the database itself protects (issued invoices, the audit
chain) is kept and reported.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps as registry
from django.db import DatabaseError, models, transaction
from django.db.models import Q
from django.db.models.functions import Cast

from kernel import clock, grants, walls
from kernel.changes import Changing
from kernel.db import alias_for, atomic
from kernel.models import Mail
from kernel.refs import plain
from kernel.signals import databases

ERASED = "[erased]"
SPELT = re.compile(r"[^\s@<>\"'(),;:/\\\[\]|]+@[A-Za-z0-9.-]+[A-Za-z0-9]")
_PLACEHOLDER = "@erased.invalid"


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Whom to look for. `needles` are texts that every row about them contains one of (addresses, or their domain where a
    provider has many spellings), `is_theirs` decides on an address; `names` are replaced wherever a row is about the person,
    `parts` (first and last name) where they are a whole value."""

    needles: frozenset[str]
    is_theirs: Callable[[str], bool]
    ids: frozenset[UUID] = frozenset()
    names: tuple[str, ...] = ()
    parts: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Found:
    """A row about a person: where it lies, and its columns that say so (all columns in `whole`)."""

    app: str
    table: str
    id: str
    columns: dict[str, Any]
    whole: dict[str, Any]


@dataclass
class Erasure:
    """What became of a person's rows, by table: changed, and kept because the database protects them."""

    changed: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)

    def count(self, table: str, number: int = 1) -> None:
        """Note changed rows."""
        if number:
            self.changed[table] = self.changed.get(table, 0) + number


_refusals: list[Callable[[Person], str]] = []


def refuses(function: Callable[[Person], str]) -> Callable[[Person], str]:
    """Register a module's reason why a person cannot be erased now ("" if there is none), e.g. an account that still signs in."""
    _refusals.append(function)
    return function


def labels() -> tuple[str, ...]:
    """The modules whose tables are searched."""
    return grants.labels()


def refusal(person: Person) -> str:
    """The first reason that a module has, or ""."""
    return next((why for ask in _refusals if (why := ask(person))), "")


def find(person: Person, *, app: str = "") -> Iterator[Found]:
    """Every row that names the person, app by app (or one app's), the kernel's tables last."""
    for label in (app,) if app else (*grants.labels(), walls.KERNEL):
        for alias in databases() if label == walls.KERNEL else (alias_for(label),):
            for model in models_of(label):
                for row in _rows(model, alias, person):
                    about = {name: value for name, value in _texts(row).items() if _tells(value, person)}
                    yield Found(
                        app=label, table=model._meta.db_table, id=str(row.pk), columns=plain(about), whole=plain(_texts(row))
                    )


def scrub(person: Person, *, app: str, into: Erasure) -> None:
    """Take the person out of an app's rows: addresses and names are replaced, the rows stay. A transaction of the app."""
    with atomic(app):
        scrub_here(person, app=app, into=into)


def scrub_here(person: Person, *, app: str, into: Erasure) -> None:
    """The same inside the app's open transaction."""
    for model in models_of(app):
        _scrub(model, alias_for(app), person, into)


def scrub_kernel(person: Person, *, into: Erasure) -> None:
    """The kernel's tables in every database: signals, stored answers, the ledger, mails to the person and about them."""
    for alias in databases():
        with walls.writing_as(walls.KERNEL, using=alias):
            for row in _rows(Mail, alias, person):
                if person.is_theirs(row.recipient):
                    forget_mail(row, alias)
                    into.count(Mail._meta.db_table)
            for model in models_of(walls.KERNEL):
                _scrub(model, alias, person, into)


def forget_mail(row: Mail, alias: str) -> None:
    """A mail to the person: nothing of it stays but that there was one; if it had not left, it never does."""
    values: dict[str, Any] = {
        "recipient": f"erased-{secrets.token_hex(6)}{_PLACEHOLDER}", "recipient_name": "", "subject": ERASED, "text": ERASED,
        "html": "", "headers": {}, "reference": "", "last_error": "",
    }  # fmt: skip
    if row.state in ("pending", "dead"):
        # Another token: whoever holds the row may not write its outcome over this.
        values |= {"state": "refused", "reason": "erased", "token": row.token + 1, "lease_until": None}
    Mail.objects.using(alias).filter(pk=row.pk).update(**values)


def models_of(label: str) -> list[type[models.Model]]:
    """The tables that belong to an app; the framework's are identity's, whose role may write them."""
    found = []
    for model in registry.get_models(include_auto_created=True):
        owner = grants.owner_of(model) or "identity"
        if owner == label and model._meta.managed and not model._meta.proxy and _columns(model):
            found.append(model)
    return found


def _columns(model: type[models.Model]) -> list[models.Field]:
    kinds = (models.CharField, models.TextField, models.JSONField)
    return [f for f in model._meta.local_concrete_fields if isinstance(f, kinds) and not f.primary_key]


def _rows(model: type[models.Model], alias: str, person: Person) -> Iterator[models.Model]:
    wanted, casts = Q(), {}
    for column in _columns(model):
        name = column.name
        if isinstance(column, models.JSONField):
            name = f"text_of_{column.name}"
            casts[name] = Cast(column.name, models.TextField())
        for needle in (*person.needles, *map(str, person.ids)):
            wanted |= Q(**{f"{name}__icontains": needle})
    rows = model._base_manager.using(alias).alias(**casts).filter(wanted)
    for row in rows.order_by("pk").iterator(chunk_size=500):
        if any(_tells(value, person) for value in _texts(row).values()):
            yield row


def _texts(row: models.Model) -> dict[str, Any]:
    return {column.name: getattr(row, column.attname) for column in _columns(type(row))}


def _tells(value: Any, person: Person) -> bool:
    """Whether a value names the person by address or id."""
    if isinstance(value, str):
        return any(person.is_theirs(found) for found in SPELT.findall(value)) or any(str(pk) in value for pk in person.ids)
    if isinstance(value, dict):
        return any(_tells(v, person) for pair in value.items() for v in pair)
    return isinstance(value, list) and any(_tells(v, person) for v in value)


def _scrub(model: type[models.Model], alias: str, person: Person, into: Erasure) -> None:
    for row in list(_rows(model, alias, person)):
        values = {}
        for name, before in _texts(row).items():
            after = without(before, person)
            if after != before:
                values[name] = after
        if not values:
            continue
        if issubclass(model, Changing):
            values["changed_at"] = clock.now()
        table = model._meta.db_table
        try:
            with transaction.atomic(using=alias):
                model._base_manager.using(alias).filter(pk=row.pk).update(**values)
        except DatabaseError as error:
            if not _protected(error):
                raise
            into.kept[table] = into.kept.get(table, 0) + 1
        else:
            into.count(table)


def _protected(error: DatabaseError) -> bool:
    """Whether the database refused because such rows never change: by trigger, or because no role may."""
    state = getattr(error.__cause__, "sqlstate", "")
    return "append-only" in str(error) or state in ("23001", "42501")


def without(value: Any, person: Person) -> Any:
    """The value, a text or what JSON holds, with the person taken out."""
    if isinstance(value, dict):
        return {without(k, person): without(v, person) for k, v in value.items()}
    if isinstance(value, list):
        return [without(v, person) for v in value]
    if not isinstance(value, str) or not value:
        return value
    if value.casefold() in {part.casefold() for part in person.parts}:
        return ERASED
    if person.is_theirs(value):  # the whole value: a column or field that must hold an address
        return f"erased-{secrets.token_hex(6)}{_PLACEHOLDER}"
    text = SPELT.sub(lambda found: ERASED if person.is_theirs(found[0]) else found[0], value)
    for name in person.names:
        text = re.sub(re.escape(name), ERASED, text, flags=re.IGNORECASE)
    return text
