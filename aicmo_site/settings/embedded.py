"""The default: one machine, no servers. SQLite, one local worker, mail as Maildir folders, everything below `var/`."""

import os
import secrets

from aicmo_site.settings import databases
from aicmo_site.settings.base import *  # noqa: F403
from aicmo_site.settings.base import AICMO_SEAL_KEYS, AICMO_SOURCES, LOGGING, STATIC_ROOT, VAR_DIR


def _secret(name: str) -> str:
    """A secret made once for this installation and kept in a file only its owner reads."""
    path = VAR_DIR / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.write(handle, secrets.token_urlsafe(48).encode())
        os.close(handle)
    return path.read_text()


SECRET_KEY = os.environ.get("AICMO_SECRET_KEY") or _secret("secret_key")
AICMO_HASH_KEY = os.environ.get("AICMO_HASH_KEY") or _secret("hash_key")
AICMO_SEAL_KEYS = AICMO_SEAL_KEYS or (_secret("seal_key"),)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
INTERNAL_IPS: list[str] = []

DATABASES = databases.layout(databases.sqlite(VAR_DIR))
DATABASE_ROUTERS = databases.ROUTERS

# Sign-in attempts are counted here, by whatever process answers.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR_DIR / "cache"}}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http"

AICMO_METRICS_DIR = os.environ.get("AICMO_METRICS_DIR") or VAR_DIR / "metrics"
AICMO_CLOCK_MOVABLE = True
AICMO_SQL_GUARD = True
_CHANNELS = ("linkedin", "instagram", "facebook", "x", "threads", "bluesky", "mastodon", "tiktok", "youtube", "pinterest")
_CHANNELS += ("google_business", "blog", "newsletter")
AICMO_PROVIDERS = {
    "cam.dns": ["apps.cam.providers.DnsRecords"],
    "cam.inbox": ["apps.cam.providers.MaildirInbox"],
    **AICMO_SOURCES,
    "learning.writer": ["apps.learning.providers.HouseWriter"],
    "mail.transport": ["kernel.mail.MaildirTransport"],
    **{f"delivery.publisher.{channel}": ["apps.delivery.providers.FileProvider"] for channel in _CHANNELS},
}

# Static files come straight from the packages and from static/: nothing to collect on one machine.
WHITENOISE_USE_FINDERS = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

# One machine: the same JSON lines in a file, and on the terminal only what a person must know at once.
(VAR_DIR / "log").mkdir(parents=True, exist_ok=True)
LOGGING = LOGGING | {
    "handlers": {
        "file": {
            "class": "logging.handlers.RotatingFileHandler",
            "filename": VAR_DIR / "log" / "aicmo.jsonl",
            "maxBytes": 20_000_000,
            "backupCount": 3,
            "delay": True,
            "formatter": "json",
        },
        "terminal": {"class": "logging.StreamHandler", "level": "CRITICAL", "formatter": "plain"},
    },
    "root": {"handlers": ["file", "terminal"], "level": "INFO"},
}
