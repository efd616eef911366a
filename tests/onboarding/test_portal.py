"""The portal as a client and a link's holder use it, with and without JavaScript."""

import re

import pytest

from apps.identity import services as identity
from apps.onboarding import services
from apps.onboarding.portal.views import seen
from kernel.testing import browser, guest
from tests.onboarding.factories import ANSWERS, STAFF, WORKER, answer, approver, brief, engagement, invited, judged, mails, signed


def link_of(harness, word):
    harness.drain()
    text = next(m.text for m in reversed(mails(harness)) if word in m.subject)
    return re.search(r"https?://\S+/portal/identity/s/\S+", text)[0]


def holder(harness, word):
    """Whoever opens the link of the newest mail with this word in its subject."""
    return guest(link_of(harness, word))


def person(opened):
    """The client's approver, signed in."""
    return browser(identity.list_members(actor=WORKER, client_id=opened.client_id)[0].user_id)


def url(opened, rest=""):
    return f"/portal/onboarding/{opened.id}/{rest}"


def prepared():
    opened = engagement()
    return opened, services.prepare_agreement(actor=WORKER, engagement_id=opened.id, key="")


def sign(client, opened, agreement, **changed):
    values = {"sha256": agreement.sha256, "signer_name": "Mia Marsh", "agree": "yes"} | changed
    return client.post(url(opened, "sign/"), values, follow=True)


def test_the_link_of_the_mail_leads_to_the_signature(harness):
    opened, agreement = prepared()
    client = holder(harness, "ready to sign")

    page = client.get(url(opened)).content.decode()
    done = sign(client, opened, agreement)

    assert agreement.sha256 in page
    assert "Sign the agreement" in page
    assert done.status_code == 200
    assert services.get_agreement(actor=STAFF, engagement_id=opened.id).state == "signed"


def test_opening_pages_signs_nothing(harness):
    opened, _ = prepared()
    client = holder(harness, "ready to sign")

    for rest in ("", "agreement/", "agreement.txt"):
        assert client.get(url(opened, rest)).status_code == 200
    assert client.get(url(opened, "sign/")).status_code in (200, 405)

    assert services.get_agreement(actor=STAFF, engagement_id=opened.id).state == "sent"


@pytest.mark.parametrize(("changed", "status"), [({"agree": ""}, 400), ({"signer_name": ""}, 400), ({"sha256": "0" * 64}, 409)])
def test_a_refused_signature_shows_the_form_again(changed, status):
    opened, agreement = prepared()

    response = sign(person(opened), opened, agreement, **changed)

    assert response.status_code == status
    assert "Sign the agreement" in response.content.decode()
    assert services.get_agreement(actor=STAFF, engagement_id=opened.id).state == "prepared"


def test_a_link_to_sign_does_not_open_another_engagement(harness):
    prepared()
    other = engagement()
    services.prepare_agreement(actor=WORKER, engagement_id=other.id, key="")
    client = holder(harness, "ready to sign")
    opened, _ = prepared()

    assert client.get(url(opened)).status_code == 404
    assert client.post(url(opened, "answers/industry/"), {"value": "x"}).status_code in (403, 404)


def test_an_answer_is_saved_when_its_field_is_left():
    opened = invited()

    response = person(opened).post(url(opened, "answers/industry/"), {"value": "Cof\u200bfee"})

    assert response.json()["value"] == "Coffee"
    assert response.json()["answered"] == 1
    assert "Industry" not in response.json()["missing"]


@pytest.mark.parametrize(("field", "value", "status"), [("industry", "x" * 300, 400), ("shoe-size", "44", 400)])
def test_a_wrong_answer_is_named_in_json(field, value, status):
    opened = invited()

    response = person(opened).post(url(opened, f"answers/{field}/"), {"value": value})

    assert response.status_code == status
    assert response.json()["error"]


def test_the_whole_form_works_without_javascript(harness):
    opened = invited()
    client = holder(harness, "questions")

    saved = client.post(url(opened, "answers/"), {"industry": "Coffee", "save": "company"}, follow=True)
    done = client.post(url(opened, "answers/"), ANSWERS | {"hand_in": "yes"}, follow=True)

    assert "Your answers are saved" in saved.content.decode()
    assert "Thank you" in done.content.decode()
    assert services.get_intake(actor=STAFF, engagement_id=opened.id).state == "captured"


def test_handing_in_too_early_keeps_what_was_typed_and_names_the_rest():
    opened = invited()

    response = person(opened).post(url(opened, "answers/"), {"industry": "Coffee", "hand_in": "yes"})

    page = response.content.decode()
    assert response.status_code == 400
    assert "Still open: Company name, Website" in page
    assert 'value="Coffee"' in page


def test_one_bad_answer_does_not_lose_the_others():
    opened = invited()

    response = person(opened).post(url(opened, "answers/"), {"industry": "x" * 300, "geography": "Wales"})

    assert response.status_code == 400
    assert "At most 200 characters" in response.content.decode()
    answers = {a.field: a.value for a in services.get_intake(actor=STAFF, engagement_id=opened.id).answers}
    assert answers == {"geography": "Wales"}


def test_an_old_page_does_not_overwrite_newer_answers():
    opened = invited()
    answer(opened, industry="Tea")

    person(opened).post(url(opened, "answers/"), {"industry": "Coffee", "seen-industry": seen("Coffee"), "geography": "Wales"})

    answers = {a.field: a.value for a in services.get_intake(actor=STAFF, engagement_id=opened.id).answers}
    assert answers == {"industry": "Tea", "geography": "Wales"}


def test_markup_is_shown_as_text_and_scripts_stand_in_files():
    opened = invited()
    answer(opened, pain_points="</textarea><script>alert(1)</script>", client_name='"><img src=x onerror=alert(1)>')

    page = person(opened).get(url(opened)).content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert re.findall(r"<script(?! src=)", page) == []
    assert re.search(r"\son\w+=|\sstyle=", re.sub(r'value="[^"]*"', "", page)) is None


def test_returned_answers_are_marked_with_the_reason():
    opened = invited()
    answer(opened, **ANSWERS)
    services.capture_intake(actor=approver(opened), engagement_id=opened.id, key="")
    services.return_item(actor=STAFF, engagement_id=opened.id, field="website", reason="It does not open.")

    page = person(opened).get(url(opened)).content.decode()

    assert "It does not open." in page
    assert page.count("data-field=") == 1
    assert ANSWERS["differentiators"] not in page


def test_the_page_speaks_the_engagements_language():
    page = person(opened := signed(language="de")).get(url(opened)).content.decode()

    assert '<html lang="de">' in page
    assert "Fragebogen" in page


def test_the_brief_is_shown_once_approved():
    made = judged(brief())
    opened = services.get_engagement(actor=STAFF, engagement_id=made.engagement_id)
    client = person(opened)
    before = client.get(url(opened, "brief/")).status_code

    services.approve_brief(actor=STAFF, brief_id=made.id, sha256=made.sha256, key="")
    page = client.get(url(opened, "brief/"))

    assert (before, page.status_code) == (404, 200)
    assert ANSWERS["objective"] in page.content.decode()


def test_the_list_shows_the_clients_own_engagements_only():
    mine, other = engagement(), engagement(pack="quick_social_basic")

    page = person(mine).get("/portal/onboarding/").content.decode()

    assert str(mine.id) in page
    assert str(other.id) not in page
