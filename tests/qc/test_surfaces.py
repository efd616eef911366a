"""Admin and API of qc, as people and programs use them."""

import pytest

from apps.identity import services as identity
from apps.identity.contracts import Role
from apps.qc.models import Result
from kernel.actors import worker
from kernel.ids import new_id
from kernel.testing import browser
from tests.qc.factories import judged, sample

API = "/api/v1/qc"


def person(role):
    made = identity.create_staff(
        actor=worker("qc"), email=f"{role.value}@agency.example.com", name="Quinn", role=role, password="", key=""
    )
    return browser(made.id)


def failed():
    content = sample()
    content["posts"][0]["text"] = "Guaranteed. " + content["posts"][0]["text"]
    return judged(content)


@pytest.mark.parametrize("model", ["result", "waiver"])
def test_every_list_and_search_opens(model):
    failed()
    staff = person(Role.QC)

    for query in ("", "?q=Guaranteed", "?verdict=FAIL"):
        assert staff.get(f"/admin/qc/{model}/{query}", follow=True).status_code == 200


def test_findings_are_read_and_a_rule_is_waived():
    result, staff = failed(), person(Role.QC)

    page = staff.get(f"/admin/qc/result/{result.id}/change/").content.decode()
    asked = {"rule": "forbidden_language", "reason": "The lawyer agreed by mail", "days": 30, "form_key": "1"}
    staff.post(f"/admin/qc/result/{result.id}/act/waive/", asked)

    row = Result.objects.get(pk=result.id)
    assert "is forbidden language" in page and "posts[0].text" in page
    assert (row.verdict, row.waivers.get().waived_by_name) == ("WARN", "qc@agency.example.com")


def test_a_creative_reads_verdicts_but_waives_nothing():
    result, creative = failed(), person(Role.CREATIVE)

    page = creative.get(f"/admin/qc/result/{result.id}/change/").content.decode()
    answer = creative.post(f"/admin/qc/result/{result.id}/act/waive/", {"rule": "forbidden_language", "form_key": "1"})

    assert "Waive a rule" not in page and answer.status_code == 403
    assert Result.objects.get(pk=result.id).verdict == "FAIL"


def test_the_api_lists_reads_and_waives():
    result, staff = failed(), person(Role.QC)
    asked = {"rule": "forbidden_language", "reason": "The lawyer agreed by mail", "expires_at": "2025-12-20T12:00:00Z"}

    listed = staff.get(f"{API}/results/?verdict=FAIL").json()["items"]
    made = staff.post(f"{API}/results/{result.id}/waivers/", asked, content_type="application/json")

    assert [row["id"] for row in listed] == [str(result.id)] and listed[0]["findings"][0]["rule"] == "forbidden_language"
    assert made.status_code == 201 and len(staff.get(f"{API}/results/{result.id}/waivers/").json()["items"]) == 1
    assert staff.get(f"{API}/results/{result.id}/").json()["verdict"] == "WARN"


@pytest.mark.parametrize(
    ("query", "status", "word"),
    [("?channel=x&text=Hello", 200, '"fits":true'), ("?channel=fax&text=Hello", 400, "fax"), ("", 400, "channel")],
)
def test_a_text_is_measured(query, status, word):
    answer = person(Role.QC).get(f"{API}/check/{query}")

    assert answer.status_code == status and word in answer.content.decode()


def test_bad_input_is_named():
    staff, result = person(Role.QC), failed()
    url = f"{API}/results/{result.id}/waivers/"

    naive = {"rule": "forbidden_language", "reason": "The lawyer agreed", "expires_at": "2025-12-20T12:00:00"}
    answers = [
        staff.get(f"{API}/results/?limit=9999"),
        staff.get(f"{API}/results/{new_id()}/"),
        staff.post(url, {"rule": "links"}, content_type="application/json"),
        staff.post(url, naive, content_type="application/json"),
    ]

    assert [a.status_code for a in answers] == [400, 404, 400, 400]
    assert all(a["Content-Type"] == "application/problem+json" for a in answers)
