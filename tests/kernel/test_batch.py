"""What batch commands share: the database that is made where it is missing, exit codes, files written whole."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from kernel import batch, embedded
from kernel.errors import Conflict, InvalidInput

MAKE = "import django; django.setup(); from kernel import embedded; print(embedded.prepare(), embedded.prepare())"


class Command(batch.BatchCommand):
    """A command that says what it was given."""

    stores = True
    given = None

    def look(self, **options):
        return options["name"]

    def work(self, given, **options):
        self.given = given


def test_a_database_that_lacks_nothing_is_left_alone():
    assert embedded.prepare() == 0


def test_production_is_never_migrated_by_a_batch(settings, monkeypatch):
    settings.AICMO_PRODUCTION = True
    monkeypatch.setattr(embedded, "_lacks", lambda alias: pytest.fail("looked"))

    assert embedded.prepare() == 0


def test_two_processes_that_begin_at_once_make_one_database(tmp_path):
    environment = {"AICMO_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "aicmo_site.settings.embedded", "PATH": "/usr/bin:/bin"}
    call = [sys.executable, "-c", MAKE]
    started = [
        subprocess.Popen(call, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    told = [process.communicate() for process in started]

    assert sorted(out.strip() for out, _ in told) == ["0 0", "1 0"], told


def test_a_command_looks_before_it_makes_the_database_and_works_after(monkeypatch):
    order, command = [], Command()
    monkeypatch.setattr(embedded, "prepare", lambda: order.append(command.given))

    command.handle(name="x")

    assert order == [None] and command.given == "x"


@pytest.mark.parametrize("path", ["none/report.json", "."])
def test_a_report_that_cannot_be_written_ends_the_command_before_its_work(path, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SystemExit) as stopped:
        Command().check_writable(Path(path))
    assert stopped.value.code == batch.WRONG and "cannot be written" in capsys.readouterr().err


def test_a_report_is_written_whole_and_leaves_no_other_file(tmp_path):
    target = tmp_path / "report.json"
    target.write_text("old")

    batch.write_json(target, {"a": ("b", None)})

    assert target.read_text() == '{\n  "a": [\n    "b",\n    null\n  ]\n}\n' and list(tmp_path.iterdir()) == [target]


def test_a_name_that_is_no_text_can_be_told():
    assert batch.printable("a\udcff.csv") == "a?.csv"


@pytest.mark.parametrize(("named", "folder"), [({"AICMO_DATA": "new", "AICMO_VAR": "old"}, "new"), ({"AICMO_VAR": "old"}, "old")])
def test_the_folder_of_all_data_has_one_name_and_an_older_one(named, folder, tmp_path):
    call = [sys.executable, "-c", "from django.conf import settings; print(settings.VAR_DIR)"]
    environment = {"DJANGO_SETTINGS_MODULE": "aicmo_site.settings.embedded", "PYTHONPATH": str(settings.BASE_DIR)} | named
    told = subprocess.run(call, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)

    assert told.stdout.strip() == str(tmp_path / folder)


def test_errors_are_named_by_their_code_or_class():
    coded = InvalidInput("x")
    coded.code = "too_wide"

    assert (batch.code_of(coded), batch.code_of(Conflict("x"))) == ("too_wide", "conflict")
