"""Every view names the right it needs. One that names none is refused, unless it stands in the table of third-party patterns."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver
from django.utils.module_loading import import_string

from kernel.actors import ANONYMOUS, Actor, ActorKind
from kernel.db import ANYONE, atomic
from kernel.errors import DomainError, Forbidden

PUBLIC = "public"
"""The right of a view that needs no actor at all, e.g. the landing page of a share link."""
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class NotSignedIn(DomainError):
    """Nobody has said who they are, or the credential is unknown, expired or revoked."""

    status = 401
    title = "Sign in first"


def needs(right: str) -> Callable:
    """Name the right of a function view."""

    def mark(view: Callable) -> Callable:
        view.right = right
        return view

    return mark


def right_of(view: object, method: str) -> str:
    """The right that a view (class, instance or function) names for a method; "" if it names none."""
    rights = getattr(view, "rights", None) or {}
    return rights.get("GET" if method in ("HEAD", "OPTIONS") else method) or getattr(view, "right", "")


def admit(actor: Actor, right: str) -> None:
    """Raise NotSignedIn or Forbidden unless the actor may use a view with this right."""
    if right == PUBLIC:
        return
    if actor.kind is ActorKind.ANONYMOUS:
        raise NotSignedIn("This page is for people who are signed in.", remedy="Sign in and try again.")
    if not right:
        raise Forbidden("This page names no right, so nobody may use it.")
    if right != ANYONE:
        actor.require(right)


def resolve_actor(request: HttpRequest) -> Actor:
    """Who makes this request; the function that knows is named by the setting AICMO_ACTOR_RESOLVER."""
    path = getattr(settings, "AICMO_ACTOR_RESOLVER", "")
    return import_string(path)(request) if path else ANONYMOUS


@cache
def third_party() -> dict[str, str]:
    """Route prefix → why its views need name no right: the table in the root URLconf."""
    return getattr(import_module(settings.ROOT_URLCONF), "THIRD_PARTY", {})


def is_third_party(route: str) -> bool:
    """Whether the route stands in the table."""
    return any(route.startswith(prefix) for prefix in third_party())


def owned(patterns: list[URLPattern | URLResolver], app: str) -> list[URLPattern | URLResolver]:
    """A library's URL patterns, their views running in `app`'s transaction: they write tables that stand with it."""
    return [
        URLResolver(p.pattern, owned(p.url_patterns, app), p.default_kwargs, p.app_name, p.namespace)
        if isinstance(p, URLResolver)
        else URLPattern(p.pattern, _in_transaction(p.callback, app), p.default_args, p.name)
        for p in patterns
    ]


def _in_transaction(view: Callable, app: str) -> Callable:
    @wraps(view)
    def run(*args: Any, **kwargs: Any) -> Any:
        with atomic(app):
            return view(*args, **kwargs)

    return run


def view_behind(callback: Callable) -> object:
    """The class behind a `.as_view()` function, or the function itself."""
    return getattr(callback, "view_class", None) or getattr(callback, "cls", None) or callback


def names_a_right(callback: Callable) -> bool:
    """Whether a URL's view says who may use it: by itself, or as a page of ModuleAdmin or of the admin site."""
    from kernel.web.admin import ModuleAdmin

    model_admin = getattr(callback, "model_admin", None)
    if model_admin is not None:
        return isinstance(model_admin, ModuleAdmin)
    if getattr(callback, "admin_site", None) is not None:
        return True
    view = view_behind(callback)
    return bool(getattr(view, "right", "") or getattr(view, "rights", None))
