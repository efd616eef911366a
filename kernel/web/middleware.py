"""What happens around every request: correlation id, actor, refusal of views without a right, security headers."""

from __future__ import annotations

import re
import time

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.cache import patch_cache_control

from kernel import context, metrics, telemetry, traces
from kernel.actors import ANONYMOUS, ActorKind
from kernel.ids import new_id
from kernel.web import access

_REQUEST_ID = re.compile(r"^[A-Za-z0-9._-]{8,64}$")
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
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
        given, caller = request.headers.get("X-Request-ID", ""), request.headers.get("traceparent", "")
        caller = caller if traces.correlation_of(caller) and not given else ""
        request.correlation_id = given if _REQUEST_ID.match(given) else traces.correlation_of(caller) or new_id().hex
        with context.correlated(request.correlation_id):
            response = self._measured(request, caller)
        response["X-Request-ID"] = request.correlation_id
        return response

    def _measured(self, request, caller):
        started, method = time.perf_counter(), request.method if request.method in _METHODS else "OTHER"
        place = (request.correlation_id, "")
        with traces.span("request", {"method": method}, kind="server", at=place, under=caller) as span:
            response = self.get_response(request)
            route = request.resolver_match.route if request.resolver_match else "unmatched"
            if span is not None:
                span.update_name(f"{method} {route}")
                span.set_attributes({"route": route, "status": response.status_code})
        telemetry.count(metrics.REQUESTS, route=route, method=method, status=str(response.status_code))
        telemetry.observe(metrics.REQUEST_SECONDS, time.perf_counter() - started, route=route, method=method)
        return response


class ActorMiddleware:
    """Sets request.actor, and refuses views that name no right."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.actor = ANONYMOUS
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        request.actor = access.resolve_actor(request)
        if not access.names_a_right(view) and not access.is_third_party(request.resolver_match.route):
            raise PermissionDenied("This page names no right, so nobody may use it.")


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
