"""A pytest plugin (`-p faults.harness.plugin`): takes the guard away that the environment names, before any test runs."""

import importlib
import os

import pytest

from faults.harness.launch import PATCH


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    if patch := os.environ.get(PATCH):
        getattr(importlib.import_module("faults.harness.patches"), patch)()
