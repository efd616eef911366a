"""Walls in PostgreSQL: every app writes under a role of its own, and the database refuses what is not that app's.

The login role (NOINHERIT) reads everything and writes the framework's tables. App roles write the tables of their own models.
Tables belong to the owner, who migrates. `kernel.grants` says who may do what, and gives it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connections, transaction

KERNEL = "kernel"
"""The role of what belongs to no module's change."""


def stand_in(using: str) -> bool:
    """Whether this database has the walls: PostgreSQL, with its roles named in the settings (AICMO_WALLS)."""
    return connections[using].vendor == "postgresql" and bool(settings.AICMO_WALLS)


def role_of(app: str) -> str:
    """The role under which an app's commands run; "kernel" is one too."""
    return f"{settings.AICMO_WALLS['prefix']}_{app}"


def login_role() -> str:
    """The role that web processes and workers sign in with."""
    return settings.AICMO_WALLS["login"]


_writes = 0


def writes() -> int:
    """How many times this process has begun to write: while the number stays, it has changed nothing."""
    return _writes


@contextmanager
def writing_as(app: str, *, using: str) -> Iterator[None]:
    """A transaction (or a savepoint in the open one) under the app's role; the role before it is restored on exit.

    SET LOCAL ends with a transaction and is undone by ROLLBACK TO SAVEPOINT, but survives a released savepoint.
    """
    global _writes
    _writes += 1
    if not stand_in(using):
        with transaction.atomic(using=using):
            yield
        return
    connection = connections[using]
    nested, before, role = connection.in_atomic_block, current_role(using), role_of(app)
    try:
        with transaction.atomic(using=using):
            _become(connection, role, before)
            yield
        if nested:
            _become(connection, before, role)
    finally:
        connection.aicmo_role = before if nested else ""


@contextmanager
def reading_as(app: str, *, using: str) -> Iterator[None]:
    """Reads under the owner's role while another app's transaction is open; outside one the login role reads."""
    if not stand_in(using) or not connections[using].in_atomic_block:
        yield
        return
    connection, before, role = connections[using], current_role(using), role_of(app)
    _become(connection, role, before)
    try:
        yield
    finally:
        if _usable(connection):
            _become(connection, before, role)
        connection.aicmo_role = before


def current_role(using: str) -> str:
    """The role set on the connection, "" while it is the login role's own."""
    return getattr(connections[using], "aicmo_role", "")


def _become(connection, role: str, before: str) -> None:
    if role == before:
        return
    name = connection.ops.quote_name(role) if role else "NONE"
    # Straight to the driver: not a statement of the app, so no wrapper sees or counts it.
    with connection.wrap_database_errors, connection.connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {name}")
    connection.aicmo_role = role


def _usable(connection) -> bool:
    from psycopg.pq import TransactionStatus

    driver = connection.connection
    return driver is not None and not driver.closed and driver.info.transaction_status is TransactionStatus.INTRANS
