"""RFC 9457: every error of the API is application/problem+json, with what to do about it."""

from __future__ import annotations

import http

import orjson
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from rest_framework.exceptions import APIException, ValidationError

from kernel import context
from kernel.errors import DomainError, TooManyRequests

CONTENT_TYPE = "application/problem+json"


def problem(status: int, title: str, detail: str = "", *, kind: str = "", field: str = "", remedy: str = "") -> HttpResponse:
    """A problem document; `kind` is the error's class name and stable, `instance` the request's correlation id."""
    document = {
        "type": f"urn:aicmo:problem:{kind or 'http'}",
        "title": title or http.HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or title,
        "instance": f"urn:aicmo:request:{context.correlation_id()}",
    }
    if field:
        document["field"] = field
    if remedy:
        document["remedy"] = remedy
    response = HttpResponse(orjson.dumps(document), status=status, content_type=CONTENT_TYPE)
    response["Cache-Control"] = "no-store"
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="AICMO"'
    return response


def from_error(error: DomainError) -> HttpResponse:
    """The problem document of one of the house's own errors."""
    told = problem(error.status, error.title, error.detail, kind=type(error).__name__, field=error.field, remedy=error.remedy)
    if isinstance(error, TooManyRequests):
        told["Retry-After"] = str(error.retry_after)
    return told


def from_exception(error: Exception) -> HttpResponse | None:
    """The problem document of a known exception; None for one that nobody foresaw (it must reach the log)."""
    if isinstance(error, DomainError):
        return from_error(error)
    if isinstance(error, Http404):
        return problem(404, "Not found", "There is no such thing here.", kind="NotFound")
    if isinstance(error, PermissionDenied):
        return problem(403, "Not allowed", str(error), kind="Forbidden")
    if isinstance(error, ValidationError):
        field, detail = _first(error.detail)
        return problem(400, "The input is not valid", detail, kind="InvalidInput", field=field)
    if isinstance(error, APIException):
        made = problem(error.status_code, _phrase(error.status_code), str(error.detail), kind=type(error).__name__)
        if wait := getattr(error, "wait", None):
            made["Retry-After"] = str(int(wait) + 1)
        return made
    return None


def _phrase(status: int) -> str:
    return http.HTTPStatus(status).phrase.capitalize()


def _first(detail: object) -> tuple[str, str]:
    """Field and text of the first of DRF's validation messages."""
    if isinstance(detail, dict):
        for field, inner in detail.items():
            return str(field), _first(inner)[1]
    if isinstance(detail, list) and detail:
        return _first(detail[0])
    return "", str(detail)
