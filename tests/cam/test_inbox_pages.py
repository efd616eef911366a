"""The inbox as people use it: rights, forms, hostile mail, a bounded number of queries; and its API."""

import re
from email.message import EmailMessage

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.cam import services
from apps.cam.contracts import LeadStatus, SuppressionFilter
from apps.cam.models import Answer, Campaign, Mailbox, ReplyExample, ReviewItem
from apps.identity import services as identity
from apps.identity.contracts import Role
from kernel.actors import worker
from kernel.db import alias_for
from kernel.testing import browser
from tests.cam import inbox_scene as scene
from tests.cam.factories import agent, answer

LIST = "/admin/cam/thread/"


@pytest.fixture
def owner():
    made = identity.create_staff(actor=worker("identity"), email="o@agency.example", name="O", role=Role.OWNER, key="")
    return browser(made.id)


@pytest.fixture
def full(harness, inbox):
    scene.received(harness, inbox)


def page_of(text: str) -> str:
    return f"{LIST}{scene.thread(text).thread.id}/change/"


def press(user: Client, who: str, verb: str, **values: object):
    url = f"{LIST}{scene.thread(who).thread.id}/do/{verb}/"
    return user.post(url, {"form_key": f"{verb}-{who}", "inbound_id": str(scene.last(who).id), **values})


def test_an_empty_inbox_says_what_to_do(owner):
    page = owner.get(LIST)

    assert page.status_code == 200 and "Nothing waits for you" in page.content.decode()


def test_the_list_and_a_thread_show_what_the_day_needs(owner, full):
    shown = owner.get(page_of("ann1@")).content.decode()

    for told in (
        "POSITIVE",
        f"{scene.last('ann1@').confidence:.0%} sure",
        "Needs a person",
        "Unknown sender",
        "Qualified",
        "asks for a price",
        "Quotation and signature",
    ):
        assert told in shown, told


@pytest.mark.parametrize(
    ("query", "who"),
    [
        ("?show=waits", {"ann1", "ann3", "ann4", "stranger"}),
        ("?show=unknown", {"stranger"}),
        ("?class=UNSUB", {"ann5"}),
        ("?q=firm+2", {"ann2"}),
        ("?show=mine", set()),
        ("?show=parked", set()),
        ("?show=done", set()),
        ("?campaign={campaign}&class=NEGATIVE", {"ann2"}),
        ("?mailbox={mailbox}&class=NEGATIVE", {"ann2"}),
    ],
)
def test_filters_narrow_the_list(owner, full, query, who):
    named = {"campaign": Campaign.objects.get().id, "mailbox": scene.models_lead("ann2@").mailbox_id}
    shown = owner.get(LIST + query.format(**named))

    assert {line["thread"].from_email.partition("@")[0] for line in shown.context["lines"]} == who


@pytest.mark.parametrize("query", ["?show=nonsense", "?class=MAYBE", "?campaign=7", "?mailbox=x", "?cursor=broken"])
def test_a_wrong_filter_is_told_and_the_list_is_there(owner, full, query):
    page = owner.get(LIST + query)

    assert page.status_code == 400 and len(page.context["lines"]) == 6


def test_a_thread_that_is_not_there_is_404(owner):
    assert owner.get(f"{LIST}nonsense/change/").status_code == 404
    assert owner.get(f"{LIST}01a21052-f381-75e4-b8cb-83c3477efdcc/change/").status_code == 404


def test_one_press_judges_and_one_undoes(owner, full):
    press(owner, "ann4@", "judge", reply_class="POSITIVE")
    judged = scene.thread("ann4@").lead.status
    press(owner, "ann4@", "undo")

    assert (judged, scene.thread("ann4@").lead.status) == (LeadStatus.QUALIFIED, LeadStatus.REPLIED)


def test_a_double_click_judges_once(owner, full):
    for _ in range(2):
        press(owner, "ann4@", "judge", reply_class="NEGATIVE")

    assert ReplyExample.objects.count() == 1 and scene.thread("ann4@").lead.status is LeadStatus.LOST


def test_a_refused_undo_says_why_and_what_can_be_done(owner, full):
    press(owner, "ann4@", "judge", reply_class="UNSUB")
    page = press(owner, "ann4@", "undo")

    assert page.status_code == 409 and "no key takes that back" in page.content.decode()


def test_no_demand_to_stop_needs_its_reason_on_the_page(owner, full):
    without = press(owner, "ann5@", "judge", reply_class="NEUTRAL")
    press(owner, "ann5@", "judge", reply_class="NEUTRAL", reason="they meant the newsletter", form_key="2")

    assert without.status_code == 400 and "Say why" in without.content.decode()
    assert services.list_suppressions(actor=agent(), filter=SuppressionFilter()).items == ()


def test_done_leads_on_to_the_next_thread_and_keeps_the_filter(owner, full):
    following = scene.thread("ann2@").thread.id
    page = press(owner, "ann4@", "done", next=str(following), f_show="waits", f_evil="x")

    assert page["Location"] == f"{LIST}{following}/change/?show=waits"
    assert [t.from_email for t in scene.threads(state="done")] == ["ann4@firm4.example"]


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "../../x"])
def test_done_leads_nowhere_else(owner, full, target):
    assert press(owner, "ann4@", "done", next=target)["Location"] == LIST


def test_mine_is_what_i_took(owner, full):
    press(owner, "ann4@", "take")

    assert [line["thread"].from_email for line in owner.get(f"{LIST}?show=mine").context["lines"]] == ["ann4@firm4.example"]


def test_an_answer_is_drafted_changed_and_sent_once(owner, full, harness):
    press(owner, "ann1@", "draft", text="Dear Ann, 1,500 euros.")
    draft, before = Answer.objects.get(), len(harness.mails.delivered)
    shown = owner.get(page_of("ann1@")).content.decode()
    for _ in range(2):
        press(owner, "ann1@", "send", text="Dear Ann, 1,400 euros.", answer_id=str(draft.id), subject="Our price")
    harness.drain()

    assert "1,500 euros." in shown and len(harness.mails.delivered) == before + 1
    sent = scene.headers(harness.mails.delivered[-1][1])
    assert sent["Subject"] == "Our price" and "1,400 euros" in sent.get_body(("plain",)).get_content()


def test_what_was_typed_stays_when_it_cannot_be_sent(owner, full):
    page = press(owner, "ann5@", "send", text="Why, Ann?")

    assert page.status_code == 409 and "Why, Ann?" in page.content.decode() and "Nobody may write" in page.content.decode()


def test_a_mailbox_can_be_chosen(owner, full, harness):
    other = Mailbox.objects.create(address="jo@aicmo.example", display_name="Jo")
    press(owner, "ann1@", "send", text="Hello", mailbox_id=str(other.id))
    harness.drain()

    assert "jo@aicmo.example" in scene.headers(harness.mails.delivered[-1][1])["From"]


def test_reviews_are_decided_beside_their_thread(owner, full):
    item = ReviewItem.objects.get(kind="PRICING")
    press(owner, "ann1@", "approve", item_id=str(item.id), note="sent our list")

    item.refresh_from_db()
    assert (item.state, item.note) == ("approved", "sent our list") and not scene.thread("ann1@").thread.waits


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> {{ 7|add:7 }} \u202egnp.exe"


def test_a_hostile_mail_is_shown_as_text(owner, inbox, harness):
    message = EmailMessage()
    message["From"], message["Subject"] = "evil@else.example", "<b onmouseover=alert(1)>Free</b>"
    message["Message-ID"] = "<evil>\t<script@x>"
    message.set_content(HOSTILE)
    inbox.put(message.as_bytes())
    harness.drain()

    shown = owner.get(page_of("evil@")).content.decode()

    assert "<script>alert" not in shown and "<img src=x" not in shown and "<b onmouseover" not in shown
    assert "&lt;script&gt;alert(1)" in shown and "14 " not in re.findall(r"onerror.*", shown)[0][:60]


def test_a_parked_mail_says_why(owner, inbox, harness, monkeypatch):
    monkeypatch.setattr("apps.cam.logic.replies.MAX_BYTES", 100)
    inbox.put(answer("x" * 500, sender="big@else.example"))
    harness.drain()
    (found,) = scene.threads(parked=True)

    shown = owner.get(f"{LIST}{found.id}/change/").content.decode()
    assert "larger than 50 MB" in shown and "Parked" in shown


def test_the_bytes_as_they_came_are_for_those_who_may_see_them(owner, full):
    url = f"{LIST}raw/{scene.last('ann1@').id}/"
    got = owner.get(url)

    assert got.status_code == 200 and b"What would it cost" in b"".join(got.streaming_content)
    assert "attachment" in got["Content-Disposition"] and "login" in Client().get(url)["Location"]


VERBS = (
    "judge",
    "undo",
    "done",
    "reopen",
    "read",
    "unread",
    "take",
    "release",
    "draft",
    "send",
    "discard",
    "approve",
    "reject",
    "skip",
)


@pytest.mark.parametrize("verb", VERBS)
def test_who_may_only_look_changes_nothing(full, verb):
    made = identity.create_staff(actor=worker("identity"), email="v@agency.example", name="V", role=Role.READ_ONLY, key="")
    before = scene.thread("ann4@")
    page = press(browser(made.id), "ann4@", verb, reply_class="POSITIVE", text="Hi", item_id=str(ReviewItem.objects.first().id))

    assert page.status_code == 403 and scene.thread("ann4@") == before


def test_forms_need_their_token_and_get_changes_nothing(owner, full):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = owner.cookies
    url = f"{LIST}{scene.thread('ann4@').thread.id}/do/done/"

    assert strict.post(url).status_code == 403 and owner.get(url).status_code == 405
    assert scene.threads(state="done") == []


def test_an_unknown_act_is_404(owner, full):
    assert press(owner, "ann4@", "explode").status_code == 404


def test_more_threads_do_not_mean_more_queries(owner, full, inbox, harness):
    def asked() -> int:
        with CaptureQueriesContext(connections[alias_for("cam")]) as found:
            owner.get(page_of("ann1@"))
        return len(found)

    asked()
    few = asked()
    for number in range(20):
        inbox.put(answer("Hm.", sender=f"s{number}@else.example"))
    harness.drain()

    assert asked() == few <= 40


def test_the_api_lists_opens_judges_and_answers(owner, full, harness):
    found = owner.get("/api/v1/cam/threads/", {"text": "ann4@"}).json()["items"]
    one = owner.get(f"/api/v1/cam/threads/{found[0]['id']}/")
    mail = next(m for m in one.json()["mails"] if m["kind"] == "received")
    how = {"content_type": "application/json"}
    here = f"/api/v1/cam/inbound/{mail['id']}/"
    headers = {"Idempotency-Key": "1", "If-Match": owner.get(here)["ETag"]}
    judged = owner.post(f"{here}class/", {"reply_class": "POSITIVE"}, headers=headers, **how)
    stale = owner.post(f"{here}class/undo/", headers=headers | {"Idempotency-Key": "2"}, **how)
    headers = {"Idempotency-Key": "3", "If-Match": owner.get(here)["ETag"]}
    back = owner.post(f"{here}class/undo/", headers=headers, **how)
    url = f"/api/v1/cam/threads/{found[0]['id']}/answers/"
    sent = [owner.post(url, {"text": "Hello"}, headers={"Idempotency-Key": "4"}, **how) for _ in range(2)]

    assert stale.status_code == 412
    assert (judged.status_code, judged.json()["reply_class"], back.json()["reply_class"]) == (200, "POSITIVE", "NEUTRAL")
    assert [s.status_code for s in sent] == [201, 201] and sent[0].json()["state"] == "waiting" and Answer.objects.count() == 1


def test_the_api_puts_a_thread_away_as_it_was_seen(owner, full):
    url = f"/api/v1/cam/threads/{scene.thread('ann4@').thread.id}/"
    seen = owner.get(url)["ETag"]
    how = {"content_type": "application/json"}
    done = owner.post(url, {"state": "done"}, headers={"Idempotency-Key": "1", "If-Match": seen}, **how)
    late = owner.post(url, {"state": "open"}, headers={"Idempotency-Key": "2", "If-Match": seen}, **how)

    assert (done.status_code, done.json()["state"], late.status_code) == (200, "done", 412)
