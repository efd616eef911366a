"""What the tests of observability share."""

import pytest

from tests.observability.factories import receiving


@pytest.fixture
def receiver(settings):
    """A server on loopback that an endpoint may call; what it got is kept."""
    with receiving(settings) as made:
        yield made
