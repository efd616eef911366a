"""How a person maps the columns of a layout is remembered by its header, used the next time and can be forgotten."""

import pytest
from django.core.management import call_command

from apps.cam import services
from apps.cam.models import ColumnLayout, Lead
from apps.identity import services as identity
from apps.identity.contracts import Role
from kernel.actors import worker
from kernel.errors import Forbidden
from kernel.testing import browser, staff
from tests.cam.factories import agent, table

HEADER = ["Mail", "Job", "Firm"]
CHOSEN = {"title": "Firm", "company": "Job"}


def sheet(number: int, header=HEADER) -> bytes:
    """A file whose columns stand the wrong way round."""
    return table([f"ann{number}@firm.example", "Nordwind", "Buyer"], header=header)


def load(data, **more):
    return services.import_leads(actor=agent(), data=data, file_name="l.csv", **more)


def test_a_correction_is_used_for_the_next_file_of_the_same_header():
    load(sheet(1), mapping=CHOSEN)

    again, other = load(sheet(2, ["MAIL", " job", "Firm"])), load(sheet(3, ["Mail", "Firm", "Job"]))

    assert again.remembered_at is not None and other.remembered_at is None
    assert Lead.objects.get(email="ann2@firm.example").company == "Nordwind"
    assert again.mapping["company"].strip().lower() == "job"


def test_a_mapping_like_the_guess_and_a_dry_run_leave_nothing_to_remember():
    load(sheet(1), mapping={"email": "Mail"})
    load(sheet(2), mapping=CHOSEN, dry_run=True)

    assert not ColumnLayout.objects.exists()


def test_the_last_correction_counts_and_can_be_left_aside():
    load(sheet(1), mapping=CHOSEN)
    load(sheet(2), mapping=CHOSEN | {"website": "Job", "company": ""})

    assert "company" not in load(sheet(3)).mapping and ColumnLayout.objects.count() == 1
    assert load(sheet(4), use_remembered=False).remembered_at is None


def test_the_page_says_since_when_it_is_remembered_and_forgets():
    load(sheet(1), mapping=CHOSEN)
    made = identity.create_staff(actor=worker("identity"), email="o@agency.example", name="O", role=Role.OWNER, key="")
    owner = browser(made.id)
    from io import BytesIO

    file = BytesIO(sheet(2))
    file.name = "l.csv"
    page = owner.post("/admin/cam/lead/import/", {"file": file})
    assert f"as remembered from {ColumnLayout.objects.get().remembered_at:%Y-%m-%d}" in page.content.decode()
    given = {"sha256": page.context["file"].digest, "file_name": "l.csv", "forget": page.context["report"].fingerprint}

    page = owner.post("/admin/cam/lead/import/", given)

    assert "mapped by guess" in page.content.decode() and not ColumnLayout.objects.exists()
    with pytest.raises(Forbidden):
        services.forget_layout(actor=staff("cam.view"), fingerprint="x")


def test_the_command_uses_it_and_guesses_on_demand(tmp_path, capsys):
    load(sheet(1), mapping=CHOSEN)
    path = tmp_path / "l.csv"
    path.write_bytes(sheet(2))

    call_command("import_leads", str(path), "--dry-run")
    assert "as remembered from" in capsys.readouterr().out
    call_command("import_leads", str(path), "--dry-run", "--guess")
    assert "as remembered from" not in capsys.readouterr().out
