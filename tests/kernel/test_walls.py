"""Walls in PostgreSQL: each app's role writes its own tables only, inside commands and outside."""

from itertools import permutations

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections, transaction
from psycopg.errors import InsufficientPrivilege

from kernel import grants, walls
from kernel.db import alias_for, atomic

if not settings.AICMO_WALLS:
    pytest.skip("needs PostgreSQL: python -m tests.servers pytest tests/kernel/test_walls.py", allow_module_level=True)


def writes(app):
    """An INSERT, an UPDATE and a DELETE for each table of the app."""
    for model in apps.get_app_config(app).get_models():
        table, pk = model._meta.db_table, model._meta.pk_fields[0].column
        yield f'INSERT INTO "{table}" DEFAULT VALUES'
        yield f'UPDATE "{table}" SET "{pk}" = "{pk}" WHERE false'
        yield f'DELETE FROM "{table}" WHERE false'


def refuses(sql, *, using):
    """PostgreSQL refuses the statement for lack of privilege (42501), before it looks at any row."""
    with pytest.raises(InsufficientPrivilege), transaction.atomic(using=using), connections[using].connection.cursor() as cursor:
        cursor.execute(sql)
    return True


@pytest.mark.parametrize("app", grants.labels())
def test_the_privileges_in_the_catalog_are_those_of_the_models(app):
    assert grants.differences(alias_for(app)) == []


@pytest.mark.parametrize(("app", "other"), permutations(grants.labels(), 2))
def test_an_apps_role_cannot_write_anothers_tables(app, other):
    using = alias_for(other)
    for sql in writes(other):
        with walls.writing_as(app, using=using):
            assert refuses(sql, using=using)


@pytest.mark.parametrize("app", grants.labels())
def test_outside_a_command_nobody_writes_an_apps_tables(app):
    for sql in writes(app):
        assert refuses(sql, using=alias_for(app))


def test_the_role_is_restored_after_a_savepoint_a_failure_and_a_query_in_between():
    using = alias_for("cam")
    with atomic("cam"):
        inside = walls.current_role(using)
        with pytest.raises(ValueError, match="x"), walls.writing_as("kernel", using=using):
            raise ValueError("x")
        with walls.reading_as("identity", using=using):
            between = walls.current_role(using)
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT current_user")
            real = cursor.fetchone()[0]
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT current_user")
        after = cursor.fetchone()[0]

    assert (inside, real, after) == (walls.role_of("cam"), walls.role_of("cam"), walls.login_role())
    assert between in (walls.role_of("identity"), inside)
