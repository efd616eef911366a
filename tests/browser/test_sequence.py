"""The sequence editor in Chromium: counts, placeholders, keys, the question before work is lost; and all without script."""

import pytest

from apps.identity import services as identity
from apps.identity.contracts import Role
from kernel.actors import worker
from kernel.testing import browser
from tests.cam.factories import row, running_campaign
from tests.cam.test_sequences import sequence

pytestmark = pytest.mark.browser


@pytest.fixture
def editor(chromium, live_url, harness):
    """Opens the editor of a sequence that a lead waits for, signed in as an owner."""
    owner = identity.create_staff(actor=worker("identity"), email="o@agency.example", name="O", role=Role.OWNER, key="")
    running_campaign(row(), sequence="regular_nurture")
    cookie = browser(owner.id).cookies["sessionid"].value

    def open_editor(**options):
        page = chromium(**options)
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_url}])
        page.goto(f"{live_url}/admin/cam/sequence/{sequence().id}/change/")
        return page

    return open_editor


def test_the_script_counts_previews_inserts_and_saves_by_key(editor):
    page = editor()
    text = page.locator("#step-1 .seq-text").first
    body, live = text.locator("textarea"), text.locator(".seq-live")

    body.fill("{greeting}\n\nOne two three.\n\n")
    body.focus()
    text.get_by_role("button", name="{company}", exact=True).click()

    assert body.input_value().endswith("{company}") and "5 words" in text.locator(".seq-count").inner_text()
    assert "Nordwind GmbH" in live.inner_text() and page.locator("#sequence-state").inner_text() == "Not saved yet."
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert sequence().draft.steps[0].texts[0].body.replace("\r\n", "\n").endswith("three.\n\n{company}")
    assert page.problems == []


def test_unsaved_work_is_not_left_without_a_question(editor):
    page = editor()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.locator("[name=title]").fill("Changed")
    page.locator(".seq-links a").first.click()
    page.wait_for_timeout(300)

    assert asked == ["beforeunload"] and page.url.endswith("/change/")


def test_without_script_steps_are_added_and_saved(editor):
    page = editor(javascript=False)

    page.get_by_role("button", name="+ Step after step 1").click()
    page.locator("[name=s1t0-subject]").fill("In between")
    page.locator("#sequence-save").click()

    found = sequence()
    assert [s.day for s in found.draft.steps] == [0, 1, 3, 7, 10] and found.draft.steps[1].texts[0].subject == "In between"


def test_every_field_has_a_name_for_those_who_do_not_see_it(editor):
    page = editor(width=360)
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('#sequence :is(input:not([type=hidden]), select, textarea, button)')]
        .filter(e => !(e.labels && e.labels.length) && !e.getAttribute('aria-label') && !e.textContent.trim())
        .map(e => e.outerHTML)"""
    )

    assert nameless == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
