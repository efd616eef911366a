"""Searches, profiles and orders as staff and programs use them."""

import json
from io import BytesIO

import pytest

from apps.cam import models, services
from apps.cam.contracts import LeadIn
from apps.identity import services as identity
from apps.identity.contracts import Role
from kernel.actors import worker
from kernel.ids import new_id
from kernel.testing import browser
from tests.cam.factories import agent, row, table
from tests.cam.source_fixtures import fakes

NEW = "/admin/cam/discoveryjob/new/"
JOB = {"name": "Machinery", "sources": ["fake"], "recent_days": "30", "most": "500", "cap": "10", "form_key": "1"}


@pytest.fixture
def fake(harness):
    return fakes(harness)


@pytest.fixture
def owner():
    made = identity.create_staff(actor=worker("identity"), email="o@agency.example", name="O", role=Role.OWNER, key="")
    return browser(made.id)


def lead(**values):
    return services.ingest(actor=agent(), lead=LeadIn(**{"email": "ada@nordwind.example"} | values), key=new_id().hex)


def test_a_search_is_started_watched_and_its_profiles_converted_from_pages(owner, fake, harness):
    assert "Look for people" in owner.get("/admin/cam/discoveryjob/").content.decode()
    assert owner.get(NEW).status_code == 200
    done = owner.post(NEW, JOB)
    job = models.DiscoveryJob.objects.get()
    assert done.status_code == 302 and str(job.pk) in done.url and job.purse.cap_minor == 1000
    harness.drain()

    page = owner.get(done.url).content.decode()
    assert "5 profiles" in page and "0.30 of at most 10.00" in page and "Show its profiles" in page
    shown = owner.post(f"/admin/cam/discoveryjob/{job.pk}/act/show/", {"form_key": "2"})
    assert "Ann3 Berg" in owner.get(shown.url).content.decode()

    chosen = {"action": "convert_chosen", "select_across": "1", "_selected_action": [str(job.profiles.first().pk)]}
    told = owner.post(shown.url, chosen, follow=True).content.decode()
    assert "5 new leads" in told and models.Lead.objects.count() == 5
    profile = job.profiles.first()
    assert owner.get(f"/admin/cam/discoveredprofile/{profile.pk}/change/").status_code == 200
    assert "where its fields come from" in owner.get(f"/admin/cam/lead/{profile.lead_id}/change/").content.decode().lower()


def test_the_form_says_at_the_field_what_is_wrong(owner, fake):
    page = owner.post(NEW, JOB | {"websites": "http://10.0.0.1/", "name": "x"})

    assert page.status_code == 400 and "10.0.0.1" in str(page.context["form"].errors["websites"])
    assert not models.DiscoveryJob.objects.exists()
    assert owner.post(NEW, JOB | {"sources": []}).context["form"].errors["sources"]


def test_a_file_becomes_profiles_not_leads(owner, harness):
    file = BytesIO(table(row(), row(Email="nobody"), row(Email="b@firm.example")))
    file.name = "people.csv"

    owner.post(
        NEW, JOB | {"sources": ["file", "manual"], "file": file, "people": "Eva Lund; Fjord AB; CMO; eva@fjord.example\nnobody"}
    )
    harness.drain()

    job = models.DiscoveryJob.objects.get()
    assert sorted(job.profiles.values_list("email", flat=True)) == [
        "ada.berg@nordwind.example",
        "b@firm.example",
        "eva@fjord.example",
    ]
    assert job.state == "done" and not models.Lead.objects.exists()
    assert "1 row" in str(job.outcomes) and "line 2 names no address" in str(job.outcomes)


def test_a_profile_is_rejected_or_refused_with_its_reason(owner, fake, harness):
    owner.post(NEW, JOB)
    harness.drain()
    one, other = models.DiscoveredProfile.objects.order_by("email")[:2]

    owner.post(f"/admin/cam/discoveredprofile/{one.pk}/act/reject/", {"form_key": "3", "reason": "no fit"})
    owner.post(f"/admin/cam/discoveredprofile/{other.pk}/act/convert/", {"form_key": "4"})

    one.refresh_from_db(), other.refresh_from_db()
    assert (one.state, one.note, other.state) == ("rejected", "no fit", "converted")


def test_a_lead_is_enriched_from_its_page_with_the_cost_told_before(owner, fake, harness):
    found = lead()
    fake["cam.enricher"].known["ada@nordwind.example"] = {"company": "Nordwind GmbH"}
    url = f"/admin/cam/lead/{found.id}/act"

    assert "At most 0.10 EUR for 1 lead: fake 0.10 EUR" in owner.get(f"{url}/enrich/").content.decode()
    owner.post(f"{url}/enrich/", {"form_key": "5", "cap": "0.10"})
    harness.drain()

    page = owner.get(f"/admin/cam/lead/{found.id}/change/").content.decode()
    assert "Nordwind GmbH" in page and "https://fake.example/" in page and "Take back the last enrichment" in page
    owner.post(f"{url}/undo_enrichment/", {"form_key": "6"})
    assert models.Lead.objects.get(pk=found.id).company == ""
    assert owner.post(f"{url}/enrich/", {"form_key": "7", "cap": "-1"}).status_code == 200


def test_chosen_leads_are_verified_after_the_cost_was_shown(owner, fake, harness):
    ids = [str(lead(email=f"a{n}@firm{n}.example").id) for n in range(3)]

    asked = owner.post("/admin/cam/lead/", {"action": "verify_chosen", "_selected_action": ids})
    assert "At most 0.30 EUR for 3 leads" in asked.content.decode()
    given = {"kind": "verify", "leads": asked.context["leads"], "cap": "0.30", "form_key": "8"}
    assert owner.post("/admin/cam/lead/check/", given).status_code == 302
    harness.drain()

    assert models.Lead.objects.filter(email_verdict="valid").count() == 3
    assert owner.post("/admin/cam/lead/check/", given | {"leads": "nonsense"}).status_code in (302, 400)


def test_a_resting_provider_is_let_go_on_from_its_page(owner, fake, harness):
    fake["cam.source"].charged = 8
    owner.post(NEW, JOB)
    harness.drain()
    health = models.ProviderHealth.objects.get()
    assert "rests" not in health.reason and owner.get(f"/admin/cam/providerhealth/{health.pk}/change/").status_code == 200

    owner.post(f"/admin/cam/providerhealth/{health.pk}/act/resume/", {"form_key": "9"})

    assert models.ProviderHealth.objects.get().resting_until is None
    assert owner.get("/admin/cam/providerspend/").status_code == 200


def send(client, url, body):
    return client.post(f"/api/v1/cam/{url}", json.dumps(body), content_type="application/json")


def test_the_whole_way_by_api(owner, fake, harness):
    made = send(owner, "discovery-jobs/", {"name": "By API", "criteria": {"role": "CMO"}, "sources": ["fake"], "cap_minor": 100})
    assert made.status_code == 201, made.content
    harness.drain()
    job = owner.get(f"/api/v1/cam/discovery-jobs/{made.json()['id']}/").json()
    assert (job["state"], job["found"], job["cost_minor"]) == ("done", 5, 30)

    profiles = owner.get(f"/api/v1/cam/profiles/?job_id={job['id']}").json()
    ids = [p["id"] for p in profiles["items"]]
    assert send(owner, "profiles/reject/", {"profile_ids": ids[:1], "reason": "x"}).json() == {"rejected": 1}
    assert send(owner, "profiles/convert/", {"profile_ids": ids[1:]}).json()["created"] == 4

    found = str(models.Lead.objects.first().pk)
    order = {"lead_ids": [found], "kind": "verify", "cap_minor": 10}
    assert send(owner, "checks/preview/", order).json()["at_most_minor"] == 10
    assert send(owner, "checks/", order).status_code == 202
    harness.drain()
    assert owner.get(f"/api/v1/cam/leads/{found}/").json()["email_verdict"] == "valid"
    assert owner.get(f"/api/v1/cam/leads/{found}/sources/").json()["items"]
    assert send(owner, f"leads/{found}/enrichment/undo/", {}).status_code == 404
    assert send(owner, "checks/", order | {"kind": "guess"}).status_code == 400
    assert send(owner, f"discovery-jobs/{job['id']}/stop/", {}).json()["state"] == "done"


@pytest.mark.parametrize("url", ["discovery-jobs/", "profiles/convert/", "profiles/reject/", "checks/", "checks/preview/"])
@pytest.mark.parametrize("body", [{}, [], "x", {"name": 1}, {"profile_ids": "x", "lead_ids": 5, "kind": None}])
def test_a_body_that_is_none_is_refused_by_name(owner, fake, url, body):
    assert send(owner, url, body).status_code == 400
