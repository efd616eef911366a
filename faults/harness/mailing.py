"""Mail under fire: workers are forked from a loaded parent, killed at random moments, and others take their place."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

from django.conf import settings
from django.db import connections

from faults.harness.smtp import SmtpTransport
from kernel import mail, providers, worker
from kernel.db import atomic
from kernel.mail import door

KILL_EVERY = (0.05, 0.45)
"""Seconds between two kills, at least and at most."""


def queue(*, count: int) -> int:
    """Queue so many mails, a hundred per transaction."""
    for first in range(0, count, 100):
        with atomic("identity"):
            for number in range(first, min(first + 100, count)):
                values = {"key": f"fire:{number}", "to": f"person{number}@firm.example", "subject": "Hello", "text": "Hello."}
                mail.queue(app="identity", purpose="service", **values)
    return count


def keep(*, workers: int, kills: int, lease_seconds: int, seed: int) -> int:
    """Keep so many workers alive, kill one at random moments, until the file `done` lies in the folder; returns kills made."""
    connections.close_all()
    door.LEASE_SECONDS = lease_seconds
    dice, living, made = random.Random(seed), {_fork() for _ in range(workers)}, 0
    while not _done().exists():
        time.sleep(dice.uniform(*KILL_EVERY))
        if made >= kills:
            continue
        victim = dice.choice(sorted(living))
        os.kill(victim, signal.SIGKILL)
        os.waitpid(victim, 0)
        living.remove(victim)
        living.add(_fork())
        made += 1
    for pid in living:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return made


def _fork() -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        providers.replace("mail.transport", SmtpTransport())
        while True:
            if not worker.serve("kernel.mail", seconds=5):
                time.sleep(0.05)
    finally:
        os._exit(1)


def _done() -> Path:
    return Path(settings.VAR_DIR) / "done"
