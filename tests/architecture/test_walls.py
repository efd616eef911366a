"""The rules of the house that an import graph cannot see."""

import ast
import importlib
import inspect
import re
import tomllib
import typing
from pathlib import Path

import pytest
from django.apps import apps as registry
from django.conf import settings
from django.db.models import Model, QuerySet

from aicmo_site import drawing
from aicmo_site.modules import MODULES
from kernel import module, snapshots
from kernel.db import ANYONE, INTERNAL

ROOT = Path(settings.BASE_DIR)
REQUIRED_ROOMS = ("contracts", "services", "signals", "models", "migrations", "apps")


def domain_models():
    return [m for m in registry.get_models(include_auto_created=True) if m.__module__.startswith("apps.")]


def leaves(hint):
    yield hint
    for argument in typing.get_args(hint):
        yield from leaves(argument)


@pytest.mark.parametrize("name", MODULES)
def test_every_module_has_its_rooms(name):
    missing = [
        r for r in REQUIRED_ROOMS if not (ROOT / f"apps/{name}/{r}.py").exists() and not (ROOT / f"apps/{name}/{r}").is_dir()
    ]

    assert missing == []


@pytest.mark.parametrize("name", MODULES)
def test_every_config_is_the_kernels(name):
    assert isinstance(registry.get_app_config(name), module.ModuleConfig)


def test_no_relation_crosses_an_app():
    crossing = [
        f"{field} -> {field.related_model._meta.label}"
        for model in domain_models()
        for field in model._meta.get_fields()
        if isinstance(field.related_model, type)
        and field.related_model.__module__.startswith("apps.")
        and field.related_model._meta.app_label != model._meta.app_label
    ]

    assert crossing == []


@pytest.mark.parametrize("name", MODULES)
def test_tables_are_named_after_their_app(name):
    prefix = f"{name}_"
    wrong = [m._meta.db_table for m in domain_models() if m._meta.app_label == name and not m._meta.db_table.startswith(prefix)]

    assert wrong == []


@pytest.mark.parametrize("name", MODULES)
def test_the_facade_is_functions_that_speak_contracts(name):
    services = importlib.import_module(f"apps.{name}.services")
    for public in services.__all__:
        function = getattr(services, public)
        assert inspect.isfunction(function), f"{public} is not a function"
        assert (function.__doc__ or "").strip(), f"{public} has no docstring"
        for parameter in inspect.signature(function).parameters.values():
            assert parameter.kind is parameter.KEYWORD_ONLY, f"{public}({parameter.name}) must be keyword-only"
        hints = typing.get_type_hints(inspect.unwrap(function))
        assert hints.keys() >= {*inspect.signature(function).parameters, "return"}, f"{public} lacks annotations"
        leaked = [k for h in hints.values() for k in leaves(h) if isinstance(k, type) and issubclass(k, Model | QuerySet)]
        assert not leaked, f"{public} leaks {leaked}"


def is_right(name):
    return name in (ANYONE, INTERNAL) or re.fullmatch(r"[a-z_]+\.[a-z_]+", name) is not None


@pytest.mark.parametrize("name", MODULES)
def test_every_command_names_a_right(name):
    services = importlib.import_module(f"apps.{name}.services")
    marks = [getattr(getattr(services, p), "aicmo", None) for p in services.__all__]
    odd = [
        m
        for m in marks
        if m and (m["app"] != name or not (m["right"] in (ANYONE, INTERNAL) or re.fullmatch(r"[a-z_]+\.[a-z_]+", m["right"])))
    ]

    assert odd == []


@pytest.mark.parametrize("name", MODULES)
def test_the_published_contract_is_the_codes(name):
    stored = snapshots.stored(name)

    assert stored == snapshots.current(name), f"{snapshots.problem(name) or 'run `make contracts`'}"


def test_a_breaking_change_needs_a_major_bump_and_an_addition_a_minor_one():
    old = {"services": {"send": "(*, to: str)"}, "types": {}, "enums": {"Kind": {"A": "a"}}, "errors": ["Late"]}

    gone = snapshots.breaking(old, {**old, "services": {}, "enums": {"Kind": {"A": "b"}}, "errors": []})
    added = snapshots.breaking(old, {**old, "services": {**old["services"], "stop": "(*)"}})

    assert len(gone) == 3 and added == []


@pytest.mark.parametrize(
    ("after", "breaks"),
    [
        ('(*, actor: Actor, ids: tuple[UUID, ...], key: str = "") -> Job', False),
        ("(*, actor: Actor, ids: tuple[UUID, ...], key: str) -> Job", True),
        ("(*, actor: Actor, ids: tuple[UUID, ...]) -> Page", True),
        ("(*, actor: Actor, ids: tuple[str, ...]) -> Job", True),
        ("(*, actor: Actor) -> Job", True),
    ],
)
def test_an_argument_with_a_default_breaks_no_caller(after, breaks):
    before = "(*, actor: Actor, ids: tuple[UUID, ...]) -> Job"
    old = {"services": {"go": before}, "errors": [], "enums": {}, "types": {}}

    assert bool(snapshots.breaking(old, {**old, "services": {"go": after}})) is breaks


def test_import_exceptions_stay_at_the_wildcards():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    listed = {line for c in contracts for line in c.get("ignore_imports", ())}

    assert len(contracts) == 8
    assert listed == {f"apps.** -> apps.*.{door}" for door in ("services", "contracts", "signals")}


def test_tasks_and_receivers_only_call():
    """Entrances hold no queries of their own: what they do goes through the facade."""
    reading = []
    for path in [*ROOT.glob("apps/*/tasks.py"), *ROOT.glob("apps/*/receivers.py")]:
        tree = ast.parse(path.read_text())
        reading += [f"{path}:{n.lineno}" for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr == "objects"]

    assert reading == []


def test_the_drawing_shows_the_code_as_it_is():
    assert drawing.path().read_text() == drawing.draw(), "run `make contracts`"
