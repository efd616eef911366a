"""A channel that writes down every post it is given."""

from __future__ import annotations

import time

from django.conf import settings

from apps.delivery.providers.port import Order, Posted
from faults.harness import written

CALL_SECONDS = 0.25


class CountedPublisher:
    """Takes its time like a channel that is far away."""

    def publish(self, order: Order) -> Posted:
        time.sleep(CALL_SECONDS)
        written.post(settings.VAR_DIR, order.marker)
        return Posted(url=f"https://channel.example/{order.marker}")

    def lookup(self, order: Order) -> Posted | None:
        stands = any(marker == order.marker for marker, _ in written.posted(settings.VAR_DIR))
        return Posted(url=f"https://channel.example/{order.marker}") if stands else None
