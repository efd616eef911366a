"""What people are told of a file: one count of its rows everywhere, columns that are not known, files that are none."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from apps.cam import contracts, services
from apps.cam.models import Lead
from apps.identity import services as identity
from apps.identity.contracts import Role
from demo import table as demo_table
from kernel.actors import worker
from kernel.testing import browser, staff
from tests.cam.factories import agent, person, row, table, the_lead

MIXED = (row(), person(1), row(Title="CMO"), person(2, Email="nobody"), person(3, Email="also nobody", **{"#_Employees": "-3"}))
TOLD = "5 rows read: 1 new, 1 known before, 1 repeated in the file, 2 refused"


def load(data, name="leads.csv", **more):
    return services.import_leads(actor=agent(), data=data, file_name=name, **more)


@pytest.fixture
def owner():
    made = identity.create_staff(actor=worker("identity"), email="o@agency.example", name="O", role=Role.OWNER, key="")
    return browser(made.id)


def upload(data, name="leads.csv"):
    return {"file": SimpleUploadedFile(name, data)}


def test_every_row_counts_once_and_is_named_alike_on_the_page_in_the_table_and_on_the_console(owner, tmp_path, capsys):
    load(table(person(1)), "before.csv")
    path = tmp_path / "leads.csv"
    path.write_bytes(table(*MIXED))

    dry = owner.post("/admin/cam/lead/import/", upload(path.read_bytes())).content.decode()
    call_command("import_leads", str(path))
    (batch, _) = services.list_import_batches(actor=agent(), filter=contracts.BatchFilter()).items

    counts = contracts.row_counts(batch)
    assert contracts.rows_in_words(batch) == TOLD and sum(counts.values()) == batch.rows == 5
    assert TOLD in dry and TOLD in capsys.readouterr().out
    listed = owner.get("/admin/cam/importbatch/").context["cl"].result_list[0]
    assert listed.pk == batch.id and TOLD in owner.get(f"/admin/cam/importbatch/{batch.id}/change/").content.decode()
    assert all(name.capitalize() in owner.get("/admin/cam/importbatch/").content.decode() for name in counts)


def test_the_funnel_adds_up_the_rows_of_all_files_and_reasons_hold_no_doubles():
    load(table(person(1)), "before.csv")
    load(table(*MIXED))

    funnel = services.get_funnel(actor=agent())

    assert funnel.file_rows == {"read": 6, "new": 2, "known before": 1, "repeated in the file": 1, "refused": 2}
    assert "duplicate" not in funnel.refused_rows and sum(funnel.refused_rows.values()) >= 2


def test_columns_that_nobody_knows_are_asked_for_and_then_read(owner):
    data = table(
        {"Contact point": "ada@x.example", "Firm": "Nordwind", "Vorname": "Ada"}, header=["Contact point", "Firm", "Vorname"]
    )

    asked = owner.post("/admin/cam/lead/import/", upload(data))
    hidden = {"sha256": asked.context["file"].digest, "file_name": "leads.csv", "form_key": "1"}
    chosen = {"map_email": "Contact point", "map_company": "Firm", "map_first_name": "Vorname"}
    shown = owner.post("/admin/cam/lead/import/", hidden | {"again": "1"} | chosen)
    owner.post("/admin/cam/lead/import/", hidden | chosen)

    text = asked.content.decode()
    assert (
        asked.status_code == 400 and "“Vorname” is the first name" in text and "Not recognised: “Contact point”, “Firm”." in text
    )
    assert asked.context["form"]["map_first_name"].value() == "Vorname" and Lead.objects.count() == 1
    assert shown.status_code == 200 and "1 row read: 1 new" in shown.content.decode()
    assert the_lead().company == "Nordwind" and the_lead().first_name == "Ada"


def test_a_preview_says_which_columns_were_guessed_and_which_are_not_read(owner):
    page = owner.post(
        "/admin/cam/lead/import/", upload(table({"Mail": "ada@x.example", "Shoe size": "41"}, header=["Mail", "Shoe size"]))
    )

    assert "mapped by guess: Mail → email" in page.content.decode() and "Not read: Shoe size." in page.content.decode()


def test_a_choice_that_leaves_no_address_shows_the_question_again(owner):
    page = owner.post("/admin/cam/lead/import/", upload(table(row())))
    given = {"sha256": page.context["file"].digest, "file_name": "l.csv", "again": "1", "map_email": "", "map_linkedin_url": ""}

    again = owner.post("/admin/cam/lead/import/", given)

    assert again.status_code == 400 and "Which column of l.csv is what?" in again.content.decode()


def _docx():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture"),
        (b"\xff\xd8\xff\xe1rest", "a JPEG picture"),
        (b"%PDF-1.7", "a PDF document"),
        (b"<!DOCTYPE html><p>Sign in", "a web page"),
        (b"Email\0\1\2", "a binary file"),
        (_docx(), "another Office document"),
    ],
)
def test_a_file_that_is_something_else_is_called_what_it_is(owner, data, word):
    page = owner.post("/admin/cam/lead/import/", upload(data))

    assert page.status_code == 400 and word in page.content.decode() and Lead.objects.count() == 0


def test_a_workbook_under_the_name_of_a_csv_is_read_for_what_it_is():
    from openpyxl import Workbook

    book, out = Workbook(), io.BytesIO()
    book.active.append(["Email", "Company"])
    book.active.append(["ada@x.example", "Nordwind"])
    book.save(out)

    assert load(out.getvalue(), "leads.csv").imported == 1


def test_a_demo_without_a_client_says_where_its_leads_were_lost():
    load(table(person(1, **{"#_Employees": "9", "Industry": "mining", "Annual_Revenue": "10", "Country": "Japan"})))

    told = "\n".join(demo_table.why_nobody_signed(services.get_funnel(actor=agent())))

    assert (
        "Leads: 1, of them scored high enough to be written to: 0." in told
        and "1 not: the firm is too far from the ideal customer" in told
    )


def test_a_demo_without_any_lead_points_to_the_refused_rows():
    load(table(person(1, Email="nobody")))

    (told,) = demo_table.why_nobody_signed(services.get_funnel(actor=agent()))

    assert "no row of the file could be used" in told


def test_the_import_button_asks_the_actor_and_no_list_of_rights(owner, rf):
    from django.template.loader import render_to_string

    def shown(actor):
        request = rf.get("/")
        request.actor = actor
        return "Import a file" in render_to_string("admin/cam/lead_tools.html", request=request)

    assert shown(staff("cam.write")) and shown(staff("*")) and not shown(staff("cam.view", "*.view"))
    assert shown(worker("cam")), "a worker holds every right without a list of them"
