"""Who said no to an original AICMO is not written to by this one, now or after any later import."""

import pytest

from apps.cam import services
from apps.cam.contracts import LeadIn, SuppressionFilter
from apps.cam.models import Attempt, Lead
from tests.cam.factories import agent, person, running_campaign
from tests.cam.originals import GOT, forget, here, lead, long, make, run, short


@pytest.mark.parametrize(
    "stop",
    [
        {"unsubscribes": [{"email": "ANN1@Firm1.example", "reason": "user_request"}]},
        {"suppressions": [{"email": " ann1@firm1.example ", "active": 1}]},
        {"suppressions": [{"domain": "@FIRM1.example", "active": 1}]},
        {"suppressions": [{"domain": "firm1.example", "active": None}]},
        {"suppressions": [{"identity_hash": short("ann1@firm1.example"), "active": 1}]},
        {"suppressions": [{"identity_hash": long("ann1@firm1.example").upper(), "active": "true"}]},
        {"leads": {"consent_status": "dnc"}},
        {"leads": {"consent_status": "ConsentStatus.DNC"}},
        {"leads": {"status": "UNSUBSCRIBED"}},
        {"leads": {"status": "LeadStatus.unsubscribed"}},
        {"leads": {"identity_hash": "ab" * 8}, "suppressions": [{"identity_hash": "ab" * 8, "active": 1}]},
        {"inbound_emails": [GOT | {"provider_msg_uid": "1", "classification": "UNSUB"}]},
    ],
)
def test_a_no_is_kept_in_whatever_form_it_stands_and_outlives_a_new_import(tmp_path, stop):
    changes = stop.get("leads", {})
    database = make(tmp_path / "old.db", **stop | {"leads": [lead(1, **changes), lead(2)]})

    report = run(database)

    assert report["not_contactable"] == [1] and here(1).status == "UNSUBSCRIBED" and here(2).status == "NEW"
    forget(1)
    again = services.ingest(actor=agent(), lead=LeadIn(email="Ann1@firm1.example"), key="again")
    assert again.status == "UNSUBSCRIBED"


@pytest.mark.parametrize("lead_id", [None, 99])
def test_a_stranger_who_asked_to_stop_there_is_not_written_to_here(tmp_path, lead_id):
    asked = GOT | {"lead_id": lead_id, "provider_msg_uid": "1", "classification": "UNSUB", "from_email": "who@else.example"}
    run(make(tmp_path / "old.db", inbound_emails=[asked]))

    assert services.ingest(actor=agent(), lead=LeadIn(email="who@else.example"), key="1").status == "UNSUBSCRIBED"


def test_a_no_outlives_the_address_that_the_original_has_lost(tmp_path):
    gone = lead(1, email=None, consent_status="DNC", identity_hash=long("who@else.example"))
    report = run(make(tmp_path / "old.db", leads=[gone, lead(2, email=None, identity_hash=long("else@else.example"))]))

    assert len(report["rejected"]) == 2
    assert services.ingest(actor=agent(), lead=LeadIn(email="who@else.example"), key="1").status == "UNSUBSCRIBED"
    assert services.ingest(actor=agent(), lead=LeadIn(email="else@else.example"), key="2").status != "UNSUBSCRIBED"


@pytest.mark.parametrize(
    "row",
    [
        {"email": "ann1@firm1.example", "active": 0},
        {"domain": "firm1.example", "active": "false"},
        {"identity_hash": short("ann1@firm1.example"), "active": False},
        {"email": "ann@firm1.example.org", "active": 1},
        {"identity_hash": "not a hash", "active": 1},
    ],
)
def test_what_is_not_active_or_means_somebody_else_stops_nobody(tmp_path, row):
    report = run(make(tmp_path / "old.db", leads=[lead(1)], suppressions=[row]))

    assert report["not_contactable"] == [] and here(1).status == "NEW"


@pytest.mark.parametrize("digest", [short("later@firm9.example"), long("later@firm9.example")])
def test_a_hash_of_an_address_nobody_knows_yet_stops_it_when_it_comes(harness, tmp_path, digest):
    run(make(tmp_path / "old.db", suppressions=[{"identity_hash": digest, "reason": "legal_hold", "active": 1}]))

    running_campaign(person(1, Email="Later@firm9.example"), person(2), name="Summer")
    harness.advance(days=3)

    assert {m[0] for m in harness.mails.delivered} == {"ann2@firm2.example"}
    assert Lead.objects.get(email="later@firm9.example").status == "UNSUBSCRIBED"
    (kept,) = services.list_suppressions(actor=agent(), filter=SuppressionFilter(kind="hash")).items
    assert (kept.value, kept.reason) == (digest, "original AICMO: legal_hold")


def test_a_stop_counts_at_once_for_leads_that_were_here_before(harness, tmp_path):
    running_campaign(person(1), person(2), person(3))
    run(make(
        tmp_path / "old.db", unsubscribes=[{"email": "ann1@firm1.example"}],
        suppressions=[{"domain": "firm2.example", "active": 1}],
    ))  # fmt: skip
    planned = Attempt.objects.filter(state="pending").values_list("lead__email", flat=True)
    assert list(planned) == ["ann3@firm3.example"]

    harness.advance(days=3)

    assert {m[0] for m in harness.mails.delivered} == {"ann3@firm3.example"}
    assert set(Lead.objects.filter(status="UNSUBSCRIBED").values_list("email", flat=True)) == {
        "ann1@firm1.example", "ann2@firm2.example",
    }  # fmt: skip
