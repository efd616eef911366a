"""The sequence editor's verbs: what is refused, what becomes of planned contacts, versions, restoring."""

from dataclasses import replace

import pytest

from apps.cam import contracts, services
from apps.cam.contracts import AttemptFilter, AttemptStatus, SequenceFilter, SequenceStep, SequenceText
from apps.cam.models import Attempt, OutboundEmail
from kernel.errors import Conflict, Forbidden, InvalidInput, StaleVersion
from kernel.testing import staff
from tests.cam.factories import agent, row, running_campaign

TEXT = SequenceText(language="en", variant="A", subject="Inserted for {company}", body="{greeting}\n\nMore.\n\n{sender}")


def sequence(name: str = "regular_nurture"):
    return next(s for s in services.list_sequences(actor=agent(), filter=SequenceFilter()).items if s.name == name)


def save(found, *, steps=None, waiting="", **changes):
    draft = replace(found.draft, **({"steps": tuple(steps)} if steps is not None else {}), **changes)
    return services.save_sequence(actor=agent(), sequence_id=found.id, draft=draft, base=found.version, waiting=waiting)


def with_text(step, **changes):
    return replace(step, texts=(replace(step.texts[0], **changes), *step.texts[1:]))


def running(harness, *, name: str = "regular_nurture"):
    """One lead whose first mail of the sequence left and whose second is planned."""
    running_campaign(row(), sequence=name)
    while not OutboundEmail.objects.filter(status="sent").exists():
        harness.advance(hours=12)
    return sequence(name)


def planned() -> Attempt:
    return Attempt.objects.get(state__in=("pending", "held"))


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"subject": "For {firm}"}, "subject", "{firm} is no placeholder"),
        ({"subject": " "}, "subject", "The subject is empty"),
        ({"subject": "two\nlines"}, "subject", "one line"),
        ({"body": "{greeting} [NAME]"}, "body", "[NAME]"),
        ({"body": "{greeting} {company"}, "body", "brace"),
        ({"body": "x" * 10_001}, "body", "10000 characters"),
        ({"weight": 101}, "weight", "0 to 100"),
        ({"variant": "AB"}, "language", "language and a variant"),
    ],
)
def test_a_text_with_a_mistake_is_not_saved_and_the_mistake_has_a_place(changes, field, said):
    found = sequence()
    steps = [found.draft.steps[0], with_text(found.draft.steps[1], **changes), *found.draft.steps[2:]]

    with pytest.raises(contracts.SequenceInvalid) as refused:
        save(found, steps=steps)

    issue = next(i for i in refused.value.issues if i.field == field)
    assert issue.step == 2 and issue.language == "en" and said in issue.text and issue.remedy
    assert sequence() == found


def test_days_that_do_not_ascend_and_a_missing_english_text_are_refused():
    found = sequence()
    first, second, *rest = found.draft.steps
    german = replace(second, day=0, texts=tuple(t for t in second.texts if t.language == "de"))

    with pytest.raises(contracts.SequenceInvalid) as refused:
        save(found, steps=[first, german, *rest])

    assert {(i.step, i.field) for i in refused.value.issues} == {(2, "day"), (2, "texts")}


def test_warnings_do_not_keep_from_saving():
    found = sequence()
    running_campaign(row(), sequence=found.name)
    english = [replace(s, texts=tuple(t for t in s.texts if t.language == "en")) for s in found.draft.steps]
    english[0] = with_text(english[0], body="Casino news for {company}")

    issues = services.check_sequence(actor=agent(), draft=replace(found.draft, steps=tuple(english)), sequence_id=found.id)
    save(found, steps=english)

    assert {i.level for i in issues} == {"warning"}
    said = " ".join(i.text for i in issues if i.step == 1)
    assert "“de” get the English" in said and "“casino”" in said and "greets nobody" in said


def test_what_is_queued_or_left_stays_and_a_planned_contact_takes_the_new_text(harness):
    found = running(harness)
    (left,) = OutboundEmail.objects.values_list("subject", flat=True)
    steps = [with_text(s, subject="Anew") for s in found.draft.steps]
    steps = [replace(s, texts=tuple(replace(t, subject="Anew") for t in s.texts)) for s in steps]
    save(found, steps=steps)

    harness.advance(days=5)

    assert list(OutboundEmail.objects.order_by("sequence_number").values_list("subject", flat=True)) == [left, "Anew"]


def test_a_step_put_in_before_a_planned_contact_is_not_made_up_for_and_moves_its_number(harness):
    found = running(harness)
    waiting, due = planned().step, planned().due_at
    first, *rest = found.draft.steps
    new = SequenceStep(day=1, channel="email", texts=(TEXT,))

    now = save(found, steps=[first, new, *rest])
    moved = planned()
    harness.advance(days=20)

    assert (waiting, moved.step, moved.due_at) == (2, 3, due)
    assert now.draft.steps[2].id == found.draft.steps[1].id and now.contacts == {str(now.draft.steps[2].id): 1}
    subjects = list(OutboundEmail.objects.values_list("subject", flat=True))
    assert len(subjects) == 4 and not any("Inserted" in s for s in subjects)


def test_deleting_a_step_that_contacts_wait_for_asks_and_then_goes_on_or_ends(harness):
    found = running(harness)
    steps = [found.draft.steps[0], *found.draft.steps[2:]]

    with pytest.raises(contracts.ContactsWaiting) as refused:
        save(found, steps=steps)
    untouched = (sequence(), planned().step)
    with pytest.raises(InvalidInput):
        save(found, steps=steps, waiting="perhaps")
    save(found, steps=steps, waiting="next")

    assert untouched == (found, 2) and refused.value.field == "waiting"
    assert planned().step == 2 and sequence().draft.steps[1].day == 7
    (skipped,) = services.list_attempts(actor=agent(), filter=AttemptFilter(status=AttemptStatus.SKIPPED)).items
    assert "deleted" in skipped.reason

    harness.advance(days=15)
    assert OutboundEmail.objects.filter(status="sent").count() == 3


def test_a_sequence_that_ends_for_those_who_wait_sends_them_no_more(harness):
    found = running(harness)

    save(found, steps=[found.draft.steps[0], *found.draft.steps[2:]], waiting="end")
    harness.advance(days=20)

    assert OutboundEmail.objects.count() == 1 and not Attempt.objects.filter(state__in=("pending", "held")).exists()


def test_a_step_with_a_task_at_a_person_is_not_deleted(harness):
    found = sequence()
    first, *rest = found.draft.steps
    save(found, steps=[replace(first, channel="contact_form"), *rest])
    running_campaign(row(), sequence=found.name)
    harness.advance(days=3)

    with pytest.raises(contracts.ContactsWaiting, match="with a person"):
        save(sequence(), steps=rest, waiting="next")


def test_two_editors_do_not_overwrite_each_other():
    found = sequence()
    save(found, title="First")

    with pytest.raises(StaleVersion):
        save(found, title="Second")

    assert sequence().draft.title == "First"


def test_every_save_is_a_version_and_an_earlier_one_comes_back_with_its_steps():
    found = sequence()
    shorter = save(found, steps=found.draft.steps[:2], title="Short")

    told = services.list_sequence_versions(actor=agent(), sequence_id=found.id)
    back = services.restore_sequence(actor=agent(), sequence_id=found.id, number=1, base=shorter.version)

    assert [v.number for v in told] == [2, 1] and told[1].note == "as it was found"
    assert "title: Regular nurture → Short" in told[0].changes and any("step 4 deleted" in c for c in told[0].changes)
    assert back.draft == found.draft and back.version == 3
    assert [v.number for v in services.list_sequence_versions(actor=agent(), sequence_id=found.id)] == [3, 2, 1]


def test_a_copy_has_steps_of_its_own_and_no_tier():
    found = sequence()

    copy = services.duplicate_sequence(actor=agent(), sequence_id=found.id, name="spring_fair", title="Spring fair")

    assert not copy.draft.active and copy.draft.tier == "" and len(copy.draft.steps) == len(found.draft.steps)
    assert not {s.id for s in copy.draft.steps} & {s.id for s in found.draft.steps}
    assert [s.texts for s in copy.draft.steps] == [s.texts for s in found.draft.steps]
    with pytest.raises(Conflict):
        services.duplicate_sequence(actor=agent(), sequence_id=found.id, name="spring_fair", title="Again")
    with pytest.raises(InvalidInput):
        services.duplicate_sequence(actor=agent(), sequence_id=found.id, name="Spring fair!", title="Again")


def test_two_sequences_in_use_cannot_serve_one_tier():
    with pytest.raises(Conflict, match="has the sequence"):
        save(sequence(), tier="HOT")


def test_another_sequences_step_is_not_taken():
    found, other = sequence(), sequence("cold_outreach")

    with pytest.raises(InvalidInput, match="another sequence"):
        save(found, steps=[other.draft.steps[0], *found.draft.steps[1:]])


def test_looking_is_for_all_who_may_view_and_saving_for_those_who_may_send():
    reader, found = staff("cam.view", "cam.write"), sequence()

    seen = services.get_sequence(actor=reader, sequence_id=found.id)

    assert seen == found
    with pytest.raises(Forbidden):
        services.save_sequence(actor=reader, sequence_id=found.id, draft=found.draft, base=found.version)
