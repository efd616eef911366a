"""Where the data lies: SQLite files, or PostgreSQL with a role per app; one database, or one per app (AICMO_SPLIT=1)."""

import os
from collections.abc import Callable
from pathlib import Path

from aicmo_site.modules import MODULES


def sqlite(folder: Path) -> Callable[[str], dict]:
    """Files below `folder`, for one writer at a time and many readers."""

    def entry(name: str) -> dict:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / f"{name}.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }

    return entry


def postgresql(
    *, user: str, password: str = "", host: str, port: str = "5432", prefix: str, pool: int = 0
) -> Callable[[str], dict]:
    """Databases `prefix`, `prefix_cam`, …; `pool` is the most connections a process keeps, 0 for one per thread.

    A lock is waited for 10 s and a statement runs 60 s at most; migrations, as the owner, set their own.
    """

    def entry(name: str) -> dict:
        # Only statements that stay the same are prepared (kernel.records): Django's own carry their values in their text.
        options: dict = {"prepare_threshold": 1}
        options["options"] = "-c lock_timeout=10s -c statement_timeout=60s -c idle_in_transaction_session_timeout=120s"
        if pool:
            options["pool"] = {"min_size": 1, "max_size": pool, "timeout": 10}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name.replace("aicmo", prefix, 1),
            "USER": user,
            "PASSWORD": password,
            "HOST": host,
            "PORT": port,
            "CONN_MAX_AGE": 0 if pool else 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }

    return entry


def layout(entry: Callable[[str], dict]) -> dict[str, dict]:
    """DATABASES: one for all, or with AICMO_SPLIT=1 one per app, identity's being the default."""
    databases = {"default": entry("aicmo")}
    if os.environ.get("AICMO_SPLIT") == "1":
        databases |= {name: entry(f"aicmo_{name}") for name in MODULES if name != "identity"}
    return databases


ROUTERS = ["kernel.routers.OneDatabasePerApp"] if os.environ.get("AICMO_SPLIT") == "1" else []
