"""The fixture that gives a test real files: commits are seen by other threads and gone for the next test."""

import threading

import pytest

from kernel import effects
from kernel.effects import switches_on
from kernel.testing import staff


@pytest.mark.parametrize("reason", ["first", "second"])
def test_another_thread_sees_what_was_committed_and_the_next_test_does_not(committed, reason):
    before = switches_on()
    effects.set_switch(actor=staff("*"), name="paused", scope="", on=True, reason=reason)
    seen = []

    thread = threading.Thread(target=lambda: seen.extend(switches_on()))
    thread.start()
    thread.join()

    assert before == [] and seen == [("paused", "", reason)]


def test_a_test_without_the_fixture_is_rolled_back_as_ever():
    assert switches_on() == []
