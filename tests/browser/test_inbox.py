"""The inbox in Chromium by keyboard, and at the width of a telephone."""

import pytest

from apps.cam.contracts import LeadStatus
from apps.cam.models import ReplyExample
from apps.cam.providers import FakeInbox
from apps.identity import services as identity
from apps.identity.contracts import Role
from kernel.actors import worker
from kernel.testing import browser
from tests.cam import inbox_scene as scene

pytestmark = pytest.mark.browser


@pytest.fixture
def inbox_page(chromium, live_url, harness):
    """Opens the inbox of a full day, signed in."""
    inbox = FakeInbox()
    harness.use("cam.inbox", inbox)
    owner = identity.create_staff(actor=worker("identity"), email="o@agency.example", name="O", role=Role.OWNER, key="")
    scene.received(harness, inbox)
    session = browser(owner.id).cookies["sessionid"].value

    def open_page(path: str = "", **how: object):
        page = chromium(**how)
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_url}])
        page.goto(f"{live_url}/admin/cam/thread/{path}")
        return page

    return open_page


def heading(page) -> str:
    return page.locator(".inbox-lead strong").first.inner_text()


def test_a_day_by_keyboard(inbox_page):
    page = inbox_page()
    page.keyboard.press("j")
    page.wait_for_url("**/change/**")
    first = heading(page)
    page.keyboard.press("j")
    page.wait_for_function("!document.querySelector('.inbox-lead strong').innerText.startsWith('Unknown')")
    second = heading(page)
    page.keyboard.press("j")
    page.wait_for_function("document.querySelector('.inbox-lead strong').innerText.startsWith('Ann4')")

    with page.expect_navigation():
        page.keyboard.press("2")
    lost = scene.thread("ann4@").lead.status
    with page.expect_navigation():
        page.keyboard.press("u")
    undone = scene.thread("ann4@").lead.status
    with page.expect_navigation():
        page.keyboard.press("a")
    agreed = ReplyExample.objects.get().label
    page.keyboard.press("r")
    page.keyboard.type("3 days, dear Ann?")
    typed = page.locator("#inbox-text").input_value()
    page.keyboard.press("Escape")
    with page.expect_navigation():
        page.keyboard.press("e")
    page.keyboard.press("?")

    assert (first, second) == ("Unknown sender:", "Ann5 Berg")
    assert (lost, undone, agreed) == (LeadStatus.LOST, LeadStatus.REPLIED, "NEUTRAL")
    assert typed == "3 days, dear Ann?" and ReplyExample.objects.count() == 1  # digits in a field judge nothing
    assert scene.thread("ann4@").thread.state == "done" and heading(page) == "Ann3 Berg"
    assert page.locator("#inbox-help").is_visible() and page.problems == []


def test_a_key_alone_never_lifts_a_suppression(inbox_page):
    page = inbox_page(f"{scene.thread('ann5@').thread.id}/change/")
    page.keyboard.press("7")

    assert page.evaluate("document.activeElement.name") == "reason" and not ReplyExample.objects.exists()


def test_opening_a_thread_marks_it_read(inbox_page):
    page = inbox_page(f"{scene.thread('ann2@').thread.id}/change/")
    page.wait_for_function("!document.querySelector('.inbox-line[aria-current] .inbox-dot')")

    assert not scene.thread("ann2@").thread.unread and scene.thread("ann3@").thread.unread


@pytest.mark.parametrize("dark", [False, True])
def test_it_fits_a_telephone_without_scrolling_sideways(inbox_page, dark):
    page = inbox_page(width=360, dark=dark)
    listed = page.evaluate("document.documentElement.scrollWidth")
    page.locator(".inbox-line").first.click()
    page.wait_for_url("**/change/**")

    assert listed <= 360 and page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not page.locator(".inbox-list").is_visible() and page.locator("text=← All threads").is_visible()


def test_every_button_works_without_the_inboxs_own_script(inbox_page):
    page = inbox_page()
    page.route("**/site/inbox.js", lambda route: route.abort())
    page.goto(f"{page.url}{scene.thread('ann4@').thread.id}/change/")
    with page.expect_navigation():
        page.locator("button[value=POSITIVE]").click()

    assert scene.thread("ann4@").lead.status is LeadStatus.QUALIFIED
    assert "the lead is qualified" in page.content()
