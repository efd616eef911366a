"""The editor's pages as staff use them, without JavaScript."""

import json
import re
from html import unescape
from io import BytesIO

import pytest

from apps.cam import services
from apps.cam.models import Attempt, Lead, OutboundEmail, Sequence, SequenceVersion, Setting, StepText
from apps.identity import services as identity
from apps.identity.contracts import Role
from kernel.actors import worker
from kernel.testing import browser
from tests.cam.factories import row, running_campaign
from tests.cam.test_sequences import sequence


def signed_in(role=Role.OWNER, **options):
    made = identity.create_staff(actor=worker("identity"), email=f"{role.value}@agency.example", name="O", role=role, key="")
    return browser(made.id, **options)


@pytest.fixture
def owner():
    return signed_in()


def url(found, page="change"):
    return f"/admin/cam/sequence/{found.id}/{page}/"


def fields(response) -> dict[str, str]:
    """What a browser would post of the editor's form: every named field, checked boxes only."""
    html = response.content.decode()
    form = html[html.index('id="sequence"') : html.index("</form>", html.index('id="sequence"'))]
    given = {}
    for tag in re.findall(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        if attributes.get("type") not in ("checkbox", "radio") or " checked" in tag:
            given[attributes["name"]] = unescape(attributes.get("value", "on"))
    for name, body in re.findall(r'<textarea name="([^"]+)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL):
        given[name] = unescape(body)
    for name, options in re.findall(r'<select name="([^"]+)">(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        given[name] = chosen[1] if chosen else ""
    return given


def test_what_the_form_shows_is_what_it_saves(owner):
    found = sequence()

    page = owner.get(url(found))
    done = owner.post(url(found), fields(page) | {"op": "save", "note": "the same"})

    assert page.status_code == 200 and done.status_code == 302
    assert sequence().draft == found.draft and sequence().version == 2


def test_steps_are_put_in_moved_and_taken_out_before_anything_is_saved(owner):
    found = sequence()
    given = fields(owner.get(url(found)))

    added = owner.post(url(found), given | {"op": "add:1"})
    moved = owner.post(url(found), fields(added) | {"op": "up:1"})
    fewer = owner.post(url(found), fields(moved) | {"op": "delete:4"})
    another = owner.post(url(found), fields(fewer) | {"op": "text:1:de"})

    assert sequence() == found
    ids = [str(s.id) for s in found.draft.steps]
    after = fields(another)
    assert [after[f"s{n}-id"] for n in range(int(after["steps"]))] == ["", *ids[:3]]
    assert [after[f"s{n}-day"] for n in range(4)] == ["0", "1", "3", "7"]
    assert after["s1-texts"] == "3" and (after["s1t2-language"], after["s1t2-variant"]) == ("de", "B")


@pytest.mark.parametrize("op", ["add:99", "up:0", "down:3", "delete:-1", "delete:x", "text:9:en", "nothing", "add"])
def test_an_act_that_cannot_be_done_is_refused_on_the_page(owner, op):
    found = sequence()

    page = owner.post(url(found), fields(owner.get(url(found))) | {"op": op})

    assert page.status_code == 400 and "cannot be done" in page.content.decode()


def test_a_mistake_keeps_what_was_typed_and_names_its_place(owner):
    found = sequence()
    given = fields(owner.get(url(found))) | {"s1t0-subject": "For {firm} <script>", "s2-day": "soon", "op": "save"}

    page = owner.post(url(found), given)
    html = page.content.decode()

    assert page.status_code == 400 and sequence() == found
    assert "Step 2, en, variant A, subject" in html and "{firm} is no placeholder" in html and "Step 3, day" in html
    assert "<script>&quot;" not in html and fields(page)["s1t0-subject"] == "For {firm} <script>"


@pytest.mark.parametrize(
    "changes", [{"s0-id": "nonsense"}, {"s0t0-body": "\x00"}, {"steps": "9999"}, {"steps": ""}, {"base": "x"}]
)
def test_a_broken_form_is_an_error_and_never_a_crash(owner, changes):
    found = sequence()

    page = owner.post(url(found), fields(owner.get(url(found))) | changes | {"op": "save"})

    assert page.status_code in (400, 409) and sequence() == found


def test_who_may_only_look_looks(owner):
    found = sequence()
    reader = signed_in(Role.READ_ONLY)

    page, posted = reader.get(url(found)), reader.post(url(found), fields(owner.get(url(found))) | {"op": "save"})

    assert page.status_code == 200 and "disabled" in page.content.decode() and posted.status_code == 403
    assert reader.post(url(found, "history"), {"number": "1"}).status_code == 403
    assert reader.post("/admin/cam/sequence/import/").status_code == 403
    assert reader.post(url(found, "preview"), {"step": "1"}).status_code == 403


def test_a_post_from_elsewhere_is_refused():
    found = sequence()
    strict = signed_in(enforce_csrf_checks=True)

    assert strict.post(url(found), {"op": "save"}).status_code == 403


def test_deleting_a_step_asks_on_the_page_and_the_answer_counts(owner, harness):
    running_campaign(row(), sequence="regular_nurture")
    found = sequence()
    without = fields(owner.post(url(found), fields(owner.get(url(found))) | {"op": "delete:0"}))

    asked = owner.post(url(found), without | {"op": "save"})
    done = owner.post(url(found), fields(asked) | {"op": "save", "waiting": "next"})

    assert asked.status_code == 409 and 'name="waiting"' in asked.content.decode()
    assert done.status_code == 302 and Attempt.objects.get(state="pending").step == 1


def test_versions_are_shown_restored_and_undone(owner):
    found = sequence()
    owner.post(url(found), fields(owner.get(url(found))) | {"op": "save", "title": "<b>New</b>"})

    page = owner.get(url(found, "history")).content.decode()
    owner.post(url(found, "history"), {"number": "1", "form_key": "r"})
    restored = sequence()
    owner.post(url(found, "act/undo"), {"form_key": "u"})

    assert "title: Regular nurture → &lt;b&gt;New&lt;/b&gt;" in page and "owner@agency.example" in page
    assert restored.draft == found.draft and sequence().draft.title == "<b>New</b>"
    assert SequenceVersion.objects.count() == 4
    assert owner.post(url(found, "history"), {"number": "77"}).status_code == 404


def test_export_and_import_give_the_same_sequence_under_another_name(owner):
    found = sequence()
    exported = b"".join(owner.post(url(found, "act/export"), {"form_key": "e"}).streaming_content)
    file = BytesIO(exported)
    file.name = "sequence.json"

    done = owner.post("/admin/cam/sequence/import/", {"file": file, "name": "taken_over"})

    made = sequence("taken_over")
    assert done.status_code == 302 and not made.draft.active
    assert [(s.day, s.channel, s.texts) for s in made.draft.steps] == [(s.day, s.channel, s.texts) for s in found.draft.steps]


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe", b"[]", b"{}", b'{"steps": 3}', b"[" * 100_000, b'{"title": "x", "steps": [{"day": true}]}',
        json.dumps({"title": "x", "steps": [{"day": 10**30, "channel": "email", "texts": []}]}).encode(), b"",
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused(owner, data):
    file = BytesIO(data)
    file.name = "x.json"

    page = owner.post("/admin/cam/sequence/import/", {"file": file, "name": "broken_one"})

    assert page.status_code == 400 and not Sequence.objects.filter(name="broken_one").exists()


def test_a_new_sequence_and_a_copy_are_archived_until_taken_into_use(owner):
    made = owner.post("/admin/cam/sequence/add/", {"name": "fair", "title": "Fair"})
    again = owner.post("/admin/cam/sequence/add/", {"name": "fair", "title": "Fair"})
    copied = owner.post(url(sequence("fair"), "act/duplicate"), {"name": "fair_2", "title": "Fair 2", "form_key": "d"})

    assert made.status_code == copied.status_code == 302 and "already" in again.content.decode()
    owner.post(url(sequence("fair_2"), "act/take_into_use"), {"form_key": "t"})
    assert (sequence("fair").draft.active, sequence("fair_2").draft.active) == (False, True)


def test_the_preview_is_the_mail_that_leaves(owner, harness):
    running_campaign(row(), sequence="regular_nurture")
    shown = owner.get(url(sequence(), "preview")).context["mails"]

    harness.advance(days=3)
    (left,) = OutboundEmail.objects.filter(sequence_number=1)

    assert (shown[0].subject, shown[0].text, shown[0].variant) == (left.subject, left.text, left.variant)
    assert "List-Unsubscribe" in shown[0].headers and [m.step for m in shown] == [1, 2, 3, 4]
    assert "widersprechen" in shown[0].text and "widersprechen" not in shown[1].text


def test_the_preview_says_why_a_mail_would_be_held_and_escapes_what_it_shows(owner):
    running_campaign(row(City=""), sequence="regular_nurture")
    Lead.objects.update(company="<script>alert(1)</script>", first_name="<b>Ada")
    StepText.objects.filter(step__number=2).update(body="{greeting} in {city}")

    html = owner.get(url(sequence(), "preview")).content.decode()

    assert "no value for {city}" in html and "<script>alert" not in html and 'sandbox=""' in html


def test_a_proof_goes_to_the_member_of_staff_and_counts_for_nobody(owner, harness):
    running_campaign(row(), sequence="regular_nurture")
    before = (Lead.objects.values().get(), list(Attempt.objects.values("step", "state", "due_at")))

    owner.post(url(sequence(), "preview"), {"lead": str(before[0]["id"]), "step": "1", "form_key": "p"})
    owner.post(url(sequence(), "preview"), {"lead": str(before[0]["id"]), "step": "1", "form_key": "p"})
    harness.drain()

    [(_, raw)] = [m for m in harness.mails.delivered if b"Your account" not in m[1]]
    assert b"[Proof]" in raw and b"owner@agency.example" in raw and b"ada.berg@" not in raw and b"/u/proof/" in raw
    assert (Lead.objects.values().get(), list(Attempt.objects.values("step", "state", "due_at"))) == before
    assert not OutboundEmail.objects.exists() and before[0]["id"].hex.encode() not in raw.replace(b"=\r\n", b"")


def test_proofs_are_limited_by_the_hour(owner, harness):
    running_campaign(row(), sequence="regular_nurture")
    Setting.objects.filter(name="proofs_per_hour").update(value=2)
    lead = str(Lead.objects.get().id)

    for number in range(3):
        last = owner.post(url(sequence(), "preview"), {"lead": lead, "step": "1", "form_key": str(number)}, follow=True)
    harness.drain()

    assert sum(b"[Proof]" in raw for _, raw in harness.mails.delivered) == 2 and "2 proofs an hour" in last.content.decode()


def test_a_proof_of_no_step_or_lead_is_refused(owner, harness):
    running_campaign(row(), sequence="regular_nurture")
    lead = str(Lead.objects.get().id)

    for given in (
        {"lead": lead, "step": "9"},
        {"lead": lead, "step": "x"},
        {"lead": str(sequence().id), "step": "1"},
        {"step": "²"},
    ):
        assert owner.post(url(sequence(), "preview"), given | {"form_key": str(given)}).status_code == 302
    harness.drain()

    assert not any(b"[Proof]" in raw for _, raw in harness.mails.delivered)
    assert services.next_leads(actor=worker("cam"), sequence_id=sequence().id)[0].id == Lead.objects.get().id
