"""Publishers keep their promises: a post is found again by its marker, and nothing else is."""

import json
from uuid import UUID

import pytest
from django.conf import settings

from apps.delivery.providers import FakePublisher, FileProvider, Order


def order(marker="0001-abcdefgh", text="Hello <b>you</b>"):
    post = {"key": "p1", "text": text, "hashtags": ["print"]}
    return Order(marker=marker, client_id=UUID(int=3), channel="linkedin", key="p1", post=post)


@pytest.mark.parametrize("publisher", [FileProvider, FakePublisher])
def test_a_post_is_found_by_its_marker_only(publisher):
    provider = publisher()

    posted = provider.publish(order())

    assert provider.lookup(order()) == posted and posted.url
    assert provider.lookup(order(marker="0002-ijklmnop")) is None


def test_the_file_provider_writes_the_post_and_a_page_without_markup_of_ours():
    FileProvider().publish(order())

    folder = settings.AICMO_PUBLISHED_ROOT / str(UUID(int=3)) / "linkedin"
    record = json.loads((folder / "p1-abcdefgh.json").read_text())
    assert record["post"]["text"] == "Hello <b>you</b>" and record["marker"] == "0001-abcdefgh"
    assert "&lt;b&gt;" in (folder / "p1-abcdefgh.html").read_text()


def test_a_page_says_a_hashtag_of_the_text_once():
    FileProvider().publish(order(text="Proofs by post\n\n#print"))

    (page,) = settings.AICMO_PUBLISHED_ROOT.rglob("*.html")
    assert page.read_text().count("#print") == 1


def test_publishing_twice_leaves_one_post():
    provider = FileProvider()

    first, second = provider.publish(order()), provider.publish(order())

    assert first == second and len(list((settings.AICMO_PUBLISHED_ROOT).rglob("*.json"))) == 1


def test_a_name_from_data_stays_in_its_folder():
    wild = Order(marker="m-12345678", client_id=UUID(int=3), channel="../../etc", key="../x", post={"text": "t"})

    FileProvider().publish(wild)

    inside = [p.relative_to(settings.AICMO_PUBLISHED_ROOT).parts for p in settings.AICMO_PUBLISHED_ROOT.rglob("*.json")]
    assert inside == [(str(UUID(int=3)), "______etc", "___x-12345678.json")]
