"""The client's pages, without JavaScript: read, comment, decide."""

import re
from html import unescape

import pytest

from apps.client_review import services
from apps.client_review.contracts import PackageState, Verdict
from apps.identity import services as identity
from kernel import clock
from kernel.testing import browser, guest
from tests.client_review.factories import SITE, STAFF, TEXTS, WORKER, content, house, post, review


def address(package, more=""):
    return f"/portal/client-review/{package.id}/{more}"


def state(package):
    return services.get_package(actor=STAFF, package_id=package.id).state


def link(home, package, email=None):
    return identity.issue_share_link(
        actor=WORKER,
        client_id=home.client_id,
        app="client_review",
        object_id=package.id,
        action="review",
        email=home.email if email is None else email,
    )


def press(client, package, verdict, **fields):
    return client.post(address(package), {"verdict": verdict, "sha256": package.sha256, **fields})


def test_the_list_shows_own_reviews_and_what_waits():
    home = house()
    package = review(home)
    theirs = review(house(email="otto@other.example.com"), title="Their posts")

    page = browser(home.approver.id).get("/portal/client-review/").content.decode()

    assert package.title in page and "Waits for you" in page and theirs.title not in page


def test_the_page_shows_every_post_as_text():
    home = house()
    package = review(home, content(post(1, "Proofs <b>by post</b> take days & hours. Ask us."), post(2)))

    page = browser(home.approver.id).get(address(package)).content.decode()

    assert "&lt;b&gt;by post&lt;/b&gt;" in page and "<b>by post" not in page
    assert "LinkedIn" in page and "09:00" in page and package.sha256 in page


def test_a_link_and_hashtags_of_the_text_are_shown_once():
    home = house()
    link = f"{SITE}/?utm_source=linkedin&utm_medium=social&utm_campaign=posts"
    told = post(1, f"{TEXTS[0]}\n\nAsk us: {link}\n\n#print #paper", hashtags=["print", "#paper"], cta="Ask us")
    package = review(home, content(told, post(2), post(3)))

    page = unescape(browser(home.approver.id).get(address(package)).content.decode())

    first, second = page.split('id="post-p1"')[1].split("</article>")[0], page.split('id="post-p2"')[1].split("</article>")[0]
    assert [first.count(said) for said in (link, "#print", "#paper")] == [1, 1, 1]
    assert [second.count(said) for said in (link, "#print")] == [1, 1], "what the text does not say stands beside it"


def test_a_long_review_has_a_list_to_jump_from_and_a_way_to_the_next_open_post():
    home = house()
    package = review(home)
    client = browser(home.approver.id)
    client.post(address(package, "comments/"), {"post_key": "p2", "text": "Warmer, please."})

    page = client.get(address(package)).content.decode()

    assert re.findall(r'class="is-(\w+)" href="#post-(p\d)"', page) == [("open", "p1"), ("changes", "p2"), ("open", "p3")]
    articles = re.findall(r'id="post-(p\d)".*?</article>', page, re.S)
    ways = [re.findall(r'class="next"><a href="#post-(p\d)"', part) for part in page.split("<article")[1:]]
    assert articles == ["p1", "p2", "p3"] and ways == [["p3"], ["p3"], []], "a post with a wish needs no second look"
    bar = page.split('class="act-bar"')[1].split("</p>")[0]
    assert re.findall(r'href="(#[\w-]+)"', bar) == ["#posts", "#post-p1", "#decision"]


def test_an_approved_review_says_so_at_every_post_and_names_the_zone_of_its_time():
    home = house()
    package = review(home)
    client = browser(home.approver.id)
    press(client, package, "APPROVE")

    page = client.get(address(package)).content.decode()

    assert page.count('class="is-approved"') == 3 and "act-bar" not in page and 'class="next"' not in page
    assert "on 13 December 2025, 13:00 CET." in page and "times are those of Europe/Berlin" in page and "UTC." not in page


def test_opening_the_page_changes_nothing_and_one_button_approves():
    home = house()
    package = review(home)
    client = guest(link(home, package).url)
    assert client.get(address(package)).status_code == 200 and state(package) == PackageState.OPEN

    answer = press(client, package, "APPROVE")

    assert answer.status_code == 302 and state(package) == PackageState.APPROVED
    page = client.get(address(package)).content.decode()
    assert f"Approved by {home.email}" in page and 'value="APPROVE"' not in page


def test_asking_for_changes_without_words_shows_the_form_again():
    home = house()
    package = review(home)
    client = browser(home.approver.id)

    answer = press(client, package, "REQUEST_CHANGES", comment=" ")

    assert answer.status_code == 400 and "Please say what should change." in answer.content.decode()
    press(client, package, "REQUEST_CHANGES", comment="Warmer")
    assert state(package) == PackageState.CHANGES_REQUESTED


def test_a_page_of_an_older_version_is_told_so():
    home = house()
    package = review(home)

    answer = browser(home.approver.id).post(address(package), {"verdict": "APPROVE", "sha256": "0" * 64})

    assert answer.status_code == 409 and state(package) == PackageState.OPEN


def test_a_double_click_decides_once_and_a_late_second_person_is_told():
    home = house()
    package = review(home)
    client = browser(home.approver.id)

    first = press(client, package, "APPROVE", form_key="f")
    second = press(client, package, "APPROVE", form_key="f")
    late = press(guest(link(home, package).url), package, "REJECT", comment="No")

    assert (first.status_code, second.status_code, late.status_code) == (302, 302, 409)


def test_a_comment_on_words_of_a_post_is_kept_with_its_place():
    home = house()
    package = review(home)
    fields = {"post_key": "p2", "text": "Which meeting?", "quote": "costs a meeting"}

    answer = browser(home.approver.id).post(address(package, "comments/"), fields)

    [comment] = services.list_comments(actor=STAFF, package_id=package.id)
    assert answer["Location"].endswith("#post-p2") and comment.quote == "costs a meeting" and comment.start > 0


def test_words_that_do_not_stand_in_the_post_are_named_and_nothing_is_lost():
    home = house()
    package = review(home)
    fields = {"post_key": "p2", "text": "Which meeting?", "quote": "no such words"}

    answer = browser(home.approver.id).post(address(package, "comments/"), fields)

    assert answer.status_code == 400 and "Which meeting?" in answer.content.decode()


def test_internal_comments_are_not_on_the_page():
    home = house()
    package = review(home)
    services.capture_feedback(actor=STAFF, package_id=package.id, text="margin is thin", internal=True, key="")

    for client in (browser(home.approver.id), guest(link(home, package).url)):
        assert "margin" not in client.get(address(package)).content.decode()


def test_the_second_version_marks_the_words_that_changed():
    home = house()
    review(home)
    newer = content(
        post(1), post(2, "A missing page costs a whole morning. Before printing we count the sheets twice. Ask us."), post(3)
    )
    package = review(home, newer, version=2)

    page = browser(home.approver.id).get(address(package)).content.decode()

    assert "<ins>" in page and "<del>" in page and page.index("post-p2") < page.index("post-p1") and "Unchanged posts (2)" in page


def test_a_german_review_speaks_german():
    home = house(language="de")
    package = review(home)

    page = browser(home.approver.id).get(address(package)).content.decode()

    assert 'lang="de"' in page and "Freigeben" in page and "Januar" in page


def test_the_certificate_is_a_download():
    home = house()
    package = review(home)
    values = {"actor": home.approver, "package_id": package.id, "sha256": package.sha256, "key": ""}
    services.decide(verdict=Verdict.APPROVE, **values)

    answer = browser(home.approver.id).get(address(package, "certificate/"))

    assert answer["Content-Disposition"].startswith("attachment") and package.sha256 in b"".join(answer).decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_guest_of_another_review_finds_nothing(method):
    home = house()
    package, other = review(home), review(house(email="otto@other.example.com"))

    answer = getattr(guest(link(home, package).url), method)(address(other), {"verdict": "APPROVE", "sha256": other.sha256})

    assert answer.status_code == 404 and state(other) == PackageState.OPEN


def test_a_viewer_reads_and_sees_no_buttons():
    home = house()
    identity.add_member(
        actor=WORKER, client_id=home.client_id, email="vic@nordlicht.example.com", name="Vic", role="client_viewer", key="m"
    )
    package = review(home)
    client = browser(identity.actor_for_email(email="vic@nordlicht.example.com").id)

    page = client.get(address(package)).content.decode()

    assert "An approver of your company decides" in page and 'value="APPROVE"' not in page
    assert press(client, package, "APPROVE").status_code == 403


def test_an_unknown_button_is_refused_politely():
    home = house()
    package = review(home)

    assert press(browser(home.approver.id), package, "PUBLISH_NOW").status_code == 400
    assert clock.now() < package.due_at and state(package) == PackageState.OPEN
