"""Every URL × method × somebody who should not get in, made from the URLconf: nobody does, and a foreign id answers 404."""

from __future__ import annotations

import os
import re
from functools import cache
from types import ModuleType
from uuid import uuid4
from zlib import crc32

import pytest
from django.contrib import admin
from django.http import HttpResponse
from django.urls import get_resolver, path

from apps.identity import services as identity
from apps.identity.contracts import Role
from kernel.actors import worker
from kernel.db import ANYONE
from kernel.testing import browser, guest
from kernel.web import access
from kernel.web.access import PUBLIC, right_of, view_behind
from tests.architecture import providers  # noqa: F401 - registers the objects
from tests.architecture.objects import AGENCYS, OPEN, World
from tests.architecture.urls import patterns

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SHORT = os.environ.get("AICMO_MATRIX") == "short"
"""One method per pattern, another for each: what the legs after the first one ask."""
HOUSE = worker("identity")
SIGN_IN = ("/accounts/login/", "/admin/login/")
ROUTES = [(route, view) for route, view in patterns(get_resolver()) if not access.is_third_party(route)]
OURS = [(r, v) for r, v in ROUTES if not r.startswith("admin/")]
STAFF_ROLES = [role for role in Role if role.is_staff]


def asked(route, methods=METHODS):
    """The methods to try on a pattern."""
    return (methods[crc32(route.encode()) % len(methods)],) if SHORT else methods


@pytest.fixture
def world():
    return World(HOUSE, _account("Victim"))


@pytest.fixture
def outsiders():
    """Who has a proper account, but not this client's: a person, a token, a link, and staff who look after another client."""
    other = _account("Attacker")
    person = identity.list_members(actor=HOUSE, client_id=other)[0]
    owner = identity.actor_for_user(user_id=_staff(Role.OWNER))
    token = identity.issue_token(actor=owner, name="theirs", rights=("*",), client_id=other)
    link = identity.issue_share_link(actor=HOUSE, client_id=other, app="client_review", object_id=uuid4(), action="review")
    return {
        "another client's person": browser(person.user_id),
        "another client's token": browser(headers={"Authorization": f"Bearer {token.secret}"}),
        "a foreign share link": guest(link.url),
        "staff of another client": browser(_staff(Role.ACCOUNT_MANAGER, only=other)),
    }


def test_every_url_names_its_right_or_stands_in_the_table():
    unknown = [route for route, view in ROUTES if not access.names_a_right(view)]

    assert unknown == []


def test_every_open_view_is_open_on_purpose():
    found = {route for route, view in OURS if PUBLIC in {right_of(view_behind(view), m) for m in METHODS}}

    assert sorted(found - OPEN.keys()) == []


def test_the_table_of_third_parties_has_no_dead_lines():
    routes = [route for route, _ in patterns(get_resolver())]

    assert [prefix for prefix in access.third_party() if not any(r.startswith(prefix) for r in routes)] == []


def test_a_view_without_a_right_is_refused(settings):
    site = get_resolver()
    settings.ROOT_URLCONF = ModuleType("with_a_forgotten_page")
    settings.ROOT_URLCONF.urlpatterns = [*site.url_patterns, path("forgotten/", lambda request: HttpResponse("open"))]
    settings.ROOT_URLCONF.handler403 = site.resolve_error_handler(403)

    assert browser(_staff(Role.OWNER)).get("/forgotten/").status_code == 403


def test_strangers_get_in_nowhere(world):
    nobody = browser()

    leaks = [
        f"{method} /{url} -> {response.status_code}"
        for route, view in ROUTES
        for method in asked(route)
        if right_of(view_behind(view), method) != PUBLIC and not route.startswith("admin/")
        for url in [_fill(route, world)]
        for response in [_ask(nobody, method, url)]
        if _let_in(response)
    ]

    assert leaks == []


def test_strangers_clients_tokens_and_guests_never_enter_the_admin(world, outsiders):
    askers = {"a stranger": browser(), **{n: b for n, b in outsiders.items() if n != "staff of another client"}}

    leaks = [
        f"{name}: {method} /{url} -> {response.status_code}"
        for route, _view in ROUTES
        if route.startswith("admin/") and route != "admin/logout/"  # it sends on to the first page
        for url in [_fill(route, world)]
        for method in asked(route, ("GET", "HEAD", "POST"))
        for name, asker in askers.items()
        for response in [_ask(asker, method, url)]
        if _let_in(response)
    ]

    assert leaks == []


def _outsiders_of(route, outsiders):
    """Who is an outsider to the route's objects: staff of another client is none where no client owns them."""
    shared = route.startswith(tuple(AGENCYS))
    return [(name, asker) for name, asker in outsiders.items() if not (shared and name == "staff of another client")]


def test_outsiders_reach_no_object_of_the_client(world, outsiders):
    leaks = []
    for route, _view in OURS:
        if route in OPEN or "<" not in route:
            continue
        url = _fill(route, world)
        for method in asked(route):
            for name, asker in _outsiders_of(route, outsiders):
                response = _ask(asker, method, url)
                if _let_in(response) or response.status_code >= 500:
                    leaks.append(f"{name}: {method} /{url} ({route}) -> {response.status_code}")

    assert leaks == []


def test_a_foreign_id_answers_404_to_whoever_holds_the_right(world, outsiders):
    wrong = []
    for route, view in OURS:
        right = right_of(view_behind(view), "GET")
        if route in OPEN or "<" not in route or not hasattr(view_behind(view), "get"):
            continue
        url = _fill(route, world)
        for name, asker in _outsiders_of(route, outsiders):
            response = _ask(asker, "GET", url)
            actor = response.wsgi_request.actor
            token_on_a_page = name.endswith("token") and not route.startswith("api/")
            if not token_on_a_page and (right == ANYONE or actor.may(right)) and response.status_code != 404:
                wrong.append(f"{name}: GET /{url} ({route}) -> {response.status_code}")

    assert wrong == []


def test_lists_show_outsiders_nothing_of_the_client(world, outsiders):
    for route, _ in OURS:
        _fill(route, world)
    leaks = []
    for route, view in OURS:
        if "<" in route or not hasattr(view_behind(view), "get"):
            continue
        for name, asker in _outsiders_of(route, outsiders):
            text = _body(_ask(asker, "GET", route))
            if "Victim" in text or any(i in text for i in world.ids):
                leaks.append(f"{name}: GET /{route}")

    assert leaks == []


def test_staff_without_the_right_get_in_nowhere(world):
    leaks = []
    for route, view in OURS:
        url = _fill(route, world)
        for method in asked(route):
            right = right_of(view_behind(view), method)
            if right in ("", PUBLIC, ANYONE):
                continue
            for role in _without(right):
                response = _ask(_signed_in(role), method, url)
                if _let_in(response):
                    leaks.append(f"{role.value} without {right}: {method} /{url} -> {response.status_code}")
    _signed_in.cache_clear()

    assert leaks == []


def test_staff_without_the_right_enter_no_page_of_a_table(world):
    leaks = []
    for route, view in ROUTES:
        table = getattr(view, "model_admin", None)
        if table is None:
            continue
        url, writes = _fill(route, world), bool(re.search(r"/(add|delete|act/|.*/change)", route))
        for role in STAFF_ROLES:
            actor = _actor(role)
            asker = _signed_in(role)
            if not table.may_view(actor) and _let_in(_ask(asker, "GET", url)):
                leaks.append(f"{role.value}: GET /{url}")
            if writes and not table.may_view(actor) and _let_in(_ask(asker, "POST", url)):
                leaks.append(f"{role.value}: POST /{url}")
    _signed_in.cache_clear()
    _actor.cache_clear()

    assert leaks == []


def test_only_tables_with_rights_of_the_actor_are_registered():
    from kernel.web.admin import ModuleAdmin

    assert [m for m, a in admin.site._registry.items() if not isinstance(a, ModuleAdmin)] == []


def _account(name):
    made = identity.open_client_account(
        actor=HOUSE, name=name, contact_name=name, contact_email=f"{name.lower()}@client.example", key=""
    )
    return made.id


def _staff(role, *, only=None):
    email = f"{role.value}.{uuid4().hex[:8]}@agency.example"
    made = identity.create_staff(actor=HOUSE, email=email, name=role.label, role=role, key="")
    if only is not None:
        identity.assign_staff(actor=HOUSE, user_id=made.id, client_id=only)
    return made.id


@cache
def _signed_in(role):
    return browser(_staff(role))


@cache
def _actor(role):
    return identity.actor_for_user(user_id=_staff(role))


def _without(right):
    """Up to two roles that lack the right; they are asked for each view that names it."""
    lacking = [role for role in STAFF_ROLES if not _actor(role).may(right)]
    _actor.cache_clear()
    return lacking[:2]


def _fill(route, world):
    """The route with real objects in place of its converters."""
    parts = route.split("/")
    module = parts[2 if parts[0] == "api" else 1].replace("-", "_") if len(parts) > 2 else ""
    url = re.sub(r"<(?:(\w+):)?(\w+)>", lambda m: world.value(module, m[2], m[1] or "str"), route)
    url = re.sub(r"\(\?P<app_label>[^)]*\)", "identity", url)
    return re.sub(r"\(\?P<\w+>[^)]*\)", "nothing", url).replace("$", "").replace("\\", "")


def _ask(client, method, url):
    options = {"data": {}, "content_type": "application/json"} if url.startswith("api/") and method in METHODS[2:6] else {}
    client.raise_request_exception = False
    response = getattr(client, method.lower())(f"/{url}", **options)
    target = response.headers.get("Location", "")
    if url.startswith("admin/") and method == "GET" and target.endswith("/change/") and not target.startswith(SIGN_IN):
        return client.get(target)  # Django's short address of a row
    return response


def _let_in(response):
    if 200 <= response.status_code < 300:
        return True
    target = response.headers.get("Location", "")
    return response.status_code in (301, 302, 303, 307, 308) and not target.startswith(SIGN_IN)


def _body(response):
    if response.status_code != 200:
        return ""
    return b"".join(response.streaming_content).decode(errors="replace") if response.streaming else response.content.decode()
