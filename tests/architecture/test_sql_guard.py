"""SQL of one app's code against another app's table is refused, on every route there is."""

import importlib
from uuid import uuid4

import pytest
from django.apps import apps as registry
from django.db import connections, transaction

from kernel.boundaries import BoundaryViolation
from kernel.db import alias_for, atomic


def model_of(app):
    """Some plain table of an app, whichever it has."""
    return next(m for m in registry.get_app_config(app).get_models() if "id" in {f.name for f in m._meta.fields})


def run_as(app, code, **names):
    """Execute code as if it stood in apps.<app>.services."""
    namespace = {"__name__": importlib.import_module(f"apps.{app}.services").__name__, **names}
    exec(code, namespace)
    return namespace.get("out")


def test_a_foreign_queryset_is_refused():
    with pytest.raises(BoundaryViolation, match=r"apps\.delivery touched qc_"):
        run_as("delivery", "list(model.objects.all())", model=model_of("qc"))


def test_a_leaked_queryset_is_refused_where_it_is_read():
    leaked = run_as("qc", "out = model.objects.all()", model=model_of("qc"))

    with pytest.raises(BoundaryViolation, match=r"apps\.delivery touched qc_"):
        run_as("delivery", "list(leaked)", leaked=leaked)


def test_raw_sql_on_a_foreign_table_is_refused():
    table = model_of("qc")._meta.db_table

    with pytest.raises(BoundaryViolation):
        run_as("delivery", f"c.cursor().execute('SELECT * FROM \"{table}\"')", c=connections[alias_for("qc")])


def test_framework_code_may_read_but_not_write_outside_the_owner():
    model = model_of("qc")
    list(model.objects.all())

    with pytest.raises(BoundaryViolation, match="outside atomic"), transaction.atomic(using=alias_for("qc")):
        model.objects.filter(pk=uuid4())._raw_delete(alias_for("qc"))
    with atomic("qc"):
        model.objects.filter(pk=uuid4())._raw_delete(alias_for("qc"))
