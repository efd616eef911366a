"""The product as production starts it: its settings, its commands, its processes, in the house of a run."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
from pathlib import Path

from aicmo_site.processes import WORKERS, runnable
from faults.harness import house
from faults.harness.launch import PATCH
from tests.servers import PREFIX

HOST = "desk.agency.com"
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "aicmo_site.settings.production",
    "AICMO_SECRET_KEY": "Zk3vQm8sXw2pLr9tYb5nHc7jGd4fUa6eRi1oKuTzWqVxMyBcNd0S",
    "AICMO_HASH_KEY": "q7Wn2Lx9Vt4Rb8Kp3Zs6Hd1Fg5Jm0YcTu",
    "AICMO_SEAL_KEYS": "m4Tr8Bx2Qw6Ly9Np1Vk5Zs3Hd7Fg0JcEa",
    "AICMO_HOSTS": HOST,
    "AICMO_PUBLIC_URL": f"https://{HOST}",
    "AICMO_DB_POOL": "0",
    "AICMO_MAIL_DOMAIN": "agency.com",
    "AICMO_FROM_EMAIL": "Agency <desk@agency.com>",
    "AICMO_SMTP_URL": "smtp://mail.agency.com",
    "AICMO_AGENCY_NAME": "Agency GmbH",
    "AICMO_AGENCY_ADDRESS": "Weg 1, 10115 Berlin",
    "AICMO_AGENCY_COUNTRY": "DE",
    "AICMO_AGENCY_IBAN": "DE02120300000000202051",
    "AICMO_AGENCY_EMAIL": "billing@agency.com",
    "AICMO_AGENCY_VAT_ID": "DE123456788",
}
"""An environment that production takes; the values are made up."""
PROVIDERS = {"delivery.publisher.linkedin": ["faults.harness.channel.CountedPublisher"]}


class Site:
    """Celery's workers and the scheduler by their own commands; each in a session of its own, with all it starts."""

    def __init__(self, home: house.House, **more: str) -> None:
        self.home, self.started = home, {}
        own = {"DJANGO_SETTINGS_MODULE": "faults.harness.settings", "AICMO_PROVIDERS": json.dumps(PROVIDERS)}
        own |= {"AICMO_DB_NAME": home.database, "AICMO_DB_ROLES": PREFIX}
        patch = {PATCH: home.mutation.patch} if home.mutation and home.mutation.patch else {}
        self.environment = {**home.environment, **ENVIRONMENT, **own, **patch, **more}

    def __enter__(self) -> Site:
        return self

    def __exit__(self, *error: object) -> None:
        for process in self.started.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def start(self, *names: str) -> None:
        """Start these of `aicmo_site.processes.WORKERS`."""
        for name in names:
            with (self.home.folder / f"{name}.log").open("ab") as log:
                self.started[name] = subprocess.Popen(
                    runnable(WORKERS[name]), env=self.environment, cwd=house.ROOT, stdout=log, stderr=log, start_new_session=True
                )

    def children(self, name: str) -> set[int]:
        """The process ids of a worker's pool, and of whatever else it started."""
        pid = self.started[name].pid
        with contextlib.suppress(FileNotFoundError):
            return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}
        return set()

    def ended(self) -> dict[str, int]:
        """Name → exit code of those that do not live any more."""
        return {name: process.returncode for name, process in self.started.items() if process.poll() is not None}
