"""The fake inbox stands behind the port in every test of cam."""

import pytest

from apps.cam.providers import FakeInbox


@pytest.fixture(autouse=True)
def inbox(harness):
    """The inbox that the tests fill."""
    fake = FakeInbox()
    harness.use("cam.inbox", fake)
    return fake
