"""Behind a proxy the visitor's address is the one that the proxy added: limits and session lists must not count the proxy."""

from __future__ import annotations

import ipaddress

from django.http import HttpRequest, HttpResponse


class VisitorAddressMiddleware:
    """Puts the last entry of X-Forwarded-For into REMOTE_ADDR; the entries before it are whatever the visitor claims."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        last = request.META.get("HTTP_X_FORWARDED_FOR", "").rsplit(",", 1)[-1].strip()
        try:
            request.META["REMOTE_ADDR"] = str(ipaddress.ip_address(last))
        except ValueError:
            pass  # no proxy in between, e.g. a health check
        return self.get_response(request)
