"""G9: `check --deploy` under production settings, and on every answer the headers and cookies that guard it."""

from __future__ import annotations

import re

from faults.harness import house, production
from faults.harness.mutation import Mutation

MUTATIONS = {
    "no_policy": Mutation(patch="forget_headers"),
    "cookies_of_any_host": Mutation(patch="plain_cookies"),
    "no_strict_transport": Mutation(patch="forget_strict_transport"),
}
MUTATED_EVERY = 8
"""A mutated run asks one pattern in so many: what is missing everywhere shows on these."""


def run(*, scale: str, mutate: str = "") -> dict:
    """JSON: warnings of `check --deploy`, answers looked at, and what was missing on them. Both scales ask every URL."""
    with house.opened(MUTATIONS.get(mutate)) as home:
        process = home.start(**production.ENVIRONMENT)
        warnings = process.call("faults.headers:check_deployment")
        found = process.call("faults.headers:ask_everywhere", every=MUTATED_EVERY if mutate else 1)
    return {"ok": not (warnings or found["missing"]) and found["answers"] > 100, "warnings": warnings, **found}


def check_deployment() -> list[str]:
    """What Django finds wrong with these settings, warnings included."""
    from django.core import checks

    found = checks.run_checks(include_deployment_checks=True, databases=["default"])
    return [f"{message.id}: {message.msg}"[:200] for message in found if message.level >= checks.WARNING]


def ask_everywhere(*, every: int) -> dict:
    """GET every pattern, or one in `every`, over https and over http, as nobody and as the signed-in owner."""
    from django.conf import settings
    from django.test import Client
    from django.urls import get_resolver

    from apps.identity import services as identity
    from kernel.actors import worker
    from tests.architecture.urls import patterns

    owner = {"email": "owner@agency.com", "name": "Olivia Berg", "password": "a-long-password-1", "key": "owner"}
    user = identity.create_owner(actor=worker("identity"), **owner)
    nobody, somebody = (Client(headers={"host": production.HOST}, raise_request_exception=False) for _ in range(2))
    _sign_in(somebody, user.id)
    cookies = set()
    answers, missing = 0, set()
    for route, _ in list(patterns(get_resolver()))[::every]:
        path = "/" + re.sub(r"<[^>]*>|\(\?P<\w+>[^)]*\)", "7", route).replace("$", "").replace("\\", "")
        for client, secure in ((nobody, True), (somebody, True), (nobody, False)):
            response = client.get(path, secure=secure)
            answers += 1
            missing |= {f"{what} on {path} ({response.status_code})" for what in _missing(response, secure)}
            cookies |= {name for name, cookie in response.cookies.items() if not _guarded(name, cookie, settings)}
    cookies |= {name for name in somebody.cookies if not name.startswith("__Host-")} & {settings.SESSION_COOKIE_NAME}
    missing |= {f"guard on cookie {name}" for name in cookies}
    return {"answers": answers, "missing": len(missing), "examples": sorted(missing)[:6]}


def _sign_in(client, user_id) -> None:
    from django.conf import settings
    from django.contrib.auth import load_backend

    name = settings.AUTHENTICATION_BACKENDS[0]
    client.force_login(load_backend(name).get_user(user_id), backend=name)


def _missing(response, secure: bool) -> list[str]:
    policy = response.get("Content-Security-Policy", "")
    found = [] if "frame-ancestors 'none'" in policy and "default-src 'self'" in policy else ["Content-Security-Policy"]
    found += [] if response.get("X-Content-Type-Options") == "nosniff" else ["X-Content-Type-Options"]
    found += [] if response.get("Referrer-Policy") == "same-origin" else ["Referrer-Policy"]
    if secure and "max-age=31536000" not in response.get("Strict-Transport-Security", ""):
        found.append("Strict-Transport-Security")
    return found


def _guarded(name: str, cookie, settings) -> bool:
    """Ours are bound to the host, sent over TLS only and not to other sites; the session is hidden from scripts."""
    bound = name.startswith("__Host-") and cookie["secure"] and cookie["path"] == "/" and not cookie["domain"]
    hidden = cookie["httponly"] or name == settings.CSRF_COOKIE_NAME
    return bool(bound and hidden and cookie["samesite"])
