"""CSV that no spreadsheet runs."""

import csv
import io

import pytest

from kernel.spreadsheets import csv_bytes, safe_cell


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49 171",
        "-x",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        "＝1",
        "\u00a0=1",
        "\n@x",
        "\u200e=1",
        "\u2060=1",
        "\u00ad=1",
        "\x00=1",
        "\x0b=1",
    ],
)
def test_a_formula_becomes_text(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "+3,5", "1.234,50", "12 %", "2026-01-05", "Hello", "", "a=b"])
def test_numbers_and_plain_text_stay(text):
    assert safe_cell(text) == text


def test_a_file_reads_back_with_its_line_breaks_and_umlauts():
    data = csv_bytes(["key", "text"], [["p1", 'Zwei\nZeilen, "Größe"']])

    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))

    assert rows == [["key", "text"], ["p1", 'Zwei\nZeilen, "Größe"']]
