"""A real Celery worker on a real Redis and PostgreSQL: what is due is done, and the worker lives or ends as it should."""

import pytest
import redis
from django.db import connections

from aicmo_site.watchdog import EXIT_CODE
from kernel import db, heartbeat, mail
from kernel.models import Mail, Slot
from tests.production_engine.conftest import FAST, eventually

pytestmark = pytest.mark.slow


def post(key: str) -> None:
    """A mail that is due now."""
    with db.atomic("identity"):
        mail.queue(app="identity", purpose="service", key=key, to="cleo@client.example", subject="Hello", text="Hello.")


def is_sent(key: str) -> bool:
    return Mail.objects.filter(key=key, state="sent").exists()


def living(kind: str) -> bool:
    return any(w.kind == kind and w.alive for w in heartbeat.workers())


def test_due_work_is_done_through_a_flush_and_an_outage_of_redis(site, redis_server):
    beat = site.start("beat")
    eventually(Slot.objects.exists, seconds=40, hint=site.log)
    post("first")
    worker = site.start("worker", "-c", "2")
    eventually(lambda: is_sent("first"), seconds=40, hint=site.log)

    redis.Redis.from_url(redis_server.url).flushall()
    post("after the flush")
    eventually(lambda: is_sent("after the flush"), seconds=30, hint=site.log)
    assert "polling instead" not in site.log()

    redis_server.stop()
    post("without Redis")
    eventually(lambda: is_sent("without Redis"), seconds=30, hint=site.log)
    assert living("poll") and living("celery") and living("beat")

    redis_server.start()
    eventually(lambda: not living("poll"), seconds=60, hint=site.log)
    post("after the outage")
    eventually(lambda: is_sent("after the outage"), seconds=30, hint=site.log)
    assert worker.poll() is None and beat.poll() is None


def test_a_worker_that_cannot_say_that_it_lives_ends_and_says_why(site):
    from tests.postgresql import superuser

    worker = site.start("worker", "-c", "2")
    eventually(lambda: living("celery"), seconds=40, hint=site.log)

    name = connections["default"].settings_dict["NAME"]
    connections["default"].close()
    with superuser() as server:
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            code = worker.wait(timeout=FAST["dead"] + 30)
        finally:
            server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')

    assert code == EXIT_CODE and "no heartbeat, the process ends" in site.log()


def test_a_worker_that_ends_in_order_says_goodbye(site):
    worker = site.start("worker", "-c", "1")
    eventually(lambda: living("celery"), seconds=40, hint=site.log)

    worker.terminate()

    assert worker.wait(timeout=30) == 0 and heartbeat.workers() == () and heartbeat.missing() == ()
