"""The demo's days: stored at the first start, bound to the file that was really imported."""

from datetime import UTC, datetime

import pytest

from demo import start
from kernel.errors import Conflict, InvalidInput


@pytest.fixture
def leads(tmp_path, settings):
    settings.VAR_DIR = tmp_path / "var"
    for name in ("one", "two"):
        (tmp_path / f"{name}.csv").write_text(name)
    return tmp_path


def test_the_end_is_stored_at_the_first_start_and_ninety_days_long(leads, monkeypatch):
    monkeypatch.setenv("AICMO_DEMO_END", "2026-03-31T18:00:00+00:00")
    first = start.days(leads / "one.csv")
    monkeypatch.setenv("AICMO_DEMO_END", "2027-01-01T00:00:00+00:00")

    again = start.days(leads / "one.csv")

    assert first.end == again.end == datetime(2026, 3, 31, 18, tzinfo=UTC)
    assert (again.end - again.begin).days == 90 and again.password == first.password


def test_another_file_is_refused_once_one_was_imported_and_not_before(leads):
    start.days(leads / "one.csv")
    start.days(leads / "two.csv").bind(leads / "two.csv")

    with pytest.raises(Conflict, match=r"another file than one\.csv"):
        start.days(leads / "one.csv")
    assert not start.days(leads / "two.csv").done


def test_a_wrong_end_is_named(leads, monkeypatch):
    monkeypatch.setenv("AICMO_DEMO_END", "tomorrow")

    with pytest.raises(InvalidInput) as refusal:
        start.days(leads / "one.csv")

    assert refusal.value.field == "AICMO_DEMO_END"
