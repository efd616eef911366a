"""Pure parts of client_review: differences between versions, and the client's words as notes."""

from datetime import UTC, datetime
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from apps.client_review.contracts import Comment
from apps.client_review.logic import notes
from apps.client_review.logic.diff import compare, word_diff

AT = datetime(2025, 12, 13, 12, tzinfo=UTC)


def post(key, text, **more):
    return {"key": key, "channel": "linkedin", "at": f"2026-01-0{key[-1]}T09:00:00+01:00", "text": text, **more}


def comment(text, *, post_key="", quote="", internal=False, resolved=None):
    places = {"post_key": post_key, "start": None, "end": None, "quote": quote, "text": text}
    who = {"author_id": None, "author_name": "Cleo", "internal": internal, "created_at": AT, "resolved_at": resolved}
    return Comment(id=uuid4(), package_id=uuid4(), client_id=uuid4(), **places, **who)


@given(st.text(), st.text())
def test_a_word_diff_holds_both_versions_exactly(before, after):
    parts = word_diff(before, after)

    assert "".join(p.text for p in parts if p.kind != "added") == before
    assert "".join(p.text for p in parts if p.kind != "removed") == after


def test_only_the_words_that_differ_are_marked():
    parts = word_diff("Join us on Monday", "Join us on Friday")

    assert [(p.kind, p.text) for p in parts] == [("same", "Join us on "), ("removed", "Monday"), ("added", "Friday")]


def test_changed_posts_come_first_and_other_fields_are_named():
    before = {"posts": [post("p1", "One"), post("p2", "Two"), post("p3", "Three")]}
    after = {"posts": [post("p1", "One"), post("p2", "Two", cta="Book"), post("p4", "Four")]}

    changes = compare(before, after)

    assert [(c.key, c.status) for c in changes] == [("p2", "changed"), ("p4", "new"), ("p3", "removed"), ("p1", "same")]
    assert changes[0].fields == ("cta",) and changes[0].parts == ()


def test_notes_name_their_post_in_the_order_of_the_posts():
    content = {"posts": [post("p2", "Two"), post("p1", "One")]}
    comments = [comment("shorter", post_key="p2"), comment("which town?", post_key="p1", quote="One"), comment("all fine else")]

    found = notes.lines(notes.plan(content, "Warmer tone, please.", comments))

    assert found == (
        "Warmer tone, please.",
        "all fine else",
        "[post p1] on “One”: which town?",
        "[post p2] shorter",
    )


def test_internal_and_resolved_comments_ask_for_nothing():
    comments = [comment("margin is thin here", internal=True), comment("typo", resolved=AT)]

    assert notes.plan({"posts": []}, "", comments) == {}
