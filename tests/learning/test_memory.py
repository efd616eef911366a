"""Memory and the event log: what is kept, who may read it, what is heard."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from apps.learning import services
from apps.learning.contracts import EventFilter, EventGroup, MemoryFilter, MemoryFull, Scope, UnknownGroup
from apps.learning.services import memory as store
from apps.learning.signals import DraftGenerated
from apps.qc.signals import QcFailed
from apps.strategy.signals import StrategyApproved
from kernel import clock
from kernel.actors import worker
from kernel.errors import Forbidden, InvalidInput, NotFound
from kernel.ids import new_id
from kernel.refs import ArtifactRef
from kernel.testing import client_user, staff
from tests.learning.factories import STAFF, remember

REF = ArtifactRef(kind="strategy", id=new_id(), version=2, sha256="a" * 64)


def found(query, client_id=None, actor=STAFF, **more):
    return [item.text for item in services.retrieve(actor=actor, query=query, client_id=client_id, **more)]


def heard(event):
    services.note_signal(actor=worker("learning"), name=event.signal_name, event=event, key="")


def test_the_best_answer_comes_first():
    client_id = new_id()
    for text in ("Posts about price work", "Short posts about machines", "Machines, machines and their repair"):
        remember(text, client_id=client_id)

    assert found("repair of machines", client_id)[0] == "Machines, machines and their repair"
    assert found("gardening", client_id) == []


def test_a_foreign_clients_memory_is_not_retrieved():
    mine, theirs = new_id(), new_id()
    remember("Machines of theirs", client_id=theirs)
    remember("Machines of the agency")

    assert found("machines", mine) == ["Machines of the agency"]
    with pytest.raises(NotFound):
        found("machines", theirs, actor=worker("learning", client_id=mine))


def test_a_client_reads_its_own_and_not_the_agencys():
    mine = new_id()
    remember("Machines of mine", client_id=mine)
    remember("Machines of the agency")

    assert found("machines", mine, actor=client_user(mine, "learning.view")) == ["Machines of mine"]


def test_certain_items_rank_above_doubtful_ones():
    client_id = new_id()
    remember("Machines today", client_id=client_id, confidence=10)
    remember("Machines tomorrow", client_id=client_id, confidence=90)

    assert found("machines", client_id) == ["Machines tomorrow", "Machines today"]


def test_an_item_that_has_run_out_is_not_retrieved(harness):
    client_id = new_id()
    remember("Machines", client_id=client_id, valid_until=clock.now() + timedelta(days=1))

    assert found("machines", client_id)
    harness.advance(days=2)
    assert not found("machines", client_id)


def test_invalidating_takes_along_what_was_derived():
    client_id = new_id()
    first = remember("Machines break", client_id=client_id)
    second = remember("Machines need repair", client_id=client_id, derived_from=first.id)
    remember("So machines sell service", client_id=client_id, derived_from=second.id)

    assert services.invalidate(actor=STAFF, item_id=first.id, reason="wrong") == 3
    assert found("machines", client_id) == []


def test_a_correction_takes_the_old_items_place():
    client_id = new_id()
    old = remember("Machines are blue", client_id=client_id, topic="colours")

    new = services.correct(actor=STAFF, item_id=old.id, text="Machines are red", source="the client")

    assert (new.topic, found("machines", client_id)) == ("colours", ["Machines are red"])


def test_the_same_words_are_kept_once():
    client_id = new_id()

    assert remember("Machines", client_id=client_id).id == remember("Machines", client_id=client_id).id


def test_a_full_memory_gives_up_its_least_certain_item(monkeypatch):
    monkeypatch.setattr(store, "CLIENT_CAP", 2)
    client_id = new_id()
    for text, confidence in (("Machines one", 20), ("Machines two", 60), ("Machines three", 50)):
        remember(text, client_id=client_id, confidence=confidence)

    assert sorted(found("machines", client_id)) == ["Machines three", "Machines two"]
    with pytest.raises(MemoryFull):
        remember("Machines four", client_id=client_id, confidence=10)


@pytest.mark.parametrize(("change", "field"), [({"text": " "}, "text"), ({"confidence": 101}, "confidence")])
def test_a_wrong_item_is_refused_by_name(change, field):
    with pytest.raises(InvalidInput) as refusal:
        remember(**{"text": "Machines"} | change)

    assert refusal.value.field == field


def test_staff_of_one_client_cannot_write_for_another_or_for_the_agency():
    limited = staff("learning.write", clients=frozenset({uuid4()}))

    for client_id in (uuid4(), None):
        with pytest.raises(NotFound):
            services.remember(actor=limited, text="Machines", source="a test", client_id=client_id)
    with pytest.raises(Forbidden):
        services.remember(actor=staff("learning.view"), text="Machines", source="a test")


def test_the_event_log_knows_fifteen_groups_and_no_other():
    services.log_event(actor=STAFF, group="pitch", name="pitch.held", client_id=None, data={"minutes": 30})

    (event,) = services.list_events(actor=STAFF, filter=EventFilter(group=EventGroup.PITCH)).items
    assert (event.name, event.data, len(EventGroup)) == ("pitch.held", {"minutes": 30}, 15)
    with pytest.raises(UnknownGroup) as refusal:
        services.log_event(actor=STAFF, group="gossip", name="x", client_id=None, data={})
    assert "gossip" in refusal.value.detail and "pitch" in refusal.value.remedy


def test_a_signal_of_another_module_is_logged_without_personal_data():
    client_id = new_id()

    heard(StrategyApproved(ref=REF, parents=(), engagement_id=new_id(), client_id=client_id, at=clock.now()))

    (event,) = services.list_events(actor=STAFF, filter=EventFilter(client_id=client_id)).items
    assert (event.group, event.name) == ("strategy", "strategy.strategy_approved")
    assert event.data["ref"]["version"] == 2 and "client_id" not in event.data


def test_what_quality_control_objects_to_is_remembered_for_that_client():
    client_id = new_id()
    notes = ("layer5: say less about machines",)

    heard(
        QcFailed(ref=REF, result_id=new_id(), score=40, engagement_id=new_id(), client_id=client_id, notes=notes, at=clock.now())
    )

    (item,) = services.list_memory(actor=STAFF, filter=MemoryFilter(client_id=client_id)).items
    assert (item.scope, item.topic, item.confidence) == (Scope.CLIENT, "quality", 60)
    assert item.text == "Quality control held back the strategy v2: layer5: say less about machines"


def test_learnings_own_signals_are_not_logged():
    heard(DraftGenerated(generation_id=new_id(), client_id=None, task="x", writer="house", at=clock.now()))

    assert services.list_events(actor=STAFF, filter=EventFilter()).items == ()


def test_lists_go_on_after_the_cursor(harness):
    for i in range(3):
        services.log_event(actor=STAFF, group="pm", name=f"pm.{i}", client_id=None, data={})
        harness.advance(minutes=1)

    first = services.list_events(actor=STAFF, filter=EventFilter(), limit=2)
    rest = services.list_events(actor=STAFF, filter=EventFilter(), limit=2, cursor=first.next_cursor)

    assert [e.name for e in (*first.items, *rest.items)] == ["pm.2", "pm.1", "pm.0"]
    with pytest.raises(InvalidInput):
        services.list_events(actor=STAFF, filter=EventFilter(), cursor="nonsense")
