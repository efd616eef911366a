"""The page of what was measured: a section per command, each replaced whole, the machine without a name."""

import json
import os
import re

from tests import measured


def lines_of(page, command):
    text = page.read_text()
    section = re.search(rf"^## {command}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)[1]
    return [json.loads(line) for line in section.split("```json\n")[1].split("\n```")[0].splitlines()]


def test_a_section_is_replaced_and_the_others_stay(tmp_path):
    page = tmp_path / "measured.md"
    measured.write("make test", [{"leg": "sqlite", "passed": 1}], page=page)
    measured.write("make faults", [{"fault": "mails", "ok": True}, {"fault": "races", "ok": False}], page=page)

    measured.write("make test", [{"leg": "sqlite", "passed": 2}], page=page)

    assert lines_of(page, "make test") == [{"leg": "sqlite", "passed": 2}]
    assert lines_of(page, "make faults") == [{"fault": "mails", "ok": True}, {"fault": "races", "ok": False}]
    assert page.read_text().startswith("# Measured\n")


def test_the_machine_is_named_by_cores_and_memory_only(tmp_path):
    page = tmp_path / "measured.md"
    measured.write("make test", [], page=page)

    assert re.fullmatch(rf"{os.cpu_count()} cores, \d+ GB", measured.machine())
    assert measured.machine() in page.read_text() and os.uname().nodename not in page.read_text()
