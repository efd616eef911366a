"""The gateway: one composition per request, checks, budgets, the chain of writers."""

from __future__ import annotations

import pytest

from apps.learning import services
from apps.learning.contracts import BudgetExhausted, DraftRefused, GenerationFilter
from apps.learning.providers import FakeWriter, HouseWriter, Unavailable
from kernel.context import InsideTransaction
from kernel.db import atomic
from kernel.errors import InvalidInput, NotFound
from kernel.ids import new_id
from kernel.money import Money
from kernel.testing import staff
from tests.learning.factories import CONTEXT, STAFF, Composer, generate

PAID = {"text": "Paid for."}


def budget(client_id):
    return services.get_budget(actor=STAFF, client_id=client_id)


def limit(client_id, minor, calls=100):
    services.set_budget(actor=STAFF, client_id=client_id, limit=Money(minor=minor, currency="EUR"), max_calls=calls)


def test_the_house_writer_answers_with_provenance():
    draft = generate()

    assert draft.content["text"] == "Coffee for offices."
    made = draft.provenance
    assert (made.writer, made.machine, made.cost.minor, made.sources) == ("house", True, 0, ("primary_offer",))
    assert len(made.request_hash) == 64


def test_the_same_request_is_composed_once():
    house, client_id = Composer(), new_id()

    first, second = (generate(house, client_id=client_id) for _ in range(2))

    assert (house.calls, first) == (1, second)


@pytest.mark.parametrize(
    "change",
    [{"task": "test.other"}, {"profile": "premium"}, {"prompt_version": "2"}, {"context": {"fields": {"objective": "x"}}}],
)
def test_another_request_is_composed_anew(change):
    house, client_id = Composer(), new_id()
    generate(house, client_id=client_id)

    generate(house, client_id=client_id, **change)

    assert house.calls == 2


def test_one_clients_draft_is_not_anothers():
    house = Composer()

    assert generate(house).provenance.request_hash != generate(house).provenance.request_hash
    assert house.calls == 2


def test_a_draft_that_fails_its_check_is_refused_with_the_reasons():
    with pytest.raises(DraftRefused) as refusal:
        generate(check=lambda content: ["text: too short", "text: no verb"])

    assert "house: text: too short; house: text: no verb" in refusal.value.detail


def test_a_refused_request_may_be_asked_again():
    house, client_id, verdicts = Composer(), new_id(), [["not yet"], []]
    with pytest.raises(DraftRefused):
        generate(house, client_id=client_id, check=lambda content: verdicts.pop(0))

    assert generate(house, client_id=client_id, check=lambda content: verdicts.pop(0)).content["text"]


def test_a_paid_writer_may_mend_its_answer_three_times(harness):
    writer = FakeWriter({"text": "bad"}, {"text": "bad"}, PAID, cost_minor=10)
    harness.use("learning.writer", writer, HouseWriter())
    client_id = new_id()

    draft = generate(client_id=client_id, check=lambda content: [] if content == PAID else ["bad"])

    assert (draft.provenance.writer, draft.content) == ("fake", PAID)
    assert [r.objections for r in writer.requests] == [(), ("bad",), ("bad",)]
    assert (budget(client_id).spent.minor, budget(client_id).calls) == (30, 3)


def test_the_next_writer_answers_when_the_first_cannot(harness):
    harness.use("learning.writer", FakeWriter(Unavailable("503"), cost_minor=10), HouseWriter())
    client_id = new_id()

    assert generate(client_id=client_id).provenance.writer == "house"
    assert budget(client_id).spent.minor == 0


def test_a_budget_stops_the_paid_writer_before_the_call(harness):
    writer, client_id = FakeWriter(PAID, cost_minor=60), new_id()
    harness.use("learning.writer", writer, HouseWriter())
    limit(client_id, 100)

    writers = [generate(client_id=client_id, task=f"test.{i}").provenance.writer for i in range(2)]

    assert (writers, len(writer.requests)) == (["fake", "house"], 1)


def test_a_budget_of_calls_stops_even_the_free_writer():
    house, client_id = Composer(), new_id()
    limit(client_id, 100, calls=1)
    generate(house, client_id=client_id, task="test.1")

    with pytest.raises(BudgetExhausted):
        generate(house, client_id=client_id, task="test.2")

    assert house.calls == 1


def test_tomorrow_has_its_own_budget(harness):
    client_id = new_id()
    limit(client_id, 100, calls=1)
    generate(client_id=client_id, task="test.1")

    harness.advance(days=1)

    assert generate(client_id=client_id, task="test.2").content


def test_a_negative_budget_is_refused_by_name():
    with pytest.raises(InvalidInput) as refusal:
        limit(new_id(), -1)

    assert refusal.value.field == "limit"


def test_a_writer_is_never_called_inside_a_transaction():
    with pytest.raises(InsideTransaction), atomic("learning"):
        generate()


def test_an_unknown_profile_is_refused_by_name():
    with pytest.raises(InvalidInput) as refusal:
        generate(profile="luxury")

    assert refusal.value.field == "profile"


def test_a_crash_of_the_composer_leaves_a_failed_call_and_no_reservation():
    def broken(tools, context):
        raise ZeroDivisionError("oops")

    client_id = new_id()

    with pytest.raises(ZeroDivisionError):
        generate(broken, client_id=client_id)

    (call,) = services.list_generations(actor=STAFF, filter=GenerationFilter(client_id=client_id)).items
    assert (call.state, "oops" in call.error, budget(client_id).spent.minor) == ("dead", True, 0)


def test_a_stranger_sees_no_calls_and_no_budget():
    client_id = new_id()
    generate(client_id=client_id, context=CONTEXT)
    stranger = staff("learning.view", clients=frozenset({new_id()}))

    assert services.list_generations(actor=stranger, filter=GenerationFilter()).items == ()
    with pytest.raises(NotFound):
        services.get_budget(actor=stranger, client_id=client_id)
