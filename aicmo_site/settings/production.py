"""Production: PostgreSQL, Redis and Celery. Everything that differs comes from the environment; what is missing or belongs to
the demo stops the start with exit code 2, every problem named at once (docs/operating.md has the list)."""

import json
import os

from aicmo_site import refusals
from aicmo_site.settings import databases
from aicmo_site.settings.base import *  # noqa: F403
from aicmo_site.settings.base import (
    AICMO_AGENCY,
    AICMO_IMAP_URL,
    AICMO_PROVIDERS,
    AICMO_REDIS_URL,
    AICMO_SMTP_URL,
    MIDDLEWARE,
)
from kernel.mail_servers import Server

_problems: list[str] = []


def required(name: str, what: str) -> str:
    """The value of an environment variable; one that is missing is noted, and the start is refused below."""
    value = os.environ.get(name, "").strip()
    if not value:
        _problems.append(f"{name} is missing: {what}.")
    return value


def number(name: str, default: int) -> int:
    """A whole number from the environment; anything else is noted."""
    try:
        return int(os.environ.get(name) or default)
    except ValueError:
        _problems.append(f"{name} is not a whole number.")
        return default


def ports(name: str) -> dict[str, list[str]]:
    """Port → dotted names of adapters, as JSON from the environment."""
    try:
        found = json.loads(os.environ.get(name) or "{}")
        return {str(port): [str(path) for path in paths] for port, paths in found.items()}
    except (ValueError, AttributeError, TypeError):
        _problems.append(f'{name} is not JSON of the form {{"port": ["dotted.name"]}}.')
        return {}


def options(name: str) -> dict[str, object]:
    """A JSON object from the environment; {} without one."""
    try:
        return dict(json.loads(os.environ.get(name) or "{}"))
    except (ValueError, TypeError):
        _problems.append(f'{name} is no JSON object, such as {{"provider": "postmark", "server_token": "…"}}.')
        return {}


def keys(name: str) -> dict[str, tuple[str, str]]:
    """Domain → selector and key file, from `selector@domain=file,…` in the environment."""
    found = {}
    for part in filter(None, os.environ.get(name, "").split(",")):
        who, _, path = part.strip().partition("=")
        selector, _, domain = who.partition("@")
        if not (selector and domain and path):
            _problems.append(f"{name} is not of the form selector@domain=file,…")
        elif not os.access(path, os.R_OK):
            _problems.append(f"{name}: {path} cannot be read.")
        else:
            found[domain.lower()] = (selector, path)
    return found


AICMO_PRODUCTION = True
SECRET_KEY = required("AICMO_SECRET_KEY", "50 random characters or more; sessions and links are signed with it")
AICMO_HASH_KEY = required("AICMO_HASH_KEY", "32 random characters or more, never to be changed")
required("AICMO_SEAL_KEYS", "32 random characters or more; stored secrets are sealed with it")
ALLOWED_HOSTS = [host for host in required("AICMO_HOSTS", "the site's host names, with commas between").split(",") if host]
AICMO_PUBLIC_URL = required("AICMO_PUBLIC_URL", "the https address that clients see").rstrip("/")
CSRF_TRUSTED_ORIGINS = [AICMO_PUBLIC_URL] if AICMO_PUBLIC_URL.startswith("https://") else []

_NAME = required("AICMO_DB_NAME", "the database; the apps' roles begin with its name")
_ROLES = os.environ.get("AICMO_DB_ROLES") or _NAME
AICMO_WALLS = {"prefix": _ROLES, "login": os.environ.get("AICMO_DB_USER") or f"{_ROLES}_login"}
_AS_OWNER = os.environ.get("AICMO_DB_AS") == "owner"
DATABASES = databases.layout(
    databases.postgresql(
        user=(os.environ.get("AICMO_DB_OWNER") or f"{_ROLES}_owner") if _AS_OWNER else AICMO_WALLS["login"],
        password=os.environ.get("AICMO_DB_PASSWORD", ""),
        host=required("AICMO_DB_HOST", "where PostgreSQL answers"),
        port=os.environ.get("AICMO_DB_PORT") or "5432",
        prefix=_NAME,
        pool=number("AICMO_DB_POOL", 8),
    )
)
DATABASE_ROUTERS = databases.ROUTERS

required("AICMO_REDIS_URL", "where Redis answers; it carries wake-ups and counts, and may lose them")
CACHES = {"default": {"BACKEND": "aicmo_site.cache.ExpendableRedis", "LOCATION": AICMO_REDIS_URL}}

AICMO_MAIL_DOMAIN = required("AICMO_MAIL_DOMAIN", "the domain that mails come from")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = required("AICMO_FROM_EMAIL", "the sender of mails, e.g. Agency <desk@agency.com>")
for _url, _protocol, _port, _adapter in (
    (AICMO_SMTP_URL, "smtp", "mail.transport", "kernel.mail.SmtpTransport"),
    (AICMO_IMAP_URL, "imap", "cam.inbox", "apps.cam.providers.ImapInbox"),
):
    if _url:
        AICMO_PROVIDERS = AICMO_PROVIDERS | {_port: [_adapter]}
        try:
            Server.at(_url, _protocol)
        except ValueError as _error:
            _problems.append(f"AICMO_{_protocol.upper()}_URL: {_error}.")
AICMO_MAIL_API = options("AICMO_MAIL_API")
if AICMO_MAIL_API:
    AICMO_PROVIDERS = AICMO_PROVIDERS | {"mail.transport": ["kernel.mail.api.ApiTransport"]}
    if AICMO_SMTP_URL:
        _problems.append("AICMO_SMTP_URL and AICMO_MAIL_API both name a way out for mail: keep one.")
AICMO_DKIM = keys("AICMO_DKIM")
AICMO_PROVIDERS = AICMO_PROVIDERS | ports("AICMO_PROVIDERS")
# No sample of the demo's agency may stand on an invoice.
AICMO_AGENCY = {key: os.environ.get(f"AICMO_AGENCY_{key.upper()}", "").strip() for key in AICMO_AGENCY}
for _key in ("name", "address", "country", "iban", "email"):
    required(f"AICMO_AGENCY_{_key.upper()}", "it is printed on invoices")
if not (AICMO_AGENCY["vat_id"] or AICMO_AGENCY["tax_number"]):
    _problems.append("AICMO_AGENCY_VAT_ID and AICMO_AGENCY_TAX_NUMBER are missing: an invoice needs one of them.")

# TLS ends in front of the web server; its headers count only where something in front sets them and drops the visitor's own.
if os.environ.get("AICMO_BEHIND_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    MIDDLEWARE = ["aicmo_site.proxy.VisitorAddressMiddleware", *MIDDLEWARE]
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
# People of the agency need a second factor; every page but those of their account sends them there until they have one.
MIDDLEWARE = [*MIDDLEWARE, "aicmo_site.second_factor.SecondFactorMiddleware"]

refusals.refuse([*_problems, *refusals.problems(globals())])
