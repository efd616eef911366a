"""Files and cells that want to do harm, or are broken: what cannot be read is refused by name, the rest of the file goes on."""

import random

import pytest

from apps.cam.contracts import UnreadableFile
from tests.cam.test_exports import leads, read


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b" \r\n\t\r\n", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + random.Random(1).randbytes(2000), "not_a_table"),
        (random.Random(78).randbytes(4000), "not_a_table"),
        (b"<html><table>", "not_a_table"),
        (b"a" * 50_000_000, "line_too_long"),
        (b"Email,Name\n" + b"a@x.de," * 1_000_000, "line_too_long"),
        (b"a@x.de,Ada\nb@x.de,Bob\n", "unknown_columns"),
        (b'[{"email": "a@x.de"}]', "unknown_columns"),
        (b"PK\x03\x04broken", "broken_spreadsheet"),
        ("Email,Name\na@x.de,Ada\n".encode("utf-16") + b"x", "broken_encoding"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_table_is_refused_by_a_code(data, code):
    with pytest.raises(UnreadableFile) as refused:
        read(data)

    assert refused.value.code == code and refused.value.remedy


def test_a_quote_left_open_costs_its_own_line_only():
    data = 'Name,Last Name,Email,Company\nAda,"Berg,a@x.de,X\nBob,Ott,b@x.de,Y\n'
    data += '"Cem","Kaya","c@x.de","Z, Inc"\nDan,"Ox,d@x.de,W\nEve,F,e@x.de,V\n'

    assert [lead.email for lead in leads(data)] == ["a@x.de", "b@x.de", "c@x.de", "d@x.de", "e@x.de"]
    assert [lead.company for lead in leads(data)] == ["X", "Y", "Z, Inc", "W", "V"]


def test_cells_over_several_lines_are_one_cell():
    data = 'Name,Email,Address,Company\n"Ada Berg",a@x.de,"Street 1\nBerlin, Germany\nGermany",Nord\n'
    data += 'Bob,b@x.de,"S\r\n\r\n2","Zett\nGmbH"\n'

    first, second = leads(data)

    assert (first.company, second.company) == ("Nord", "Zett GmbH")


def test_a_row_of_the_wrong_width_is_refused_and_the_others_go_on():
    _, _, items = read("Name,Email,Company\nAda,a@x.de,X, Y\nBob,b@x.de,Z\n")

    assert [item.lead is None for item in items] == [True, False] and "4 cells, the header has 3" in items[0].reason()


def test_markup_control_characters_and_line_breaks_are_taken_out_and_told():
    data = (
        "First Name,Last Name,Email,Company,Title\n"
        '<script>alert(1)</script>,<b>Berg</b>,a@x.de,Smith &amp; Sons,"<img src=x onerror=alert(1)>CEO"\n'
        '"Ada\r\nBcc: e@x.de","B\0e\u202erg",b@x.de,3 < 4 > 2,Head\n'
    )

    _, _, (first, second) = read(data)

    assert (first.lead.first_name, first.lead.last_name, first.lead.company, first.lead.title) == (
        "",
        "Berg",
        "Smith & Sons",
        "CEO",
    )
    assert (second.lead.first_name, second.lead.last_name, second.lead.company) == ("Ada Bcc: e@x.de", "Berg", "3 < 4 > 2")
    assert "First Name: markup removed" in first.notes and "Last Name: invisible characters removed" in second.notes


@pytest.mark.parametrize("cell", ["a" * 900_000, "<!--" * 200_000, "a " * 400_000 + "@", "<script>" * 100_000, "1 " * 400_000])
def test_a_giant_cell_takes_no_giant_time(cell):
    _, _, items = read(f"Email,Company,Employees\n{cell},{cell},{cell}\nb@x.de,Y,5\n")

    assert items[0].faults and items[1].lead.email == "b@x.de"


def test_what_matters_less_is_cut_or_left_out_and_told():
    (lead,) = leads(f"Email,Keywords,Phone,Revenue,Website\na@x.de,{'k' * 9000},{'1' * 99},undisclosed,https://{'x' * 300}.de\n")

    assert (len(lead.keywords), len(lead.phone), lead.revenue, lead.website) == (4000, 60, None, "")


def test_formulas_keep_their_text():
    (lead,) = leads('Email,First Name,Company\na@x.de,"=HYPERLINK(""http://x"",1)",@SUM(A1)\n')

    assert (lead.first_name, lead.company) == ('=HYPERLINK("http://x",1)', "@SUM(A1)")


def test_four_hundred_columns_are_read_and_told():
    header = ",".join(["Email", *(f"c{n}" for n in range(399))])
    _, found, (item,) = read(f"{header}\na@x.de{',v' * 399}\n")

    assert item.lead.email == "a@x.de" and len(found.by_header()) == 400 and list(found.by_header().values()).count(None) == 399


def test_headers_that_come_twice_are_told_apart():
    _, found, (item,) = read("Email,Email,Name,Name,\n,b@x.de,Ada,Bob,\n")

    assert found.by_header() == {"Email": "email", "Email (2)": "email", "Name": "full_name", "Name (2)": None}
    assert (item.lead.email, item.lead.first_name) == ("b@x.de", "Ada")


def test_a_line_in_another_encoding_does_not_break_the_file():
    data = b"Email,Name\n" + "".join(f"a{n}@x.de,Müller\n" for n in range(9)).encode() + "b@x.de,Weiß\n".encode("cp1252")

    assert {lead.first_name for lead in leads(data)} == {"Müller", "Weiß"}
