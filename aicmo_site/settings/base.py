"""What every installation shares. Nothing here names a database, a broker or a secret."""

import os
from pathlib import Path

from aicmo_site.modules import MODULES
from aicmo_site.settings.web import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(os.environ.get("AICMO_DATA") or os.environ.get("AICMO_VAR") or BASE_DIR / "var").resolve()
"""Where everything lies that this installation keeps. AICMO_VAR is the older name, still read where AICMO_DATA is not set."""

DEBUG = False
USE_TZ = True
TIME_ZONE = "UTC"
AICMO_TIME_ZONE = os.environ.get("AICMO_TIME_ZONE", "Europe/Berlin")
"""The agency's zone (IANA name): portal pages show times in it and name it; posts keep the client's zone and name that."""
LANGUAGE_CODE = "en"
ROOT_URLCONF = "aicmo_site.urls"
WSGI_APPLICATION = "aicmo_site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "identity.User"
SITE_NAME = "AICMO"

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "unfold.contrib.import_export",
    "aicmo_site.apps.SiteAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "import_export",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "kernel",
    "aicmo_site",
    *(f"apps.{name}" for name in MODULES),
]

MIDDLEWARE = [
    "kernel.web.middleware.CorrelationMiddleware",
    "kernel.web.middleware.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kernel.web.middleware.ActorMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "aicmo_site.pages.site_context",
            ]
        },
    }
]

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(os.environ.get("AICMO_STATIC_ROOT") or VAR_DIR / "static")

EMAIL_BACKEND = "kernel.mail.backend.DoorBackend"
AICMO_SMTP_URL = os.environ.get("AICMO_SMTP_URL", "").strip()
"""Where kernel.mail.SmtpTransport hands mails in: smtp://user:password@host:587 (STARTTLS), smtps://… (TLS)."""
AICMO_IMAP_URL = os.environ.get("AICMO_IMAP_URL", "").strip()
"""Where answers come in: imap://user:password@host/INBOX (STARTTLS), imaps://… (TLS)."""
AICMO_MAIL_API: dict[str, object] = {}
"""What kernel.mail.api.ApiTransport hands mails in with, in place of SMTP: {"provider": "postmark", …its options}."""
AICMO_DKIM: dict[str, tuple[str, str]] = {}
"""Domain → selector and file of the private key. Mails from other domains leave unsigned."""
AICMO_DNS = tuple(os.environ.get("AICMO_DNS", "").split())
"""Resolvers that are asked for SPF, DKIM and DMARC ("address" or "address:port"); empty: those of the machine."""
AICMO_MAIL_ROOT = VAR_DIR / "mail"
AICMO_FILES_ROOT = VAR_DIR / "files"
AICMO_PUBLISHED_ROOT = VAR_DIR / "published"
AICMO_LEFT_ROOT = VAR_DIR / "left"
AICMO_MAIL_DOMAIN = "aicmo.example"
DEFAULT_FROM_EMAIL = "AICMO <desk@aicmo.example>"
AICMO_PUBLIC_URL = os.environ.get("AICMO_PUBLIC_URL", "http://127.0.0.1:8000")
AICMO_HTTP_PRIVATE_HOSTS = tuple(os.environ.get("AICMO_HTTP_PRIVATE_HOSTS", "").split())
"""Hosts ("name" or "name:port") that an outgoing URL may reach although their address is private."""

AICMO_SEAL_KEYS = tuple(os.environ.get("AICMO_SEAL_KEYS", "").split())
"""What stored secrets are sealed with (kernel.secrets): the first seals, all open. Each a long random text."""

AICMO_AGENCY = {
    "name": os.environ.get("AICMO_AGENCY_NAME", "AICMO Agency GmbH"),
    "address": os.environ.get("AICMO_AGENCY_ADDRESS", "Musterstraße 12\n10115 Berlin\nGermany"),
    "country": os.environ.get("AICMO_AGENCY_COUNTRY", "DE"),
    "vat_id": os.environ.get("AICMO_AGENCY_VAT_ID", "DE123456789"),
    "tax_number": os.environ.get("AICMO_AGENCY_TAX_NUMBER", ""),
    "iban": os.environ.get("AICMO_AGENCY_IBAN", "DE02 1203 0000 0000 2020 51"),
    "bic": os.environ.get("AICMO_AGENCY_BIC", "BYLADEM1001"),
    "bank": os.environ.get("AICMO_AGENCY_BANK", "DKB Berlin"),
    "email": os.environ.get("AICMO_AGENCY_EMAIL", "billing@aicmo.example"),
}
"""Who bills: printed on invoices and quotes."""

AICMO_PRODUCTION = False
"""Whether people are served: then every process refuses to start with a moved clock or with what is for tests."""
AICMO_CLOCK_MOVABLE = False
AICMO_SQL_GUARD = False
AICMO_WALLS: dict[str, str] | None = None
"""PostgreSQL only: {"prefix": of the apps' roles, "login": the role that processes sign in with}."""
AICMO_APOLLO_KEY = os.environ.get("AICMO_APOLLO_KEY", "").strip()
AICMO_HUNTER_KEY = os.environ.get("AICMO_HUNTER_KEY", "").strip()
"""Keys of those who know people and firms; without one its provider answers that it is not configured."""
AICMO_SOURCES = {
    "cam.source": [
        "apps.cam.services.sources.own_lists.FileSource",
        "apps.cam.providers.ApolloSearch",
        "apps.cam.providers.HunterDomains",
        "apps.cam.services.sources.site.CompanySite",
        "apps.cam.services.sources.own_lists.ManualSource",
    ],
    "cam.enricher": [
        "apps.cam.services.sources.site.CompanySite",
        "apps.cam.providers.ApolloMatch",
        "apps.cam.providers.HunterFinder",
    ],
    "cam.verifier": ["apps.cam.providers.HunterVerifier"],
    "cam.mail_hosts": ["apps.cam.providers.DnsMailHosts"],
}
AICMO_PROVIDERS: dict[str, list[str]] = {
    "cam.dns": ["apps.cam.providers.DnsRecords"],
    "learning.writer": ["apps.learning.providers.HouseWriter"],
    **AICMO_SOURCES,
}
"""Port → dotted names of adapters, first choice first. Each port names its fake beside its adapters."""

AICMO_METRICS_DIR = os.environ.get("AICMO_METRICS_DIR", "")
"""Where processes keep their counters (a folder in memory is best); empty: each process counts for itself."""
AICMO_METRICS_LOOPBACK = os.environ.get("AICMO_METRICS_LOOPBACK") == "1"
"""Whether a scraper on this machine reads /metrics without a token. Never behind a proxy on the same machine."""
AICMO_OTEL_ENDPOINT = os.environ.get("AICMO_OTEL_ENDPOINT", "")
"""Where traces go (OTLP over HTTP, the whole address); empty: no traces are made."""
AICMO_OTEL_SHARE = float(os.environ.get("AICMO_OTEL_SHARE", "1"))
"""The share of traces that is kept, 0 to 1."""
AICMO_WATCH_SECONDS = 60
"""How often the watchdog looks; 0 is never."""

AICMO_REDIS_URL = os.environ.get("AICMO_REDIS_URL", "")
"""Where Celery's wake-ups and the cache lie; empty: workers poll the database. What it holds may be lost at any time."""
AICMO_WORKER_SECONDS = {"call": 5, "deaf": 15, "beat": 15, "dead": 60}
"""A Celery worker calls itself every `call` seconds, is deaf after `deaf` without a message, says that it lives every `beat`,
and ends itself after `dead` without having said so (aicmo_site/watchdog.py)."""
AICMO_ALIVE_FILE = os.environ.get("AICMO_ALIVE_FILE", "")
"""A file touched with every heartbeat: what a container's health check looks at."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "kernel.logs.JsonLines"}, "plain": {"()": "kernel.logs.Plain"}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}},
    "root": {"handlers": ["stdout"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "httpx2": {"level": "WARNING"},
        "celery": {"level": "WARNING"},
    },
}
"""JSON lines on standard output, redacted; what stands around the process keeps them. Addresses called may hold secrets."""
