"""Admin, API, portal and the command line, as people and programs use them."""

from io import BytesIO

import pytest
from django.contrib import admin
from django.core.management import call_command

from apps.cam import services
from apps.cam.contracts import InboundFilter, LeadStatus
from apps.cam.models import Lead
from apps.identity import services as identity
from apps.identity.contracts import Role
from apps.onboarding import services as onboarding
from kernel.actors import worker
from kernel.testing import browser
from tests.cam.factories import agent, answer, person, row, running_campaign, table, the_lead

MODELS = sorted(m._meta.model_name for m in admin.site._registry if m._meta.app_label == "cam")


@pytest.fixture
def owner():
    made = identity.create_staff(actor=worker("identity"), email="o@agency.example", name="O", role=Role.OWNER, key="")
    return browser(made.id)


def upload(data: bytes, name: str = "leads.csv") -> BytesIO:
    file = BytesIO(data)
    file.name = name
    return file


def send_and_answer(harness, inbox, text):
    running_campaign(row())
    harness.advance(days=3)
    inbox.put(answer(text, to=harness.mails.delivered[0][1]))
    harness.drain()


@pytest.mark.parametrize("model", MODELS)
def test_every_list_search_and_row_opens(owner, harness, inbox, model):
    send_and_answer(harness, inbox, "Sounds interesting. Please call me on Tuesday.")
    inbox.put(answer("Hello, who are you?", sender="stranger@else.example"))
    harness.drain()
    kind = next(m for m in admin.site._registry if m._meta.app_label == "cam" and m._meta.model_name == model)

    assert owner.get(f"/admin/cam/{model}/").status_code == 200
    assert owner.get(f"/admin/cam/{model}/?q=Nordwind").status_code == 200
    for found in kind.objects.all()[:1]:
        assert owner.get(f"/admin/cam/{model}/{found.pk}/change/").status_code == 200


def test_a_file_is_previewed_then_imported_as_shown(owner):
    page = owner.post("/admin/cam/lead/import/", {"file": upload(table(row(), person(1, Email="nobody")))})
    before, report = Lead.objects.count(), page.context["report"]
    values = {"sha256": page.context["file"].digest, "file_name": report.file_name, "form_key": "1"}

    done = owner.post("/admin/cam/lead/import/", values | {f"map_{k}": v for k, v in report.mapping.items()})

    assert (before, Lead.objects.count()) == (0, 1)
    assert "nobody" in page.content.decode() and "/importbatch/" in done["Location"]


def test_a_wrong_file_is_refused_on_the_page(owner):
    page = owner.post("/admin/cam/lead/import/", {"file": upload(b"%PDF-1.7 nothing", "leads.pdf")})

    assert page.status_code == 400 and "no CSV or XLSX" in page.content.decode()


def test_the_export_runs_no_formula(owner):
    services.import_leads(actor=agent(), data=table(row(Company="=cmd|' /C calc'!A0")), file_name="x.csv")

    page = owner.get("/admin/cam/lead/export/")
    values = {"format": "0", "resource": "0", "leadresource_company": "on", "leadresource_email": "on"}
    data = owner.post("/admin/cam/lead/export/", values).content.decode()

    assert page.status_code == 200 and "'=cmd|" in data


def test_the_deal_is_closed_on_the_leads_page(owner, harness, inbox):
    send_and_answer(harness, inbox, "Sounds interesting. Please call me on Tuesday.")
    (waiting,) = (w for w in services.list_waiting(actor=agent()) if w.kind == "close_deal")
    form = {
        "pack": "quick_social_basic",
        "price": "1450.00",
        "currency": "EUR",
        "signer_name": "Ada",
        "signer_email": "a@b.example",
    }

    assert owner.get(waiting.url).status_code == 200
    owner.post(waiting.url, form | {"form_key": "1"})

    assert services.get_deal(actor=agent(), lead_id=the_lead().id).price.minor == 145_000


def test_the_deals_form_knows_who_said_yes_and_what_the_packs_cost(owner, harness, inbox):
    send_and_answer(harness, inbox, "Sounds interesting. Please call me on Tuesday.")
    (waiting,) = (w for w in services.list_waiting(actor=agent()) if w.kind == "close_deal")
    known = {pack.name: pack.price for pack in onboarding.list_packs(actor=agent())}

    form = owner.get(waiting.url).context["form"]
    typed = {name: form[name].value() for name in ("signer_name", "signer_email")}
    owner.post(waiting.url, typed | {"pack": "launch_gtm_pack", "price": "", "currency": "USD", "form_key": "1"})
    deal = services.get_deal(actor=agent(), lead_id=the_lead().id)

    assert typed == {"signer_name": "Ada Berg", "signer_email": "ada.berg@nordwind.example"}
    assert (deal.price, deal.signer_email) == (known["launch_gtm_pack"], typed["signer_email"])
    assert str(known["launch_gtm_pack"].decimal) in form.fields["pack"].widget.attrs["data-prices"]


def test_a_colleague_who_said_yes_is_not_given_the_leads_name(owner, harness, inbox):
    running_campaign(row())
    harness.advance(days=3)
    yes = "Sounds interesting. Please call me on Tuesday."
    inbox.put(answer(yes, to=harness.mails.delivered[-1][1], sender="ben@nordwind.example"))
    harness.drain()

    form = owner.get(f"/admin/cam/lead/{the_lead().id}/act/close_deal/").context["form"]

    assert (form["signer_name"].value(), form["signer_email"].value()) == ("", "ben@nordwind.example")


def test_looking_at_the_unsubscribe_link_does_nothing_and_pressing_it_stops_all(harness, inbox):
    running_campaign(row())
    harness.advance(days=3)
    path = "/portal" + unsubscribe_path(harness)
    nobody = browser(enforce_csrf_checks=True)

    seen = nobody.get(path)
    untouched = the_lead().status
    left = len(harness.mails.delivered)
    pressed = nobody.post(path, {"List-Unsubscribe": "One-Click"})
    harness.advance(days=10)

    assert seen.status_code == 200 and untouched is LeadStatus.CONTACTED
    assert pressed.status_code == 200 and the_lead().status is LeadStatus.UNSUBSCRIBED
    assert left and len(harness.mails.delivered) == left


def unsubscribe_path(harness) -> str:
    import email
    from email.policy import default

    message = email.message_from_bytes(harness.mails.delivered[0][1], policy=default)
    return str(message["List-Unsubscribe"]).strip("<>").split("/portal", 1)[1]


def test_a_forged_unsubscribe_link_is_not_found():
    assert browser().get("/portal/cam/u/abc.def/").status_code == 404


def test_the_api_takes_a_lead_once_and_names_a_wrong_field():
    made = identity.create_staff(actor=worker("identity"), email="o@agency.example", name="O", role=Role.OWNER, key="")
    owner = identity.actor_for_user(user_id=made.id)
    token = identity.issue_token(actor=owner, name="crm", rights=("cam.view", "cam.write"))
    api = browser(headers={"Authorization": f"Bearer {token.secret}"})
    lead = {"email": "Ada@Nordwind.example", "company": "Nordwind", "country": "Germany"}

    first = api.post("/api/v1/cam/leads/", lead, content_type="application/json")
    again = api.post("/api/v1/cam/leads/", lead, content_type="application/json")
    wrong = api.post("/api/v1/cam/leads/", {"email": "ada at nordwind"}, content_type="application/json")

    assert first.status_code == 201 and first.json()["id"] == again.json()["id"] and first.json()["country"] == "DE"
    assert wrong.status_code == 400 and wrong.json()["field"] == "email"
    assert api.get("/api/v1/cam/leads/?status=NEW&limit=5").status_code == 200
    assert api.get("/api/v1/cam/leads/?status=NOPE").status_code == 400
    assert api.get("/api/v1/cam/funnel/").json()["imported"] == 1


def test_the_command_refuses_a_wrong_file_with_exit_code_2(tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        call_command("import_leads", str(tmp_path / "missing.csv"))

    assert stopped.value.code == 2 and "missing.csv" in capsys.readouterr().err


def test_the_command_imports_and_a_dry_run_does_not(tmp_path, capsys):
    path = tmp_path / "leads.csv"
    path.write_bytes(table(row()))

    call_command("import_leads", str(path), "--dry-run")
    dry = Lead.objects.count()
    call_command("import_leads", str(path))

    assert (dry, Lead.objects.count()) == (0, 1) and "1 row read: 1 new, 0 known before" in capsys.readouterr().out


def test_a_person_corrects_a_class_on_the_mails_page(owner, harness, inbox):
    send_and_answer(harness, inbox, "No thank you.")
    (mail,) = services.list_inbound(actor=agent(), filter=InboundFilter()).items

    owner.post(f"/admin/cam/inboundemail/{mail.id}/act/reclassify/", {"reply_class": "POSITIVE", "form_key": "1"})

    assert the_lead().status is LeadStatus.QUALIFIED
