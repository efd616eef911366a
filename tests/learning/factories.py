"""Requests, composers and actors of the learning tests."""

from __future__ import annotations

from apps.learning import services
from kernel.actors import worker
from kernel.ids import new_id
from kernel.testing import staff

STAFF = staff("learning.view", "learning.write", name="Lena Learner")
CONTEXT = {"fields": {"client_name": "Harbour & Pine", "primary_offer": "Coffee for offices"}, "language": "en"}


class Composer:
    """A house composer that counts how often it was asked."""

    def __init__(self, **content) -> None:
        self.content, self.calls = content or {"text": "Coffee for offices.", "sources": {"text": [["primary_offer"]]}}, 0

    def __call__(self, tools, context):
        self.calls += 1
        return self.content | {"seed": tools.seed}


def generate(house=None, *, client_id=None, context=CONTEXT, **changed):
    """A draft for a client, asked for by a worker."""
    client_id = client_id or new_id()
    values = {"task": "test.write", "profile": "standard", "key": new_id().hex, **changed}
    return services.generate(
        actor=worker("learning", client_id=client_id), context=context, house=house or Composer(), client_id=client_id, **values
    )


def remember(text="Short posts work.", *, client_id=None, **changed):
    """A memory item."""
    return services.remember(actor=STAFF, text=text, source="a test", client_id=client_id, **changed)
