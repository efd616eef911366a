"""Files of leads: what is read, what is refused and why, what is idempotent, what can be undone."""

import io

import pytest
from openpyxl import Workbook

from apps.cam import services
from apps.cam.contracts import BatchFilter, FileAlreadyImported, LeadFilter, LeadStatus, UnreadableFile
from apps.cam.models import Lead, LeadEvent
from kernel.errors import Conflict, InvalidInput
from kernel.testing import client_user, staff
from tests.cam.factories import HEADER, agent, person, row, running_campaign, table, the_lead


def load(data: bytes, name: str = "leads.csv", **more):
    return services.import_leads(actor=agent(), data=data, file_name=name, **more)


def codes(report) -> dict[int, str]:
    return {e.row: e.code for e in report.errors}


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"Email": "ada at nordwind.example"}, "bad_address", "Email"),
        ({"Email": ""}, "no_contact", "Email"),
        ({"Email": "N/A"}, "no_contact", "Email"),
        ({"Email": '=HYPERLINK("http://x.example")'}, "bad_address", "Email"),
        ({"#_Employees": "-3"}, "impossible", "# Employees"),
        ({"#_Employees": "some"}, "not_a_number", "# Employees"),
        ({"Company": "x" * 161}, "too_long", "Company"),
        ({"Last_Name": "M\ufffdller"}, "broken_text", "Last Name"),
    ],
)
def test_a_bad_cell_names_row_column_and_remedy(changes, code, column):
    report = load(table(person(1), row(**changes)))

    (error,) = report.errors
    assert (error.row, error.code, error.column) == (3, code, column)
    assert "Row 3" in error.message and error.remedy and report.imported == 1


def test_a_row_with_too_many_or_too_few_cells_is_refused():
    cells = [person(1).get(h, "") for h in HEADER]

    report = load(table(person(2), [*cells, ""], cells[:-1], person(3)))

    assert codes(report) == {3: "columns", 4: "columns"} and report.imported == 2


def test_the_same_person_twice_counts_once_also_by_gmail_dots_and_linkedin():
    report = load(
        table(
            row(Email="ada.berg@gmail.com"), row(Email="adaberg+x@googlemail.com"),
            person(1, Person_Linkedin_Url="http://www.linkedin.com/in/ann-one"),
            person(2, Person_Linkedin_Url="https://de.linkedin.com/in/Ann-One/?x=1"), row(Email="ada.berg@firm.example"),
            row(Email="adaberg@firm.example"),
        )
    )  # fmt: skip

    assert codes(report) == {3: "duplicate", 5: "duplicate"} and report.imported == 4


def test_a_bad_address_is_dropped_where_a_profile_stands():
    load(table(row(Email="ada(at)x", Person_Linkedin_Url="linkedin.com/in/ada-berg")))

    assert (the_lead().email, the_lead().linkedin_url) == ("", "https://www.linkedin.com/in/ada-berg")


def test_the_first_of_two_addresses_counts_and_work_goes_before_private():
    header = ["Name", "Personal Email", "Work Email", "Company"]
    load(table({"Name": "Ada Berg", "Personal Email": "ada@gmail.com", "Work Email": "a@w.example; b@w.example"}, header=header))

    assert (the_lead().email, the_lead().first_name, the_lead().last_name) == ("a@w.example", "Ada", "Berg")


def test_owner_and_secondary_columns_are_not_the_leads():
    header = ["Contact Owner Email", "Secondary Email", "Email", "Company"]
    values = {"Contact Owner Email": "us@x.example", "Secondary Email": "old@x.example", "Email": "ada@x.example"}

    report = load(table(values, header=header))

    assert the_lead().email == "ada@x.example" and report.mapping["email"] == "Email"


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("cp1252", "|"), ("utf-16-le", ",")]
)
def test_encodings_and_delimiters_are_found(encoding, delimiter):
    load(table(row(Last_Name="Müller-Weiß"), delimiter=delimiter, encoding=encoding))

    assert the_lead().last_name == "Müller-Weiß"


def test_lines_before_the_header_and_footers_are_no_rows():
    data = b"Contacts of spring\r\n\r\n" + table(row()) + b"\r\nTotal: 1 contact\r\nExported by CRM\r\n"

    report = load(data)

    assert (report.rows, report.imported, report.errors) == (1, 1, ())


def test_a_semicolon_file_writes_its_thousands_with_dots():
    load(table(row(**{"#_Employees": "1.250", "Annual_Revenue": "4.500.000,00"}), delimiter=";"))

    assert (the_lead().employees, the_lead().revenue) == (1250, 4_500_000)


@pytest.mark.parametrize(("text", "count"), [("51-200", 125), ("10,001+", 10001), ("1.2K", 1200), ("", None), ("unknown", None)])
def test_numbers_as_exporters_write_them(text, count):
    load(table(row(**{"#_Employees": text})))

    assert the_lead().employees == count


def test_a_spreadsheet_is_read():
    book, out = Workbook(), io.BytesIO()
    book.active.append(["Vorname", "Nachname", "E-Mail", "Firma", "Mitarbeiter", "Land"])
    book.active.append(["Ada", "Berg", "ada@nordwind.example", "Nordwind", 45, "Deutschland"])
    book.save(out)

    report = load(out.getvalue(), "leads.xlsx")

    assert report.encoding == "xlsx" and (the_lead().employees, the_lead().country) == (45, "DE")


@pytest.mark.parametrize(
    ("header", "layout"),
    [
        (["Record ID", "First Name", "Email", "Lifecycle Stage", "Contact owner", "Associated Company"], "HubSpot"),
        (["First Name", "Last Name", "Profile URL", "Connection Degree", "Company"], "LinkedIn Sales Navigator"),
        (["Firma", "Ansprechpartner", "E-Mail"], "by hand"),
    ],
)
def test_the_layout_is_told(header, layout):
    values = dict.fromkeys(header, "x") | {"Email": "a@x.example", "E-Mail": "a@x.example", "Profile URL": "linkedin.com/in/a-b"}

    assert load(table(values, header=header)).layout == layout


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "a.csv"), (b"%PDF-1.4", "a.pdf"), (b"PK\x03\x04rest", "a.xlsx"), (b"a,b\n1,2\n", "a.csv"), (b"\x00\x01\x02", "a.csv"),
     (b"Email\n", "a.csv"), (b"\xff\xfea", "a.csv")],
)  # fmt: skip
def test_what_is_no_table_of_leads_is_refused_with_its_name(data, name):
    with pytest.raises(UnreadableFile) as refused:
        load(data, name)

    assert name in refused.value.detail and refused.value.remedy


def test_a_mapping_says_otherwise_and_a_wrong_one_is_named():
    data = table({"Contact point": "ada@x.example", "Firm": "Nordwind"}, header=["Contact point", "Firm"])
    with pytest.raises(InvalidInput) as refused:
        load(data, mapping={"email": "Mail"})

    load(data, mapping={"email": "Contact point", "company": "Firm"})

    assert refused.value.field == "mapping" and the_lead().company == "Nordwind"


def test_the_same_file_is_refused_but_a_dry_run_is_not():
    load(table(row()))

    with pytest.raises(FileAlreadyImported):
        load(table(row()), "other name.csv")
    assert load(table(row()), dry_run=True).unchanged == 1


def test_another_file_fills_in_what_was_empty_and_overwrites_nothing():
    load(table(row(Title="", Company="Nordwind GmbH")))

    report = load(table(row(Title="CEO", Company="Other")), "second.csv")

    assert (report.imported, report.updated) == (0, 1)
    assert (the_lead().title, the_lead().company) == ("CEO", "Nordwind GmbH")


def test_a_dry_run_changes_nothing_and_tells_the_same():
    data = table(row(), person(1), row(Email="x"))

    dry = load(data, dry_run=True)
    assert not Lead.objects.exists() and not LeadEvent.objects.exists()
    real = load(data)

    assert (dry.imported, dry.rejected, dry.errors) == (real.imported, real.rejected, real.errors)


def test_a_row_opted_out_is_imported_and_never_written_to(harness):
    running_campaign(row(Email_Status="Unsubscribed"))

    harness.advance(days=10)

    assert the_lead().status is LeadStatus.UNSUBSCRIBED and harness.mails.delivered == []


def test_a_suppression_survives_the_import(harness):
    services.suppress(actor=agent(), domain="nordwind.example", reason="asked by phone")
    running_campaign(row())

    harness.advance(days=10)

    assert the_lead().status is LeadStatus.UNSUBSCRIBED and harness.mails.delivered == []


def test_undoing_takes_back_only_what_nobody_worked_with(harness):
    running_campaign(row())
    harness.advance(days=3)
    report = load(table(person(1), person(2)), "second.csv")
    (second, first) = services.list_import_batches(actor=agent(), filter=BatchFilter()).items

    kept = services.undo_import(actor=agent(), batch_id=first.id)
    removed = services.undo_import(actor=agent(), batch_id=second.id)

    assert (kept.removed, kept.kept, removed.removed, report.imported) == (0, 1, 2, 2)
    with pytest.raises(Conflict):
        services.undo_import(actor=agent(), batch_id=second.id)


def test_refused_rows_come_back_as_a_file_that_runs_no_formula():
    report = load(table(row(Email='=HYPERLINK("http://x.example")', Company="+Plus")))

    text = services.export_rejected_rows(actor=agent(), batch_id=report.batch_id).decode("utf-8-sig")

    assert "'=HYPERLINK" in text and "'+Plus" in text and "Write it as name@example.com" in text


def test_invisible_characters_and_broken_encodings_are_mended_and_said():
    report = load(table(row(First_Name="JÃ¶rg\u200b", Title="Head of\nMarketing")))

    notes = " ".join(report.diff[0].notes)
    assert (the_lead().first_name, the_lead().title) == ("Jörg", "Head of Marketing")
    assert "broken encoding repaired" in notes and "line break" in notes


def test_leads_are_the_agencys_no_client_and_no_reader_without_right_sees_them():
    load(table(row()))
    client = client_user(the_lead().id, "cam.view")

    assert services.list_leads(actor=client, filter=LeadFilter()).items == ()
    assert len(services.list_leads(actor=staff("cam.view"), filter=LeadFilter()).items) == 1


def test_pages_go_on_where_the_last_ended():
    load(table(*(person(n) for n in range(7))))
    seen, cursor = [], ""
    while True:
        page = services.list_leads(actor=agent(), filter=LeadFilter(), order="-score", cursor=cursor, limit=3)
        seen += [lead.email for lead in page.items]
        if not page.next_cursor:
            break
        cursor = page.next_cursor

    assert len(seen) == len(set(seen)) == 7
