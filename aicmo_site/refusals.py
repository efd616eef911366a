"""What production refuses: settings of the demo, of tests and of nobody. Every problem is named at once, with its remedy."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

EXIT_CODE = 2
DEMO_ADAPTERS = ("MaildirTransport", "MaildirInbox", "FileProvider")
"""Adapters that put into a folder what should reach people. Those of tests are called Fake…, whatever their port."""
PLACEHOLDERS = (".example", ".test", ".invalid", ".localhost")
SECRET_LENGTH, KEY_LENGTH = 50, 32


def problems(values: Mapping[str, Any]) -> list[str]:
    """What is wrong with these settings, a line each; empty if production may run with them. Shows no secret."""
    return [*_secrets(values), *_hosts(values), *_mail(values), *_demo(values)]


def refuse(found: Sequence[str]) -> None:
    """End the process with EXIT_CODE, having told every problem, if there is one."""
    if found:
        lines = "\n".join(f"  - {line}" for line in found)
        print(f"production: refused, {len(found)} to mend:\n{lines}", file=sys.stderr)
        raise SystemExit(EXIT_CODE)


def of_this_process() -> list[str]:
    """What must not be in a process that serves people: crash points, a moved clock, the role of the tables' owner."""
    from django.conf import settings
    from django.db import DatabaseError, connection

    from kernel import clock

    found = []
    if "kernel.testing" in sys.modules:
        found.append("kernel.testing is loaded: crash points and fakes could be installed. Start without it.")
    if connection.settings_dict["USER"] != settings.AICMO_WALLS["login"]:
        found.append("It signs in as the tables' owner. Unset AICMO_DB_AS: only migrations may.")
    try:
        if clock.is_moved():
            found.append("A stored row moves the business clock. Delete the row of kernel_clock, and find out who wrote it.")
    except DatabaseError:
        pass  # no database, no row to be seen: the process may wait for it
    return found


def refuse_to_serve() -> None:
    """For every entrance of production: end the process if this one may not serve people."""
    from django.conf import settings

    if settings.AICMO_PRODUCTION:
        refuse(of_this_process())


def _secrets(values: Mapping[str, Any]) -> list[str]:
    secret, hashing = values["SECRET_KEY"], values["AICMO_HASH_KEY"]
    found = []
    if secret and (len(secret) < SECRET_LENGTH or len(set(secret)) < 5 or secret.startswith("django-insecure-")):
        found.append(f"AICMO_SECRET_KEY is too weak: take {SECRET_LENGTH} random characters or more.")
    if hashing and len(hashing) < KEY_LENGTH:
        found.append(f"AICMO_HASH_KEY is too short: take {KEY_LENGTH} random characters or more.")
    if secret and secret == hashing:
        found.append("AICMO_HASH_KEY equals AICMO_SECRET_KEY: the one may be changed, the other never.")
    if any(len(key) < KEY_LENGTH for key in values["AICMO_SEAL_KEYS"]):
        found.append(f"AICMO_SEAL_KEYS holds a key that is too short: take {KEY_LENGTH} random characters or more.")
    return found


def _hosts(values: Mapping[str, Any]) -> list[str]:
    hosts, url = values["ALLOWED_HOSTS"], urlsplit(values["AICMO_PUBLIC_URL"])
    found = []
    if any("*" in host for host in hosts):
        found.append("AICMO_HOSTS allows every name: list the names that this site is reached by.")
    if values["AICMO_PUBLIC_URL"] and url.scheme != "https":
        found.append("AICMO_PUBLIC_URL must begin with https://: links in mails begin with it.")
    elif values["AICMO_PUBLIC_URL"] and hosts and not _is_host(url.hostname or "", hosts):
        found.append("AICMO_PUBLIC_URL names a host that is not in AICMO_HOSTS: links in mails would be refused.")
    return found


def _is_host(name: str, hosts: Sequence[str]) -> bool:
    return any(name == host or (host.startswith(".") and f".{name}".endswith(host)) for host in hosts)


def _mail(values: Mapping[str, Any]) -> list[str]:
    found = []
    for name, value in (("AICMO_MAIL_DOMAIN", values["AICMO_MAIL_DOMAIN"]), ("AICMO_FROM_EMAIL", values["DEFAULT_FROM_EMAIL"])):
        if value and value.rstrip(">").endswith(PLACEHOLDERS):
            found.append(f"{name} lies in a domain that cannot exist: name the one that mails come from.")
    if not values["AICMO_PROVIDERS"].get("mail.transport"):
        found.append(
            "AICMO_SMTP_URL and AICMO_MAIL_API are missing, and AICMO_PROVIDERS has no adapter for "
            '"mail.transport": no mail would leave.'
        )
    if values["EMAIL_BACKEND"] != "kernel.mail.backend.DoorBackend":
        found.append("EMAIL_BACKEND must be kernel.mail.backend.DoorBackend: all mail passes one door.")
    return found


def _demo(values: Mapping[str, Any]) -> list[str]:
    found = []
    for port, paths in sorted(values["AICMO_PROVIDERS"].items()):
        for path in paths:
            name = path.rsplit(".", 1)[-1]
            if name in DEMO_ADAPTERS or name.startswith("Fake"):
                found.append(
                    f"AICMO_PROVIDERS puts {name} behind {port}, which reaches nobody: it is for the demo and for tests."
                )
    if values["DEBUG"]:
        found.append("DEBUG is on: error pages would show data.")
    if values["AICMO_CLOCK_MOVABLE"]:
        found.append("AICMO_CLOCK_MOVABLE is on: the clock of an installation for people cannot be moved.")
    if values["AICMO_SQL_GUARD"]:
        found.append("AICMO_SQL_GUARD is on: it is for tests; here the database's roles are the walls.")
    if any(entry["ENGINE"] != "django.db.backends.postgresql" for entry in values["DATABASES"].values()):
        found.append("DATABASES must be PostgreSQL.")
    return found
