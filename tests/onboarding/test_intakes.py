"""The intake: kick-off gate, answers, handing in, giving back, reminders."""

import re
from uuid import uuid4

import pytest

from apps.identity import services as identity
from apps.onboarding import services
from apps.onboarding.contracts import (
    AgreementNotSigned,
    AnswerTooLong,
    IntakeClosed,
    IntakeIncomplete,
    NotInvited,
    UnknownField,
)
from apps.onboarding.models import Notice
from kernel.actors import ANONYMOUS
from kernel.errors import Forbidden, InvalidInput, NotFound
from kernel.testing import client_user
from tests.onboarding.factories import ANSWERS, STAFF, WORKER, answer, approver, captured, engagement, invited, mails, told

SHORT = {name: ANSWERS[name] for name in ("client_name", "website", "industry", "geography", "primary_offer")}


def value(opened, field):
    intake = services.get_intake(actor=approver(opened), engagement_id=opened.id)
    return {a.field: a.value for a in intake.answers}.get(field)


def test_the_gate_holds_until_the_agreement_is_signed():
    opened = engagement()

    with pytest.raises(AgreementNotSigned):
        services.invite(actor=WORKER, engagement_id=opened.id, key="")
    with pytest.raises(NotInvited):
        services.get_intake(actor=approver(opened), engagement_id=opened.id)


def test_a_reason_opens_the_gate_and_is_told():
    opened = engagement()

    services.invite(actor=STAFF, engagement_id=opened.id, override_reason="Signed on paper", key="")

    assert [event["overridden"] for event in told("intake_opened")] == [True]


def test_the_form_has_23_fields_in_the_engagements_language():
    english = services.get_intake_form(actor=STAFF, engagement_id=invited().id)
    german = services.get_intake_form(actor=STAFF, engagement_id=invited(language="de").id)

    names = [f.name for section in english.sections for f in section.fields]
    assert sorted(names) == sorted(ANSWERS)
    assert sum(f.required for section in english.sections for f in section.fields) == 8
    assert all(f.label and f.help and f.example for form in (english, german) for s in form.sections for f in s.fields)
    assert german.sections[0].fields[0].label == "Firmenname"


def test_answers_are_kept_one_by_one_and_progress_is_counted():
    opened = invited()

    answer(opened, client_name="Harbour & Pine", industry="Coffee")
    answer(opened, industry="Coffee for offices")

    intake = services.get_intake(actor=approver(opened), engagement_id=opened.id)
    assert (intake.answered, intake.total, len(intake.missing)) == (2, 23, 6)
    assert value(opened, "industry") == "Coffee for offices"


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("pain_points", "a\u200bb\u202ec\x07d\r\ne", "abcd\ne"),
        ("pain_points", "<b>bold</b> & <script>alert(1)</script>", "<b>bold</b> & <script>alert(1)</script>"),
        ("tone_voice", "family 👨‍👩‍👧 ok", "family 👨‍👩‍👧 ok"),
        ("tone_voice", "zero\u200dwidth", "zerowidth"),
        ("industry", "two\nlines", "two lines"),
        ("website", "harbourpine.example.com", "https://harbourpine.example.com"),
        ("website", "javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_input_is_cleaned_but_stays_text(field, typed, kept):
    opened = invited()

    answer(opened, **{field: typed})

    assert value(opened, field) == kept


def test_too_long_an_answer_is_named_and_not_kept():
    opened = invited()

    with pytest.raises(AnswerTooLong) as refusal:
        answer(opened, industry="x" * 201)

    assert refusal.value.field == "industry"
    assert "200" in refusal.value.detail
    assert value(opened, "industry") is None


def test_an_unknown_field_is_refused():
    with pytest.raises(UnknownField):
        answer(invited(), shoe_size="44")


def test_another_client_sees_and_writes_nothing():
    opened = invited()
    stranger = client_user(uuid4(), "onboarding.view", "onboarding.answer")

    with pytest.raises(NotFound):
        services.save_answer(actor=stranger, engagement_id=opened.id, field="industry", value="x")
    with pytest.raises(NotFound):
        services.get_intake_form(actor=stranger, engagement_id=opened.id)


def test_a_viewer_cannot_answer():
    opened = invited()

    with pytest.raises(Forbidden):
        services.save_answer(
            actor=client_user(opened.client_id, "onboarding.view"), engagement_id=opened.id, field="industry", value="x"
        )


def test_handing_in_names_what_is_missing():
    opened = invited()
    answer(opened, **SHORT)

    with pytest.raises(IntakeIncomplete) as refusal:
        services.capture_intake(actor=approver(opened), engagement_id=opened.id, key="")

    assert refusal.value.field == "target_audience"
    assert "Target audience, Their problems, What they want instead" in refusal.value.detail


def test_handing_in_closes_the_form_and_tells():
    opened = captured()

    with pytest.raises(IntakeClosed):
        answer(opened, industry="Tea")
    assert [event["round"] for event in told("intake_captured")] == [1]


def test_returned_answers_come_back_with_a_reason_and_one_mail(harness):
    opened = captured()
    services.return_item(actor=STAFF, engagement_id=opened.id, field="proof_assets", reason="Which year is the log from?")
    services.return_item(actor=STAFF, engagement_id=opened.id, field="website", reason="The page does not open.")

    harness.advance(hours=1)

    last = mails(harness)[-1]
    assert "Which year is the log from?" in last.text
    assert "The page does not open." in last.text
    assert [m.subject for m in mails(harness)].count(last.subject) == 1
    with pytest.raises(IntakeClosed):
        answer(opened, industry="Tea")


def test_returned_answers_are_reminded_of_until_they_come(harness):
    opened = captured()
    services.return_item(actor=STAFF, engagement_id=opened.id, field="website", reason="It does not open.")
    harness.advance(days=4)
    before = len(mails(harness))

    answer(opened, website="https://new.example.com")
    services.capture_intake(actor=approver(opened), engagement_id=opened.id, key="again")
    harness.advance(days=40)

    assert [m.subject for m in mails(harness)].count("A few of your answers need another look") == 2
    assert len(mails(harness)) == before
    assert told("intake_overdue") == []


def test_silence_about_returned_answers_is_named_and_ends_with_an_answer(harness):
    opened = captured()
    services.return_item(actor=STAFF, engagement_id=opened.id, field="website", reason="It does not open.")

    harness.advance(days=30)
    silent = [w.kind for w in services.list_waiting(actor=STAFF)]
    answer(opened, website="https://new.example.com")
    services.capture_intake(actor=approver(opened), engagement_id=opened.id, key="again")

    assert [event["reminders"] for event in told("intake_overdue")] == [4]
    assert silent == ["intake_overdue"]
    assert "intake_overdue" not in [w.kind for w in services.list_waiting(actor=STAFF)]


def test_a_second_return_brings_the_next_mail_forward(harness):
    opened = captured()
    services.return_item(actor=STAFF, engagement_id=opened.id, field="website", reason="It does not open.")
    harness.advance(hours=1)

    services.return_item(actor=STAFF, engagement_id=opened.id, field="pricing", reason="Per month or per year?")
    harness.advance(hours=1)

    assert "Per month or per year?" in mails(harness)[-1].text


def test_a_returned_intake_is_handed_in_again_only_when_changed():
    opened = captured()
    services.return_item(actor=STAFF, engagement_id=opened.id, field="website", reason="It does not open.")

    with pytest.raises(IntakeIncomplete):
        services.capture_intake(actor=approver(opened), engagement_id=opened.id, key="again")
    answer(opened, website="https://new.example.com")
    services.capture_intake(actor=approver(opened), engagement_id=opened.id, key="again 2")

    assert [event["round"] for event in told("intake_captured")] == [1, 2]


def test_a_return_needs_a_reason():
    opened = captured()

    with pytest.raises(InvalidInput) as refusal:
        services.return_item(actor=STAFF, engagement_id=opened.id, field="website", reason="  ")

    assert refusal.value.field == "reason"


def test_an_approved_answer_is_closed():
    opened = invited()
    answer(opened, industry="Coffee")
    services.approve_item(actor=STAFF, engagement_id=opened.id, field="industry")

    with pytest.raises(IntakeClosed):
        answer(opened, industry="Tea")


def test_a_silent_client_is_reminded_then_named(harness):
    opened = invited()

    harness.advance(days=30)

    subjects = [m.subject for m in mails(harness) if "questionnaire" in m.subject or "answers to begin" in m.subject]
    assert len(subjects) == 3
    assert [event["reminders"] for event in told("intake_overdue")] == [3]
    assert [w.kind for w in services.list_waiting(actor=STAFF) if w.client_id == opened.client_id] == ["intake_overdue"]
    status = services.get_onboarding_status(actor=STAFF, engagement_id=opened.id)
    assert (status.stage, status.waits_for) == ("INTAKE", "client")


def test_reminders_stop_when_the_intake_is_handed_in(harness):
    opened = invited()
    harness.advance(days=4)
    before = len(mails(harness))

    answer(opened, **ANSWERS)
    services.capture_intake(actor=approver(opened), engagement_id=opened.id, key="")
    harness.advance(days=30)

    assert len(mails(harness)) == before
    assert told("intake_overdue") == []


def test_a_mail_that_cannot_arrive_is_said_so(harness):
    opened = engagement()
    harness.mails.reject.add(opened.contact_email)

    services.prepare_agreement(actor=WORKER, engagement_id=opened.id, key="")
    harness.drain()

    notice = Notice.objects.get(engagement_id=opened.id, kind="agreement_invite")
    assert notice.state == "unsent"
    assert "550" in notice.reason
    assert [w.kind for w in services.list_waiting(actor=STAFF)] == ["mail_failed"]


def test_a_cleared_answer_counts_as_empty_and_an_empty_one_is_not_stored():
    opened = invited()
    answer(opened, industry="Coffee", pricing="  ")

    answer(opened, industry="")

    intake = services.get_intake(actor=approver(opened), engagement_id=opened.id)
    assert (intake.answered, [a.field for a in intake.answers]) == (0, ["industry"])


def test_a_link_lives_as_long_as_the_offer(harness):
    opened = engagement()
    agreement = services.prepare_agreement(actor=WORKER, engagement_id=opened.id, key="")
    harness.advance(days=7)
    link = re.findall(r"/s/([^/\s]+)/", mails(harness)[-1].text)[0]

    found = identity.check_share_link(actor=ANONYMOUS, secret=link)

    assert (found.action, found.object_id, found.expires_at) == ("sign", opened.id, agreement.expires_at)
