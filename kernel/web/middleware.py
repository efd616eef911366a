"""What happens around every request: correlation id, actor, refusal of views without a right, security headers."""

from __future__ import annotations

import re
from contextlib import nullcontext

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.cache import patch_cache_control

from kernel import context
from kernel.actors import ANONYMOUS, ActorKind
from kernel.db import atomic
from kernel.ids import new_id
from kernel.web import access

_REQUEST_ID = re.compile(r"^[A-Za-z0-9._-]{8,64}$")
_COMMON = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
PAGE_POLICY = f"{_COMMON}; script-src 'self'; style-src 'self'"
ADMIN_POLICY = f"{_COMMON}; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'"


class CorrelationMiddleware:
    """X-Request-ID in and out; everything the request causes carries it, through signals to the workers."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get("X-Request-ID", "")
        request.correlation_id = given if _REQUEST_ID.match(given) else new_id().hex
        with context.correlated(request.correlation_id):
            response = self.get_response(request)
        response["X-Request-ID"] = request.correlation_id
        return response


class ActorMiddleware:
    """Sets request.actor, refuses views that name no right, and runs third-party views in their owner's transaction."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.actor = ANONYMOUS
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        request.actor = access.resolve_actor(request)
        entry = access.third_party_entry(request.resolver_match.route)
        if entry is None:
            if not access.names_a_right(view):
                raise PermissionDenied("This page names no right, so nobody may use it.")
            return None
        owner, _why = entry
        with atomic(owner) if owner else nullcontext():
            return view(request, *args, **kwargs)


class SecurityHeadersMiddleware:
    """CSP by area, Referrer-Policy, Permissions-Policy, and no shared cache for what a signed-in person sees."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        in_admin = request.path.startswith(getattr(settings, "AICMO_ADMIN_PATH", "/admin/"))
        response.headers.setdefault("Content-Security-Policy", ADMIN_POLICY if in_admin else PAGE_POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
        # Share links carry their secret in the address: it must not travel on in a Referer.
        response.headers.setdefault("Referrer-Policy", "same-origin")
        if getattr(request, "actor", ANONYMOUS).kind is not ActorKind.ANONYMOUS:
            patch_cache_control(response, private=True, no_store=True)
        return response
