"""Embedded mode's rules on real servers: PostgreSQL with its walls and Redis. For tests, faults, benchmarks and a look at home.

The clock can be moved and mail goes to Maildir folders, so this is not for production.
"""

import os

from aicmo_site.settings import databases
from aicmo_site.settings.embedded import *  # noqa: F403

_PREFIX = os.environ.get("AICMO_DB_NAME", "aicmo")
AICMO_WALLS = {"prefix": _PREFIX, "login": f"{_PREFIX}_login"}
_AS_OWNER = os.environ.get("AICMO_DB_AS") == "owner"
DATABASES = databases.layout(
    databases.postgresql(
        user=f"{_PREFIX}_owner" if _AS_OWNER else AICMO_WALLS["login"],
        password=os.environ.get("AICMO_DB_PASSWORD", ""),
        host=os.environ.get("AICMO_DB_HOST", "127.0.0.1"),
        port=os.environ.get("AICMO_DB_PORT", "5432"),
        prefix=_PREFIX,
    )
)
if _REDIS := os.environ.get("AICMO_REDIS_URL", ""):
    AICMO_REDIS_URL = _REDIS
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _REDIS}}
