"""Many leads scored again: the same as one by one, told before it is done."""

import json

import pytest
from django.core.management import call_command
from django.db import connections
from django.test.utils import CaptureQueriesContext

from apps.cam import services
from apps.cam.models import Attempt, Lead, LeadEvent, Setting
from apps.identity import services as identity
from apps.identity.contracts import Role
from kernel.actors import worker
from kernel.db import alias_for, atomic
from kernel.errors import Forbidden, NotFound
from kernel.ids import new_id
from kernel.models import OutboxEvent
from kernel.testing import browser, staff
from tests.cam.factories import agent, person, running_campaign

SCORED = ("icp", "opportunity", "score", "tier", "grade", "verdict", "verdict_reason", "reasons", "status", "sequence")
MIXED = (
    {}, {"Title": "Accountant"}, {"Industry": "mining & metals"}, {"Industry": ""}, {"#_Employees": "9000", "Industry": ""},
    {"Keywords": "casino"}, {"Email_Status": "Unsubscribed"}, {"Country": "Poland", "Industry": "mining & metals"},
)  # fmt: skip


@pytest.fixture
def campaign():
    """A running campaign with leads of all kinds, of an agency that looked for other firms then."""
    return running_campaign(*(person(n, **MIXED[n % len(MIXED)]) for n in range(24)))


def look_for(**changes) -> None:
    """The agency's ideal customer is another one from now on."""
    with atomic("cam"):
        row = Setting.objects.get(name="icp")
        row.value = row.value | changes
        row.save()


def standing() -> list[tuple]:
    rows = Lead.objects.order_by("email")
    return [tuple(getattr(row, name) for name in SCORED) for row in rows]


def told() -> list[tuple]:
    rows = OutboxEvent.objects.using(alias_for("cam"))
    return sorted((e.name, e.payload["lead_id"]) for e in rows)


def history() -> list[tuple]:
    return sorted(LeadEvent.objects.values_list("lead__email", "kind", "text"))


MINING = {"industries": ["mining", "metals"], "near_industries": [], "countries": ["PL"]}


def test_a_set_scores_as_one_by_one(campaign):
    look_for(**MINING)
    old = {row.pk: row.reasons for row in Lead.objects.all()}
    with pytest.raises(ZeroDivisionError), atomic("cam"):
        for lead in Lead.objects.order_by("id"):
            services.qualify(actor=agent(), lead_id=lead.id)
        expected = standing(), Attempt.objects.count(), told()
        changed = [row.pk for row in Lead.objects.all() if row.reasons != old[row.pk]]
        lines = history()
        raise ZeroDivisionError  # back to how it was

    report = services.rescore(actor=agent())

    assert (standing(), Attempt.objects.count(), told()) == expected
    assert (report.leads, report.changed) == (24, len(changed)) and report.entered > 0
    assert set(history()) == set(lines)


def test_the_preview_tells_what_will_change_and_changes_nothing(campaign):
    look_for(**MINING)
    before = standing(), history(), told()

    preview = services.preview_rescore(actor=agent(), campaign_id=campaign.id)

    assert (standing(), history(), told()) == before
    done = services.rescore(actor=agent(), campaign_id=campaign.id)
    assert preview.dry_run and not done.dry_run and preview.changed and preview.verdicts
    assert (preview.changed, preview.tiers, preview.verdicts) == (done.changed, done.tiers, done.verdicts)
    assert [e.after for e in preview.examples] == [e.after for e in done.examples]
    assert any("none of our industries" in line for e in preview.examples for line in e.why)


def test_what_scores_as_before_is_not_written(campaign):
    before = standing(), history(), told()

    report = services.rescore(actor=agent())

    assert (report.leads, report.changed, report.examples) == (24, 0, ())
    assert (standing(), history(), told()) == before


def test_statements_do_not_grow_with_the_leads(campaign, monkeypatch):
    counts = []
    for industries in (["mining"], ["machinery"]):
        look_for(industries=industries, near_industries=[])
        with CaptureQueriesContext(connections[alias_for("cam")]) as seen:
            services.rescore(actor=agent())
        counts.append(len(seen))
        monkeypatch.setattr("apps.cam.services.rescoring.SET", 5)

    assert counts[0] < 25 and counts[1] > counts[0]


def test_it_needs_the_right_and_a_campaign_that_is_there(campaign):
    with pytest.raises(Forbidden):
        services.rescore(actor=staff("cam.view"))
    with pytest.raises(NotFound):
        services.preview_rescore(actor=worker("cam"), campaign_id=new_id())


def test_the_command_tells_first_and_then_does_it(campaign, tmp_path, capsys):
    look_for(**MINING)
    before, report = standing(), tmp_path / "report.json"

    call_command("rescore_leads", "--campaign", campaign.name, "--dry-run", "--json", str(report))
    told_first = json.loads(report.read_text())
    assert standing() == before and told_first["dry_run"] and "would change" in capsys.readouterr().out
    call_command("rescore_leads", "--json", str(report))

    done = json.loads(report.read_text())
    assert standing() != before and done["changed"] == told_first["changed"] > 0
    with pytest.raises(SystemExit) as stopped:
        call_command("rescore_leads", "--campaign", "Nowhere")
    assert stopped.value.code == 1


def test_the_page_shows_what_changes_and_does_it_once(campaign):
    look_for(**MINING)
    made = identity.create_staff(actor=worker("identity"), email="o@agency.example", name="O", role=Role.OWNER, key="")
    owner, before = browser(made.id), standing()

    page = owner.get("/admin/cam/lead/score-again/", {"campaign": str(campaign.id)})
    assert page.status_code == 200 and "none of our industries" in page.content.decode() and standing() == before
    given = {"campaign": str(campaign.id), "form_key": page.context["form_key"]}
    for _ in range(2):
        assert owner.post("/admin/cam/lead/score-again/", given).status_code == 302

    assert standing() != before and LeadEvent.objects.filter(kind="scored").count() < 24 * 2 + 1
    assert "already have the score" in owner.get("/admin/cam/lead/score-again/").content.decode()
    assert owner.get("/admin/cam/lead/score-again/", {"campaign": "nonsense"}).status_code == 422
