"""The Celery app: messages wake workers, rows of the database are the work. Whatever Redis loses, the next wake-up finds.

A wake-up names one job of `kernel.worker.jobs` and carries nothing else: whoever can write to Redis can only wake workers.
"""

from __future__ import annotations

import os

import django
from celery import Celery, signals
from celery.schedules import schedstate, schedule
from django.apps import apps
from kombu import Exchange, Queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aicmo_site.settings.embedded")
if not apps.ready:
    django.setup()

from django.conf import settings

from aicmo_site import refusals, watchdog
from kernel import claims, worker

PREFIX = "aicmo:"
"""What every key of ours in Redis begins with."""
SERVE_SECONDS = 5.0
"""How long a wake-up may keep a process at one job while others wait."""


class EverySlot(schedule):
    """Due at the beginning of each slot (kernel.slots), so that all schedulers fire at the same moment and one wins."""

    def __init__(self, seconds: float) -> None:
        super().__init__(run_every=seconds)

    def is_due(self, last_run_at) -> schedstate:
        seconds, now = self.seconds, self.now().timestamp()
        return schedstate(is_due=now // seconds > last_run_at.timestamp() // seconds, next=seconds - now % seconds)


def _queue(name: str) -> Queue:
    # The default exchange needs no binding in Redis: after FLUSHALL its messages are still routed.
    return Queue(name, exchange=Exchange(""), routing_key=name)


app = Celery("aicmo")
app.conf.update(
    broker_url=settings.AICMO_REDIS_URL,
    broker_connection_timeout=5,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    # Without these a connection whose other end is gone is listened to for ever.
    broker_transport_options={
        "global_keyprefix": PREFIX,
        "socket_connect_timeout": 5,
        "socket_timeout": 20,
        "socket_keepalive": True,
        "health_check_interval": 10,
    },
    # A wake-up that dies with its worker is replaced by the next one within seconds; one acknowledged late would lie
    # unseen until the visibility timeout and then be told to somebody with nothing left to do.
    task_acks_late=False,
    task_reject_on_worker_lost=False,
    worker_prefetch_multiplier=1,
    # A hung provider must not hold a process for ever: killed at any point, its rows are claimed again.
    task_time_limit=900,
    worker_max_tasks_per_child=20_000,
    task_ignore_result=True,
    result_backend=None,
    accept_content=["json"],
    task_queues=[_queue(name) for name in claims.QUEUES],
    task_default_queue="sweeps",
    task_create_missing_queues=False,
    worker_direct=True,
    worker_enable_remote_control=False,
    worker_hijack_root_logger=False,
    worker_redirect_stdouts=False,
    beat_scheduler="aicmo_site.beat:SlotScheduler",
    beat_max_loop_interval=1,
    task_publish_retry=False,
    task_routes={job.name: {"queue": job.queue} for job in worker.jobs()},
    beat_schedule={
        job.name: {"task": job.name, "schedule": EverySlot(job.every), "options": {"queue": job.queue, "expires": 60}}
        for job in worker.jobs()
    },
)


def _make_task(name: str) -> None:
    @app.task(name=name)
    def serve() -> None:
        worker.serve(name, seconds=SERVE_SECONDS)


for _job in worker.jobs():
    _make_task(_job.name)


@app.task(name=watchdog.HEAR)
def hear() -> None:
    """Nothing to do: that it arrives is the news."""


@signals.setup_logging.connect
def _keep_logging(**_) -> None:
    """Django's logging stands; Celery adds none."""


@signals.beat_init.connect
def _check_beat(**_) -> None:
    refusals.refuse_to_serve()


@signals.worker_init.connect
def _watch_worker(sender, **_) -> None:
    refusals.refuse_to_serve()
    watchdog.begin_worker(app, sender)
