"""Several workers at once: every post goes out once."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from apps.delivery import services
from apps.delivery.contracts import PublicationState
from tests.delivery.factories import later, posts_of, publishing


def test_four_workers_publish_each_post_once(committed, harness):
    row, channel = publishing(harness, later(1, hours=-3), later(2, hours=-2), later(3, hours=-1))
    channel.before = lambda order: time.sleep(0.05)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: work(), range(8)))

    assert Counter(channel.history) == {("publish", key): 1 for key in ("p1", "p2", "p3")}
    assert {p.state for p in posts_of(row).values()} == {PublicationState.LIVE}


def work():
    """One worker's sweep from a thread of its own."""
    try:
        return services.send_posts()
    finally:
        connections.close_all()
