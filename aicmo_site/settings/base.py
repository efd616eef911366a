"""What every installation shares. Nothing here names a database, a broker or a secret."""

import os
from pathlib import Path

from aicmo_site.modules import MODULES

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(os.environ.get("AICMO_VAR") or BASE_DIR / "var").resolve()

DEBUG = False
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
ROOT_URLCONF = "aicmo_site.urls"
WSGI_APPLICATION = "aicmo_site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "identity.User"
SITE_NAME = "AICMO"

INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.import_export",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "import_export",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "kernel",
    "aicmo_site",
    *(f"apps.{name}" for name in MODULES),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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
            ]
        },
    }
]

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"

EMAIL_BACKEND = "kernel.mail.backend.DoorBackend"
AICMO_MAIL_ROOT = VAR_DIR / "mail"
AICMO_FILES_ROOT = VAR_DIR / "files"
AICMO_PUBLISHED_ROOT = VAR_DIR / "published"
AICMO_MAIL_DOMAIN = "aicmo.example"
DEFAULT_FROM_EMAIL = "AICMO <desk@aicmo.example>"
AICMO_PUBLIC_URL = os.environ.get("AICMO_PUBLIC_URL", "http://127.0.0.1:8000")

AICMO_CLOCK_MOVABLE = False
AICMO_SQL_GUARD = False
AICMO_PROVIDERS: dict[str, list[str]] = {"learning.writer": ["apps.learning.providers.HouseWriter"]}
"""Port → dotted names of adapters, first choice first. Each port names its fake beside its adapters."""

REST_FRAMEWORK = {"DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema"}
SPECTACULAR_SETTINGS = {
    "TITLE": "AICMO API",
    "DESCRIPTION": "From a cold lead to a renewed contract: the agency's system, for integrators.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
