"""The campaign's page: numbers beside each plot, choices, empty states, rights; its CSV runs no formula."""

import re
from html import unescape
from uuid import uuid4

import pytest

from apps.cam import models
from apps.identity import services as identity
from apps.identity.contracts import Role
from kernel import charts
from kernel.actors import worker
from kernel.db import atomic
from kernel.testing import browser
from tests.cam.test_figures import answered, campaign, mailed

__all__ = ["campaign"]


@pytest.fixture
def owner(harness):
    made = identity.create_staff(actor=worker("identity"), email="o@agency.example", name="O", role=Role.OWNER, key="")
    return browser(made.id)


def words(answer) -> str:
    """What a person reads on a page."""
    assert answer.status_code == 200
    return unescape(re.sub(r"<[^>]*>", " ", answer.content.decode()))


def url(campaign, page="figures/"):
    return f"/admin/cam/campaign/{campaign.pk}/{page}"


def test_the_page_shows_people_verdict_and_reasons(owner, campaign):
    for n in range(60):
        mail = mailed(campaign, n, variant="AB"[n % 2])
        if n % 2 and n < 40:
            answered(mail)
    with atomic("cam"):
        models.Attempt.objects.filter(lead__email="p1@firm1.example").update(state="skipped", reason="<b>suppressed</b>")

    answer = owner.get(url(campaign))
    text = words(answer)
    assert "20 of 60 people said yes (33.3%)." in text and "B has more positive answers" in text
    assert "<b>suppressed</b>" in text and "The breaker judges from 100 mails on; 60 left" in text
    plots = re.findall(r'<svg[^>]*role="img".*?</svg>', answer.content.decode(), re.DOTALL)
    assert len(plots) == 7 and all(re.search("<title>.+</title><desc>.+</desc>", plot) for plot in plots)


def test_an_empty_campaign_says_what_to_do(owner, campaign):
    text = words(owner.get(url(campaign)))

    for told in (
        "Spring: nobody was written to yet.",
        "No leads yet",
        "Nothing is planned",
        "Nothing was held back",
        "Each variant needs 30",
    ):
        assert told in text


def test_choices_are_in_the_address_and_wrong_ones_are_refused(owner, campaign):
    answered(mailed(campaign, 1))

    text = words(owner.get(url(campaign), {"model": "LAST_TOUCH", "confidence": "0.99"}))
    assert "From (99%)" in text and "1.000" in text
    for wrong in ({"model": "x"}, {"confidence": "0.5"}, {"confidence": "nan"}, {"goal": "opened"}):
        assert owner.get(url(campaign), wrong).status_code == 302


def test_the_csv_has_the_numbers_and_runs_no_formula(owner, campaign):
    mail = mailed(campaign, 1)
    answered(mail)
    with atomic("cam"):
        models.Attempt.objects.filter(pk=mail.attempt_id).update(state="skipped", reason='=HYPERLINK("http://x.example")')

    answer = owner.get(url(campaign, "figures.csv"))
    text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
    assert "How far people came,positive,People,1" in text and "'=HYPERLINK" in text and ",=HYPERLINK" not in text


def test_a_stranger_and_a_missing_campaign(owner, campaign, client):
    assert client.get(url(campaign)).status_code in (302, 403, 404)
    assert client.get(url(campaign, "figures.csv")).status_code in (302, 403, 404)
    assert owner.get(f"/admin/cam/campaign/{uuid4()}/figures/").status_code == 404


def test_the_list_and_the_campaign_lead_to_the_figures(owner, campaign):
    for page in (f"/admin/cam/campaign/{campaign.pk}/change/", "/admin/cam/campaign/"):
        assert url(campaign) in owner.get(page).content.decode()


def test_an_interval_chart_says_its_numbers_and_escapes_labels():
    drawn = charts.interval_svg(title="T", rows=[("<A>", 0.5, 0.25, 0.75)])

    assert "&lt;A&gt;: 0.5 (0.25 to 0.75)" in drawn and "<A>" not in drawn and drawn.count("chart-interval") == 1
    assert "No data yet" in charts.interval_svg(title="T", rows=[])
