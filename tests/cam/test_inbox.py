"""The inbox: threads, people's decisions with their effects and undo, answers."""

from uuid import uuid4

import pytest
from django.core.management import call_command

from apps.cam import services
from apps.cam.contracts import (
    AnswerRefused,
    AnswerState,
    LeadStatus,
    NotUndoable,
    ReplyClass,
    ReviewFilter,
    ReviewKind,
    SuppressionFilter,
    ThreadFilter,
)
from apps.cam.models import Answer, Attempt, Campaign, HumanAlert, Lead, OutboundEmail, ReplyExample, Thread
from kernel.db import alias_for, atomic
from kernel.errors import Forbidden, InvalidInput, NotFound
from kernel.models import Mail
from kernel.testing import client_user, staff
from tests.cam import inbox_scene as scene
from tests.cam.factories import agent, answer, row, running_campaign, the_lead

DOUBTFUL = "I am out of the office until 12 January 2026. Please remove me from your list if this is advertising."


@pytest.fixture
def mailed(harness):
    """Our first mail to the one lead, as bytes."""
    running_campaign(row())
    harness.advance(days=3)
    return harness.mails.delivered[0][1]


@pytest.fixture
def hear(harness, inbox, mailed):
    """Receive an answer of the one lead; its thread."""

    def receive(text: str, **more: str):
        inbox.put(answer(text, to=mailed, **more))
        harness.drain()
        return scene.thread("ada.berg@")

    return receive


def judge(reply_class, reason=""):
    return services.reclassify(
        actor=agent(), inbound_id=scene.last("ada.berg@").id, reply_class=ReplyClass(reply_class), reason=reason
    )


def undo():
    return services.undo_triage(actor=agent(), inbound_id=scene.last("ada.berg@").id)


def suppressed() -> list[str]:
    return [s.value for s in services.list_suppressions(actor=agent(), filter=SuppressionFilter()).items]


def reviews(**filter):
    return services.list_reviews(actor=agent(), filter=ReviewFilter(**filter)).items


def reply(thread, text="On Tuesday at ten?", **more):
    draft = services.save_answer(actor=agent(), thread_id=thread.thread.id, text=text, **more)
    return services.send_answer(actor=agent(), answer_id=draft.id)


def test_one_thread_per_lead_and_per_unknown_sender_newest_first(harness, inbox):
    scene.received(harness, inbox)
    inbox.put(answer("And for nurseries?", sender="stranger@else.example", subject="One more"))
    harness.drain()

    found = scene.threads()

    assert len(found) == 6 and found[0].who == "stranger@else.example" and found[0].subject == "One more"
    assert [m.text for m in scene.thread("stranger@").mails] == ["Hello, do you also work for schools?", "And for nurseries?"]
    assert [t.who for t in scene.threads(unknown=True)] == ["stranger@else.example"]
    assert {t.reply_class for t in scene.threads(reply_class=ReplyClass.UNSUB)} == {ReplyClass.UNSUB}
    assert len(scene.threads(waits=True)) == 4 and len(scene.threads(text="firm 2")) == 1


def test_pages_of_threads_follow_on_without_a_gap(harness, inbox):
    scene.received(harness, inbox)
    seen, cursor = [], ""
    for _ in range(6):
        page = services.list_threads(actor=agent(), filter=ThreadFilter(), cursor=cursor, limit=2)
        seen += [t.id for t in page.items]
        cursor = page.next_cursor or ""
        if not cursor:
            break

    assert len(seen) == len(set(seen)) == 6


def test_a_thread_shows_both_sides_and_folds_the_quotation(harness, inbox):
    scene.received(harness, inbox)
    ours, theirs = scene.thread("ann1@").mails

    assert (ours.kind, ours.state, theirs.kind) == ("outreach", "sent", "received")
    assert "What would it cost" in theirs.text and "On Monday we wrote" not in theirs.text
    assert "On Monday we wrote" in theirs.quoted and "what would it cost" in theirs.reason
    assert scene.thread("ann1@").lead.status is LeadStatus.QUALIFIED


def test_a_new_mail_opens_a_thread_that_was_done(harness, inbox, mailed, hear):
    found = hear("Hm.")
    services.mark_thread(actor=agent(), thread_id=found.thread.id, state="done")
    done = scene.threads()
    hear("One more thing: hm.")

    assert done == [] and scene.threads()[0].unread


def test_a_class_takes_effect_and_is_kept_as_an_example(hear):
    hear("Hm.")
    judge("POSITIVE")

    kept = ReplyExample.objects.get()
    assert the_lead().status is LeadStatus.QUALIFIED and HumanAlert.objects.filter(kind="lead_interested").count() == 1
    assert (kept.label, kept.judged, kept.new_text, kept.confidence) == ("POSITIVE", "NEUTRAL", "Hm.", 0.5)
    assert reviews() == () and not scene.thread("ada.berg@").thread.waits


def test_an_undone_decision_leaves_everything_as_it_was(hear):
    hear("Hm.")
    before = (the_lead().status, scene.thread("ada.berg@").thread, [r.id for r in reviews()])
    judge("POSITIVE")
    undo()

    assert (the_lead().status, scene.thread("ada.berg@").thread, [r.id for r in reviews()]) == before
    assert not ReplyExample.objects.exists() and not HumanAlert.objects.filter(kind="lead_interested").exists()


def test_undo_gives_back_the_contacts_that_the_decision_called_off(hear):
    hear("I am out of the office until 12 January 2026.", subject="Automatic reply: x", Auto_Submitted="auto-replied")
    planned = Attempt.objects.get(state="pending")
    judge("NEGATIVE")
    off = Attempt.objects.get(pk=planned.pk).state
    undo()

    again = Attempt.objects.get(pk=planned.pk)
    assert (off, again.state, again.due_at) == ("skipped", "pending", planned.due_at)
    assert the_lead().status is LeadStatus.CONTACTED


def test_a_confirmed_class_does_not_take_effect_twice(hear):
    hear("This sounds interesting. Please call me.")
    before = len(services.get_lead_history(actor=agent(), lead_id=the_lead().id))
    judge("POSITIVE")

    assert len(services.get_lead_history(actor=agent(), lead_id=the_lead().id)) == before
    assert ReplyExample.objects.get().label == "POSITIVE"


@pytest.mark.parametrize("reply_class", ["UNSUB", "BOUNCE"])
def test_a_suppression_cannot_be_undone_by_a_key(hear, reply_class):
    hear("Hm.")
    judge(reply_class)

    with pytest.raises(NotUndoable, match="suppressed by this decision"):
        undo()
    assert suppressed() == ["ada.berg@nordwind.example"]


def test_undo_is_refused_once_the_lead_has_moved_on(hear):
    hear("Hm.")
    judge("POSITIVE")
    Lead.objects.update(status="LOST")

    with pytest.raises(NotUndoable, match="LOST by now"):
        undo()


def test_undo_without_a_decision_says_so(hear):
    hear("Hm.")

    with pytest.raises(NotUndoable, match="Nobody decided"):
        undo()


def test_a_doubtful_demand_to_stop_is_safe_and_a_person_looks(hear):
    found = hear(DOUBTFUL, subject="Automatic reply: x", Auto_Submitted="auto-replied")

    (item,) = reviews()
    assert found.thread.confidence < 0.6 and suppressed() == ["ada.berg@nordwind.example"]
    assert (item.kind, item.suggested) == (ReviewKind.MESSAGE, ReplyClass.UNSUB) and found.thread.waits


def test_a_person_who_says_it_is_no_demand_to_stop_lifts_what_that_mail_alone_caused(harness, hear):
    hear(DOUBTFUL, subject="Automatic reply: x", Auto_Submitted="auto-replied")
    with pytest.raises(InvalidInput, match="Say why") as refused:
        judge("OOO")
    Campaign.objects.update(status="ACTIVE")  # with its one lead gone, it had completed
    judge("OOO", reason="a footer of their absence note")

    assert refused.value.field == "reason" and suppressed() == []
    assert the_lead().status is LeadStatus.CONTACTED and Attempt.objects.filter(state="pending").count() == 1
    told = [e.text for e in services.get_lead_history(actor=agent(), lead_id=the_lead().id)]
    assert any("a footer of their absence note" in text for text in told)


def test_disagreeing_in_the_queue_lifts_it_too_and_needs_the_note(hear):
    hear(DOUBTFUL, subject="Automatic reply: x", Auto_Submitted="auto-replied")
    with pytest.raises(InvalidInput, match="Say why"):
        services.reject_review(actor=agent(), item_id=reviews()[0].id)
    services.reject_review(actor=agent(), item_id=reviews()[0].id, note="an absence note")

    assert suppressed() == [] and reviews() == ()


@pytest.mark.parametrize("ground", ["by hand", "second mail", "confirmed"])
def test_a_suppression_with_another_ground_stays(hear, ground):
    first = hear(DOUBTFUL, subject="Automatic reply: x", Auto_Submitted="auto-replied").mails[-1]
    if ground == "by hand":
        services.suppress(actor=agent(), address="ada.berg@nordwind.example", reason="by telephone")
    elif ground == "second mail":
        hear("Please remove me from your list.")
    else:
        services.reclassify(actor=agent(), inbound_id=first.id, reply_class=ReplyClass.UNSUB)

    with pytest.raises(NotUndoable, match="stays suppressed"):
        services.reclassify(actor=agent(), inbound_id=first.id, reply_class=ReplyClass.NEUTRAL, reason="I think so")
    assert suppressed() == ["ada.berg@nordwind.example"] and the_lead().status is LeadStatus.UNSUBSCRIBED


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sounds good. Could you send us a proposal?", ReviewKind.PROPOSAL),
        ("Gern. Bitte schicken Sie uns ein Angebot.", ReviewKind.PROPOSAL),
        ("Interesting. What would it cost?", ReviewKind.PRICING),
        ("Klingt gut, was kostet das?", ReviewKind.PRICING),
    ],
)
def test_who_asks_for_a_price_or_a_proposal_stands_in_the_queue(hear, text, kind):
    hear(text)

    assert [item.kind for item in reviews()] == [kind] and the_lead().status is LeadStatus.QUALIFIED


def test_who_only_wants_a_call_does_not(hear):
    hear("Interesting, please call me.")

    assert reviews() == ()


def test_an_answer_leaves_once_and_is_threaded_by_the_recipients_client(harness, hear, mailed):
    thread = hear("Hm. When?")
    sent = reply(thread)
    services.send_answer(actor=agent(), answer_id=sent.id)
    waiting = Answer.objects.get().state
    harness.drain()

    to, raw = harness.mails.delivered[-1]
    mail, ours = scene.headers(raw), scene.headers(mailed)["Message-ID"]
    assert waiting == "waiting" and len(harness.mails.delivered) == 2 and to == "ada.berg@nordwind.example"
    assert mail["Subject"] == "Re: Marketing" and ours in mail["References"]
    assert mail["References"].split()[-1] == mail["In-Reply-To"] and "theirs.example" in mail["In-Reply-To"]
    assert "On Tuesday at ten?\r\n\r\n-- \r\n" in mail.get_body(("plain",)).get_payload(decode=True).decode()
    shown = scene.thread("ada.berg@").mails[-1]
    assert (shown.kind, shown.state) == ("answer", "sent") and OutboundEmail.objects.filter(attempt=None).count() == 1


def test_an_answer_is_no_outreach_in_the_figures(harness, hear):
    before = services.get_metrics(actor=agent()).mails_sent
    reply(hear("Hm. When?"))
    harness.drain()

    assert services.get_metrics(actor=agent()).mails_sent == before == services.get_funnel(actor=agent()).mails_sent


def test_their_reply_to_our_answer_comes_into_the_same_thread(harness, inbox, hear):
    reply(hear("Hm. When?"))
    harness.drain()
    inbox.put(answer("Fine.", to=harness.mails.delivered[-1][1], sender="assistant@elsewhere.example"))
    harness.drain()

    assert [m.kind for m in scene.thread("ada.berg").mails][-2:] == ["answer", "received"] and len(scene.threads()) == 1


def test_nobody_answers_a_suppressed_address(hear):
    thread = hear("Please remove me from your list. By the way, where did you get my address?")

    with pytest.raises(AnswerRefused, match="suppressed"):
        reply(thread)
    assert not Answer.objects.exists()


def test_a_suppression_between_writing_and_sending_wins_at_the_door(harness, hear):
    reply(hear("Hm. When?"))
    services.suppress(actor=agent(), address="ada.berg@nordwind.example", reason="by telephone")
    harness.drain()

    assert len(harness.mails.delivered) == 1 and Answer.objects.get().state == "refused"
    assert "did not leave" in reviews()[-1].title


def test_an_unknown_sender_can_be_answered(harness, inbox):
    scene.received(harness, inbox)
    reply(scene.thread("stranger@"))
    harness.drain()

    assert harness.mails.delivered[-1][0] == "stranger@else.example"
    assert scene.thread("stranger@").mails[-1].state == "sent"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "x" * 20_001}, "text"),
        ({"subject": "a\r\nBcc: x@y.example"}, "subject"),
        ({"mailbox_id": uuid4()}, "mailbox_id"),
    ],
)
def test_what_cannot_be_sent_is_refused_at_its_field(hear, values, field):
    thread = hear("Hm. When?")

    with pytest.raises(InvalidInput) as refused:
        reply(thread, **values)
    assert refused.value.field == field and not Answer.objects.exists()


def test_a_sent_answer_is_changed_by_nobody(hear):
    thread = hear("Hm. When?")
    sent = reply(thread)

    with pytest.raises(AnswerRefused):
        services.save_answer(actor=agent(), thread_id=thread.thread.id, answer_id=sent.id, text="Another")
    with pytest.raises(AnswerRefused):
        services.discard_answer(actor=agent(), answer_id=sent.id)


def test_sending_needs_the_right_to_send_and_clients_see_nothing(hear):
    thread = hear("Hm. When?")
    draft = services.save_answer(actor=agent(), thread_id=thread.thread.id, text="Hello")

    with pytest.raises(Forbidden):
        services.send_answer(actor=staff("cam.view", "cam.write"), answer_id=draft.id)
    with pytest.raises((Forbidden, NotFound)):
        services.get_thread(actor=client_user(uuid4()), thread_id=thread.thread.id)
    assert Answer.objects.get().state == AnswerState.DRAFT


def test_decisions_come_out_as_a_set_that_the_evaluation_reads(hear, tmp_path, capsys):
    hear("Hm.")
    judge("NEGATIVE")
    target = tmp_path / "examples.jsonl"
    call_command("export_examples", str(target))

    with pytest.raises(SystemExit):  # one reply, judged otherwise than by the classifier: the goals are missed
        call_command("evaluate_classifier", str(target))
    assert "1 replies" in capsys.readouterr().out and "ada.berg" not in target.read_text()


def test_the_decisions_and_the_thread_go_with_the_lead(hear):
    hear("Hm.")
    judge("NEGATIVE")
    with atomic("cam"):
        Lead.objects.get().delete()

    assert not ReplyExample.objects.exists() and not Thread.objects.exists()


def test_a_mail_given_up_reaches_cam_and_the_next_step_is_planned(harness):
    harness.mails.defer.add("ada.berg@nordwind.example")
    running_campaign(row())
    harness.advance(days=3)
    for _ in range(Mail.MAX_ATTEMPTS):
        Mail.objects.using(alias_for("cam")).update(retry_at=None)
        harness.drain()

    first = Attempt.objects.order_by("step").first()
    assert (first.state, OutboundEmail.objects.first().status) == ("failed", "failed") and "given up" in first.reason
    assert HumanAlert.objects.filter(kind="mail_given_up").exists()
    assert Attempt.objects.filter(step=2).exists()
