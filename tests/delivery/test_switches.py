"""Switches and proof mode hold posts back, those they name and no others."""

import pytest

from apps.delivery.contracts import PublicationState
from kernel import effects
from tests.client_review.factories import house
from tests.delivery.factories import STAFF, later, now_due, posts_of, publishing


@pytest.mark.parametrize("scope", ["", "kind:publish", "channel:linkedin", "client"])
def test_a_switch_holds_posts_back_until_it_is_lifted(harness, scope):
    home = house()
    row, channel = publishing(harness, later(1, hours=-1), later(2, hours=-2), home=home)
    scope = f"client:{home.client_id}" if scope == "client" else scope
    effects.set_switch(actor=STAFF, name="killed", scope=scope, on=True, reason="the client called")
    harness.drain()
    assert channel.history == [] and "the client called" in posts_of(row)["p1"].reason

    effects.set_switch(actor=STAFF, name="killed", scope=scope, on=False, reason="solved")
    now_due()
    harness.drain()

    assert [key for _, key in channel.history] == ["p2", "p1"]


def test_a_switch_of_another_channel_or_client_holds_nothing_back(harness):
    _, channel = publishing(harness, later(1, hours=-1))
    for scope in ("channel:x", f"client:{house(email='o@other.example.com').client_id}"):
        effects.set_switch(actor=STAFF, name="killed", scope=scope, on=True, reason="other")

    harness.drain()

    assert channel.history == [("publish", "p1")]


def test_a_switch_set_between_two_posts_stops_the_second(harness):
    row, channel = publishing(harness, later(1, hours=-2), later(2, hours=-1))
    channel.before = lambda order: effects.set_switch(actor=STAFF, name="killed", on=True, reason="stop")

    harness.drain()

    assert [key for _, key in channel.history] == ["p1"] and posts_of(row)["p2"].state == PublicationState.SCHEDULED


def test_in_proof_mode_nothing_is_published(harness):
    _, channel = publishing(harness, later(1, hours=-1))
    effects.set_switch(actor=STAFF, name="proof", on=True, reason="rehearsal")

    harness.drain()

    assert channel.history == []
