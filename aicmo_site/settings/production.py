"""Production: everything that differs comes from the environment; a missing value stops the start and is named."""

import os

from django.core.exceptions import ImproperlyConfigured

from aicmo_site.settings.base import *  # noqa: F403


def required(name: str) -> str:
    """The value of an environment variable; ImproperlyConfigured names it if it is missing."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set {name} in the environment.")
    return value


SECRET_KEY = required("AICMO_SECRET_KEY")
AICMO_HASH_KEY = required("AICMO_HASH_KEY")
ALLOWED_HOSTS = required("AICMO_HOSTS").split(",")
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": required("AICMO_DB_NAME"),
        "USER": required("AICMO_DB_USER"),
        "PASSWORD": os.environ.get("AICMO_DB_PASSWORD", ""),
        "HOST": required("AICMO_DB_HOST"),
        "PORT": os.environ.get("AICMO_DB_PORT", "5432"),
    }
}
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
# People of the agency need a second factor; every page but those of their account sends them there until they have one.
MIDDLEWARE = [*MIDDLEWARE, "aicmo_site.second_factor.SecondFactorMiddleware"]  # noqa: F405
