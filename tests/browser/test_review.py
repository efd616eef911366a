"""The client's way from the mail to the decision, in Chromium."""

import email
import re
from email import policy

import pytest

from apps.client_review import services
from apps.client_review.contracts import PackageState, ReviewFilter
from kernel.actors import worker
from kernel.testing import browser
from tests.client_review.factories import house, review

pytestmark = pytest.mark.browser
WORKER = worker("client_review")
ADDRESS = "cleo@nordlicht.example.com"


def test_three_taps_from_the_mail_approve_without_javascript(chromium, live_url, harness):
    sent_for_review(harness)
    page = chromium(width=360, javascript=False)

    page.goto(link_in_mail(harness))
    page.get_by_role("button").first.click()
    page.get_by_role("button", name="Approve", exact=True).click()

    assert page.get_by_text(f"Approved by {ADDRESS}").is_visible() and state() == PackageState.APPROVED
    assert page.get_by_role("button", name="Approve", exact=True).count() == 0 and page.problems == []


def test_opening_the_link_as_a_mail_scanner_does_decides_nothing(chromium, live_url, harness):
    sent_for_review(harness)
    page = chromium()

    page.goto(link_in_mail(harness))
    page.wait_for_timeout(300)

    assert state() == PackageState.OPEN


def test_comment_and_wish_for_changes_by_keyboard_alone(chromium, live_url, harness):
    sent_for_review(harness)
    page = chromium()
    page.goto(link_in_mail(harness))
    page.get_by_role("button").first.press("Enter")

    page.locator("#post-p2 summary").press("Enter")
    page.locator("#text-p2").fill("Which meeting?")
    page.locator("#quote-p2").fill("costs a meeting")
    page.locator("#post-p2").get_by_role("button", name="Send comment").press("Enter")
    page.locator("#changes").fill("A little warmer, please.")
    page.get_by_role("button", name="Ask for changes").press("Enter")

    page.get_by_text(f"Changes asked for by {ADDRESS}").wait_for()
    [package] = services.list_packages(actor=WORKER).items
    notes = services.create_revision_plan(actor=WORKER, package_id=package.id).notes
    assert notes == ("A little warmer, please.", "[post p2] on “costs a meeting”: Which meeting?")


@pytest.mark.parametrize("dark", [False, True])
def test_the_page_fits_a_phone_and_has_no_complaints(chromium, live_url, harness, dark):
    sent_for_review(harness)
    page = chromium(width=360, dark=dark)

    page.goto(link_in_mail(harness))
    page.get_by_role("button").first.click()

    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    buttons = "[...document.querySelectorAll('main button:not(.link)')].filter(b => b.offsetParent && b.offsetHeight < 44)"
    small = page.evaluate(f"{buttons}.length")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert wide == 0 and small == 0 and page.problems == [] and ground == ("rgb(17, 21, 27)" if dark else "rgb(244, 245, 247)")


def test_a_long_review_is_walked_on_a_phone_without_javascript(chromium, live_url, harness):
    sent_for_review(harness)
    page = chromium(width=360, javascript=False)
    page.goto(link_in_mail(harness))
    page.get_by_role("button").first.click()

    bar = page.locator(".act-bar")
    box = bar.bounding_box()
    assert box["y"] + box["height"] <= 800 and box["height"] < 70, "it stays at the bottom, one line high"
    sizes = page.evaluate("[...document.querySelectorAll('.jump a')].map(a => Math.min(a.offsetWidth, a.offsetHeight))")
    assert len(sizes) == 3 and min(sizes) >= 44
    page.locator(".jump a").nth(1).click()
    assert page.url.endswith("#post-p2") and page.locator("#name-p2").bounding_box()["y"] < 300
    page.locator("#post-p2 .next a").click()
    assert page.url.endswith("#post-p3")
    bar.get_by_role("link", name="Decide").click()
    assert page.url.endswith("#decision") and page.problems == []


def test_the_menu_is_one_line_on_a_phone_and_every_item_can_be_reached(chromium, live_url, harness):
    home = house(email=ADDRESS)
    page = chromium(width=360, javascript=False)
    page.context.add_cookies(
        [{"name": "sessionid", "value": browser(home.approver.id).cookies["sessionid"].value, "url": live_url}]
    )

    page.goto(f"{live_url}/portal/")

    assert page.locator(".top nav").bounding_box()["height"] < 60 and page.locator(".top").bounding_box()["height"] < 110
    page.get_by_role("link", name="Invoices").click()
    assert page.url.endswith("/portal/billing/") and page.problems == []


def sent_for_review(harness):
    """A bundle that QC passed lies with the client's approver, whose mail has left."""
    review(house(email=ADDRESS))
    harness.drain()


def link_in_mail(harness):
    """The address in the invitation."""
    letters = [email.message_from_bytes(raw, policy=policy.default) for to, raw in harness.mails.delivered if to == ADDRESS]
    [invitation] = [m for m in letters if m["Subject"].startswith("Please review")]
    return re.search(r"http\S+/portal/identity/s/\S+", invitation.get_body(("plain",)).get_content())[0]


def state():
    """How the one review stands."""
    [package] = services.list_packages(actor=WORKER, filter=ReviewFilter()).items
    return package.state
