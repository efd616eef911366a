"""The next version by notes: only what they touch changes, and what cannot be done stays open."""

import pytest

from apps.production import contracts, services
from kernel.errors import InvalidInput, NotFound
from tests.production import factories
from tests.production.factories import EDITOR


def changed_keys(before, after):
    old = {post["key"]: post for post in before.content["posts"]}
    return {post["key"] for post in after.content["posts"] if post != old[post["key"]]}


def test_a_hand_edit_is_the_next_version_and_qc_repairs_what_it_broke(harness):
    first = factories.bundle(harness)
    key = factories.post(first)["key"]
    text = f"Unbeatable floors for everyone. {factories.post(first)['text']}"

    edited = services.edit_post(actor=EDITOR, bundle_id=first.id, post_key=key, text=text, key="e")
    verdict = factories.judged(edited)
    notes = tuple(finding.as_note() for finding in verdict.findings)
    mended = factories.revised(harness, edited, *notes)

    assert (edited.version, edited.reason, edited.provenance["posts"][key]) == (2, "edit", "human")
    assert (verdict.verdict, {f.rule for f in verdict.findings}) == ("FAIL", {"forbidden_language"})
    assert (mended.version, mended.reason, mended.notes) == (3, "qc", ())
    assert changed_keys(edited, mended) == {key} and mended.provenance["posts"][key] == "assisted"
    assert "Unbeatable" not in factories.post(mended, key)["text"]
    assert factories.judged(mended).verdict == "PASS"


def test_the_journeys_form_of_a_note_is_understood_too(harness):
    first = factories.bundle(harness)
    post = factories.post(first)
    edited = services.edit_post(
        actor=EDITOR, bundle_id=first.id, post_key=post["key"], text=post["text"] + " Unbeatable.", key="e"
    )
    finding = factories.judged(edited).findings[0]

    mended = factories.revised(harness, edited, f"{finding.path}: {finding.message} {finding.fix}")

    assert mended.reason == "qc" and factories.judged(mended).verdict == "PASS"


def test_a_text_too_long_for_its_channel_is_shortened_to_fit(harness):
    first = factories.bundle(harness, budget_range="2,000 to 3,000 pounds for LinkedIn and X")
    post = factories.post(first, channel=first.content["channels"][1])
    long = f"{'We could go on about this floor for hours and hours. ' * 30}\n\n{post['text']}" * (
        1 if post["channel"] == "x" else 3
    )
    edited = services.edit_post(actor=EDITOR, bundle_id=first.id, post_key=post["key"], text=long, key="e")
    verdict = factories.judged(edited)

    mended = factories.revised(harness, edited, *(finding.as_note() for finding in verdict.findings))

    assert "channel_limits" in [f.rule for f in verdict.findings] or verdict.verdict != "PASS"
    assert factories.judged(mended).verdict == "PASS"


@pytest.mark.parametrize(
    ("wish", "gone", "come"),
    [
        ("Replace “acid” with “solvent”", "acid", "solvent"),
        ("Please say “the pair of us” instead of “the same two people”.", "the same two people", "the pair of us"),
        ("Remove the claim about “214 floors”", "214 floors", ""),
        ("No hashtags please.", "#", ""),
    ],
)
def test_a_simple_wish_is_carried_out_in_all_posts(harness, wish, gone, come):
    first = factories.bundle(harness)

    after = factories.revised(harness, first, wish)

    said = "\n".join(post["text"] for post in after.content["posts"]).casefold()
    assert gone not in said and come in said
    assert (after.reason, after.notes) == ("client", ())
    assert factories.judged(after).verdict != "FAIL"


def test_a_comment_that_names_a_post_changes_that_post_only(harness):
    first = factories.bundle(harness)
    post = factories.post(first, channel="linkedin")

    after = factories.revised(harness, first, f"{post['key']}: too long, make it shorter.")

    assert changed_keys(first, after) == {post["key"]}
    assert len(factories.post(after, post["key"])["text"]) < len(post["text"])


@pytest.mark.parametrize("how", ["the third post", "post 3", "Post from {day} {month}: ", "{iso}"])
def test_a_post_is_named_in_many_ways(harness, how):
    first = factories.bundle(harness)
    third = first.content["posts"][2]
    year, month, day = third["at"][:10].split("-")
    names = {"day": int(day), "month": "January" if month == "01" else "February", "iso": f"{year}-{month}-{day}"}

    after = factories.revised(harness, first, f"Write {how.format(**names)} anew, we do not like it; rewrite it")

    assert third["key"] in changed_keys(first, after)
    assert {key[:10] for key in changed_keys(first, after)} == {third["key"][:10]}


def test_what_no_machine_can_do_stays_open_for_staff(harness):
    first = factories.bundle(harness)

    after = factories.revised(harness, first, "Great start. Make post 1 shorter and add a photo of our new van.")

    assert after.notes == ("add a photo of our new van.",)
    assert changed_keys(first, after) == {first.content["posts"][0]["key"]}
    assert [w.kind for w in services.list_waiting(actor=EDITOR)] == ["open_points"]


def test_a_comment_on_a_day_without_a_post_stays_open(harness):
    first = factories.bundle(harness)

    after = factories.revised(harness, first, "The post of 25 December is too long")

    assert after.notes == ("The post of 25 December is too long",) and not changed_keys(first, after)


def test_only_the_newest_version_can_be_worked_on(harness):
    first = factories.bundle(harness)
    key = factories.post(first)["key"]
    services.edit_post(actor=EDITOR, bundle_id=first.id, post_key=key, text="A new text.", key="e")

    with pytest.raises(contracts.BundleClosed):
        services.edit_post(actor=EDITOR, bundle_id=first.id, post_key=key, text="Another.", key="f")
    with pytest.raises(contracts.BundleClosed):
        services.revise(actor=EDITOR, bundle_id=first.id, notes=("shorter",), key="g")


def test_bad_input_is_named(harness):
    first = factories.bundle(harness)

    with pytest.raises(NotFound):
        services.edit_post(actor=EDITOR, bundle_id=first.id, post_key="nowhere", text="Text.", key="1")
    with pytest.raises(InvalidInput) as empty:
        services.edit_post(actor=EDITOR, bundle_id=first.id, post_key=factories.post(first)["key"], text=" ", key="2")
    with pytest.raises(InvalidInput) as silent:
        services.revise(actor=EDITOR, bundle_id=first.id, notes=(" ",), key="3")
    assert (empty.value.field, silent.value.field) == ("text", "notes")
