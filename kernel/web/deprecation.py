"""Endpoints and parameters that will go: marked once on the handler, told in headers (RFC 9745, RFC 8594) and in the schema."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date


@dataclass(frozen=True, kw_only=True, slots=True)
class Deprecation:
    """`parameter` "" is the whole endpoint; from `sunset` on it may be gone; `link` says what to use instead."""

    since: date
    sunset: date
    link: str
    parameter: str = ""


def deprecated(*, since: date, sunset: date, link: str, parameter: str = "") -> Callable[[Callable], Callable]:
    """Mark a handler (or one of its query parameters) as deprecated: `@deprecated(since=…, sunset=…, link="/docs/…")`."""
    if sunset <= since:
        raise ValueError("A sunset comes after the deprecation.")
    made = Deprecation(since=since, sunset=sunset, link=link, parameter=parameter)

    def mark(handler: Callable) -> Callable:
        handler.deprecations = (*deprecations_of(handler), made)
        return handler

    return mark


def deprecations_of(handler: Any) -> tuple[Deprecation, ...]:
    """What of a handler is deprecated."""
    return getattr(handler, "deprecations", ())


def tell(response: HttpResponse, request: HttpRequest, handler: Any) -> None:
    """Deprecation, Sunset and Link headers of what this request used; the earliest date counts."""
    used = [d for d in deprecations_of(handler) if not d.parameter or d.parameter in request.GET]
    if not used:
        return
    response["Deprecation"] = f"@{_seconds(min(d.since for d in used))}"
    response["Sunset"] = http_date(_seconds(min(d.sunset for d in used)))
    links = dict.fromkeys(d.link for d in used)
    response["Link"] = ", ".join(f'<{link}>; rel="deprecation"; type="text/html"' for link in links)


def _seconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
