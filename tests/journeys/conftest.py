"""Journeys run with the fakes that ship behind every port that reaches out."""

import pytest

from apps.cam.providers import FakeInbox
from tests.journeys.cast import Cast


@pytest.fixture
def cast(harness):
    """An agency with its people, and a firm that said yes."""
    inbox = FakeInbox()
    harness.use("cam.inbox", inbox)
    return Cast(harness, inbox)
