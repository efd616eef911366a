"""A new module passes the walls and its own tests with two one-line edits, and lint fails before them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PARTS = ("aicmo_site", "apps", "kernel", "contracts", "templates", "static", "tests", "vendor", "manage.py", "pyproject.toml")


def run(folder, *command):
    environment = {"PATH": "/usr/bin:/bin", "AICMO_DATA": str(folder / "var"), "HOME": str(folder)}
    return subprocess.run([sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture
def copy(tmp_path):
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / part)
    return tmp_path


def edit(path, pattern, text):
    before = path.read_text()
    after = re.sub(pattern, text, before, count=1)
    assert after != before
    path.write_text(after)


@pytest.mark.slow
def test_a_module_made_by_the_scaffold_stands(copy):
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    assert run(copy, "-m", "kernel.scaffold", "archive").returncode == 0
    assert run(copy, "-c", lint).returncode != 0

    edit(copy / "aicmo_site/modules.py", r'    "orchestration",\n', '    "archive",\n    "orchestration",\n')
    edit(copy / "pyproject.toml", r'layers = \["orchestration", ', 'layers = ["orchestration", "archive", ')
    contracts = run(copy, "manage.py", "contracts")
    linted = run(copy, "-c", lint)
    style = run(copy, "-m", "ruff", "check", "apps/archive", "tests/archive")
    tested = run(copy, "-m", "pytest", "tests/archive", "tests/architecture/test_walls.py", "-q")

    assert contracts.returncode == 0, contracts.stderr
    assert linted.returncode == 0, linted.stdout[-2000:]
    assert style.returncode == 0, style.stdout[-2000:]
    assert tested.returncode == 0, tested.stdout[-3000:]


@pytest.mark.parametrize("name", ["Archive", "9lives", "a__b", "", "billing"])
def test_a_bad_name_is_refused_and_writes_nothing(tmp_path, name, monkeypatch, capsys):
    from kernel import scaffold

    monkeypatch.chdir(tmp_path)
    (tmp_path / "apps" / "billing").mkdir(parents=True)

    assert scaffold.main([name]) == 2
    assert capsys.readouterr().err and not list((tmp_path / "apps").glob("*/services.py"))
