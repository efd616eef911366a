"""Production through its facade."""

from uuid import uuid4

import pytest

from apps.production import services
from kernel.errors import InvalidInput, NotFound
from kernel.testing import staff


def test_an_entry_is_stored_and_read_back():
    actor = staff("production.write", "production.view")
    client_id = uuid4()

    added = services.add_entry(actor=actor, client_id=client_id, title="First", key="1")

    assert services.get_entry(actor=actor, entry_id=added.id).title == "First"


def test_another_clients_entry_does_not_exist_for_the_actor():
    added = services.add_entry(actor=staff("production.write"), client_id=uuid4(), title="Theirs", key="1")
    stranger = staff("production.view", clients=frozenset({uuid4()}))

    with pytest.raises(NotFound):
        services.get_entry(actor=stranger, entry_id=added.id)


def test_an_empty_title_is_refused_by_name():
    with pytest.raises(InvalidInput) as refusal:
        services.add_entry(actor=staff("production.write"), client_id=uuid4(), title=" ", key="1")

    assert refusal.value.field == "title"
