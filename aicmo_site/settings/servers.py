"""Embedded mode's rules on real servers: PostgreSQL with its walls and Redis. For tests, faults, benchmarks and a look at home.

The clock can be moved and mail goes to Maildir folders, so this is not for production.
"""

import json
import os

from aicmo_site.settings import databases
from aicmo_site.settings.embedded import *  # noqa: F403
from aicmo_site.settings.embedded import AICMO_REDIS_URL

_PREFIX = os.environ.get("AICMO_DB_NAME", "aicmo")
_ROLES = os.environ.get("AICMO_DB_ROLES", _PREFIX)
AICMO_WALLS = {"prefix": _ROLES, "login": f"{_ROLES}_login"}
_AS_OWNER = os.environ.get("AICMO_DB_AS") == "owner"
DATABASES = databases.layout(
    databases.postgresql(
        user=f"{_ROLES}_owner" if _AS_OWNER else AICMO_WALLS["login"],
        password=os.environ.get("AICMO_DB_PASSWORD", ""),
        host=os.environ.get("AICMO_DB_HOST", "127.0.0.1"),
        port=os.environ.get("AICMO_DB_PORT", "5432"),
        prefix=_PREFIX,
    )
)
if AICMO_REDIS_URL:
    CACHES = {"default": {"BACKEND": "aicmo_site.cache.ExpendableRedis", "LOCATION": AICMO_REDIS_URL}}
if os.environ.get("AICMO_WORKER_SECONDS"):
    AICMO_WORKER_SECONDS = json.loads(os.environ["AICMO_WORKER_SECONDS"])
