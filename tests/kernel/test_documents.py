"""The document renderer: user text is data, the same input gives the same bytes, nothing outside the templates is read."""

import hashlib
import subprocess
from datetime import timedelta

import pytest

from kernel import documents
from kernel.context import InsideTransaction
from kernel.db import atomic
from kernel.documents import DocumentFailed, render_pdf
from kernel.testing import NOW

SPECIAL = 'Costs #1 $5 *bold* @ref \\ <label> `raw` _x_ = a // b /* c #import "x" ~ --- [y]'
SCRIPTS = {
    "Greek": "Ελληνικά",
    "Cyrillic": "Русский",
    "Hebrew": "עברית",
    "Devanagari": "हिन्दी",
    "Thai": "ไทย",
    "Georgian": "ქართული",
}


def render(**data):
    return render_pdf(template="kernel/sample.typ", data={"title": "Plan", "client": "Acme", "text": "x", **data}, created=NOW)


def text_of(pdf: bytes, tmp_path) -> str:
    path = tmp_path / "document.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def test_markup_in_user_text_is_printed_as_it_was_typed(tmp_path):
    printed = text_of(render(text=SPECIAL, title="#1 & $5"), tmp_path)

    assert SPECIAL in printed and "#1 & $5" in printed


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_printed_with_our_own_fonts(script, tmp_path):
    pdf = render(text=f"x {SCRIPTS[script]} y")
    (tmp_path / "f.pdf").write_bytes(pdf)

    fonts = subprocess.run(["pdffonts", str(tmp_path / "f.pdf")], capture_output=True, check=True).stdout.decode()

    assert SCRIPTS[script][:2] in text_of(pdf, tmp_path) or script == "Hebrew"
    assert all(("Inter" in line or "NotoSans" in line) and " yes " in line for line in fonts.splitlines()[2:])


def test_the_same_input_gives_the_same_bytes_also_from_a_fresh_compiler():
    first = render()
    documents._compilers._compiler = None

    assert render() == first
    assert render(text="other") != first


def test_the_date_of_the_document_is_the_one_given():
    later = render_pdf(
        template="kernel/sample.typ", data={"title": "Plan", "client": "Acme", "text": "x"}, created=NOW + timedelta(days=1)
    )

    assert b"D:20251213120000" in render() and b"D:20251214120000" in later


def test_bidirectional_overrides_and_control_characters_are_dropped(tmp_path):
    assert "abcdef" in text_of(render(text="abc\u202e\x07def"), tmp_path)


def test_a_given_file_is_part_of_the_document():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="red"/></svg>'
    data = {"title": "Plan", "client": "Acme", "text": "x", "file": "a.svg"}

    with_file = render_pdf(template="kernel/sample.typ", data=data, files={"a.svg": svg}, created=NOW)

    assert with_file != render()
    with pytest.raises(DocumentFailed, match=r"sample\.typ"):
        render_pdf(template="kernel/sample.typ", data=data, created=NOW)


@pytest.mark.parametrize("path", ["../../../manage.py", "../../../../etc/passwd"])
def test_nothing_outside_the_templates_is_read(path):
    with pytest.raises(DocumentFailed):
        render(file=path)


def test_it_refuses_to_run_inside_a_transaction():
    with pytest.raises(InsideTransaction), atomic("billing"):
        render()


@pytest.mark.parametrize("name", ["billing/nothing.typ", "../base.typ", "base.typ", "kernel/../base.typ", ""])
def test_a_missing_template_is_named(name):
    with pytest.raises(DocumentFailed, match="document template"):
        render_pdf(template=name, data={}, created=NOW)


def test_data_that_does_not_fit_names_the_template_and_the_place():
    with pytest.raises(DocumentFailed, match=r"sample\.typ[\s\S]*title"):
        render_pdf(template="kernel/sample.typ", data={}, created=NOW)


def test_no_template_asks_for_a_package_or_runs_text_as_code():
    for path in documents.root().rglob("*.typ"):
        assert not documents._PACKAGE.search(path.read_text()), path


def test_the_fonts_are_the_ones_we_checked_in():
    listed = dict(reversed(line.split()) for line in (documents.fonts_folder() / "CHECKSUMS").read_text().splitlines())
    found = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in documents.fonts_folder().glob("*.[ot]tf")}

    assert found == listed
