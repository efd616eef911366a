"""The base of API views: JSON in and out of the facades' own dataclasses, so that a module writes a few lines per view."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import typing
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from pydantic import TypeAdapter, ValidationError
from rest_framework.authentication import CSRFCheck
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.parsers import MultiPartParser
from rest_framework.views import APIView

from kernel import context, keys
from kernel.actors import Actor, ActorKind
from kernel.db import API_KEYS
from kernel.errors import Forbidden, InvalidInput, PreconditionFailed, PreconditionRequired, StaleVersion
from kernel.pages import Page
from kernel.web import access, conditions, deprecation, limits, problems
from kernel.web.conditions import quoted
from kernel.web.parsers import JsonParser, refuse_nul
from kernel.web.portal import file_response

T = TypeVar("T")
PAGING = ("cursor", "limit", "order")


class ApiView(APIView):
    """An API view. Name its `right` (or `rights` by method), use `self.actor` and `self.key`, return `self.answer(dto)`.

    Every error is a problem document: DomainErrors with their status, field and remedy, the framework's likewise.
    Credentials: `Authorization: Bearer aicmo_…`, or the session of a signed-in user (then CSRF protection holds).
    Methods in `keyed` are refused without an Idempotency-Key. A view with a method `current(**kwargs)`, which reads the
    resource as its GET answers it, is refused a change without If-Match; the command compares the two in its transaction.
    """

    right: str = ""
    rights: dict[str, str] = {}
    keyed: tuple[str, ...] = ("POST",)
    current: Callable[..., Any] | None = None
    authentication_classes: list = []
    permission_classes: list = []
    parser_classes = [JsonParser, MultiPartParser]
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return self.request.actor

    @property
    def key(self) -> str:
        """The Idempotency-Key header, scoped to the credential, "" without one; InvalidInput if longer than 100 characters."""
        given = self.request.headers.get("Idempotency-Key", "").strip()
        if len(given) > 100:
            raise InvalidInput("An Idempotency-Key has at most 100 characters.", field="Idempotency-Key")
        return f"{API_KEYS}{self.actor.kind.value}:{self.actor.id}:{given}" if given else ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.allowance = limits.spend(request, request.actor)
        if request.method in access.SAFE_METHODS:
            with context.only_reading(f"{request.method} {request.path}"):
                response = super().dispatch(request, *args, **kwargs)
        else:
            response = self._change(request, *args, **kwargs)
        limits.tell(response, self.allowance)
        deprecation.tell(response, request, getattr(self, request.method.lower(), None))
        return response

    def _change(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with ExitStack() as self.held, context.expecting(self._compare) as expected:
            response = super().dispatch(request, *args, **kwargs)
        if self.current is not None and response.status_code < 400 and not expected.settled:
            raise RuntimeError(f"{type(self).__name__} changed something without a command that compared If-Match")
        return response

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        limits.refuse_excess(self.allowance)
        refuse_nul((name, value) for name, values in request.query_params.lists() for value in (name, *values))
        refuse_nul(kwargs.items())
        if not hasattr(self, request.method.lower()):
            raise MethodNotAllowed(request.method)
        right = access.right_of(self, request.method)
        if right != access.PUBLIC and self.actor.kind is ActorKind.ANONYMOUS and request.headers.get("Authorization"):
            raise access.NotSignedIn(
                "The token is unknown, expired or revoked.",
                field="Authorization",
                remedy="Send “Bearer aicmo_…” with a valid one.",
            )
        access.admit(self.actor, right)
        if request.method in access.SAFE_METHODS:
            return
        if self.actor.kind is not ActorKind.TOKEN:
            _check_csrf(request._request)
        if self.current is not None:
            conditions.require(request.headers.get("If-Match", ""))
        if self.key:
            self.held.enter_context(keys.alone(self.key))
        elif request.method in self.keyed:
            raise InvalidInput(
                "This call needs an Idempotency-Key header.",
                field="Idempotency-Key",
                remedy="Send a new random value with each act, the same one when you repeat a call.",
            )

    def handle_exception(self, error: Exception) -> HttpResponse:
        if isinstance(error, StaleVersion) and self.request.headers.get("If-Match", "*") != "*":
            error = PreconditionFailed(error.detail, field="If-Match", remedy=error.remedy)
        response = problems.from_exception(error)
        if response is None:
            raise error
        return response

    def answer(self, value: Any = None, *, status: int = 200, tagged: bool = False, location: str = "") -> HttpResponse:
        """The value as JSON. What a GET answers has an ETag; `tagged` gives one to a change that answers its resource."""
        body = b"" if status == 204 else conditions.bytes_of(value)
        response = HttpResponse(body, status=status, content_type="application/json")
        if location:
            response["Location"] = location
        if self.request.method in access.SAFE_METHODS or tagged:
            return self._tagged(response, conditions.tag_of(body, content=conditions.content_of(value)))
        return response

    def _tagged(self, response: HttpResponse, tag: str) -> HttpResponse:
        held = self.request.headers.get("If-None-Match", "")
        if self.request.method in access.SAFE_METHODS and conditions.unchanged(held, tag):
            response = HttpResponse(status=304)
        response["ETag"] = quoted(tag)
        return response

    def _compare(self) -> None:
        if self.current is not None:
            conditions.compare(self.request.headers.get("If-Match", ""), self.current(**self.kwargs))

    def body(self, kind: type[T]) -> T:
        """The request's JSON as a frozen dataclass; InvalidInput names the field that is wrong, missing or unknown."""
        if not isinstance(self.request.data, dict):
            raise InvalidInput("The body must be a JSON object.", remedy="Send Content-Type: application/json.")
        return parse(kind, dict(self.request.data.items()))

    def listing(self, facade: Callable[..., Page], filter_kind: type, **arguments: Any) -> HttpResponse:
        """Call a `list_x` facade with filter, order, cursor and limit taken from the query string, and answer its page."""
        given = self.request.query_params
        filters = parse(filter_kind, {k: _many(given, k, filter_kind) for k in given if k not in PAGING})
        paging = {k: given[k] for k in PAGING if given.get(k)}
        if "order" in paging and given.get("updated_since"):
            raise InvalidInput("Changes come in the order in which they happened.", field="order", remedy="Leave order out.")
        if "limit" in paging:
            paging["limit"] = whole_number(paging["limit"], field="limit")
        return self.answer(facade(actor=self.actor, filter=filters, **arguments, **paging))

    def matched(self) -> str:
        """The hash of content that If-Match names, for a facade that takes `sha256`; PreconditionRequired for * or nothing."""
        found = next(iter(conditions.named(self.request.headers.get("If-Match", ""))), "*")
        if found == "*":
            raise PreconditionRequired(
                "A decision names the version it is about in If-Match.", field="If-Match", remedy="Send the ETag you have read."
            )
        return found.partition(".")[0]

    def upload(self, name: str = "file", *, most: int = 20_000_000) -> tuple[str, bytes]:
        """File name and bytes of an uploaded file; InvalidInput if it is missing or larger than `most` bytes."""
        given = self.request.FILES.get(name)
        if given is None:
            raise InvalidInput(f"Send the file as multipart field “{name}”.", field=name)
        if given.size > most:
            raise InvalidInput(f"The file has more than {most // 1_000_000} MB.", field=name)
        return given.name, given.read()

    def file(self, data: bytes, *, name: str, content_type: str) -> HttpResponse:
        """A file from a facade, as a download, its hash as ETag."""
        response = file_response(data, name=name, content_type=content_type)
        return self._tagged(response, hashlib.sha256(data).hexdigest())


def parse(kind: type[T], values: dict[str, Any]) -> T:
    """A dataclass from plain values; InvalidInput on the first wrong, missing or unknown field."""
    refuse_nul(values.items())
    names = {f.name for f in dataclasses.fields(kind)}
    if unknown := sorted(values.keys() - names):
        raise InvalidInput(f"There is no field “{unknown[0]}”.", field=unknown[0], remedy=f"Known: {', '.join(sorted(names))}.")
    try:
        return _in_utc(_adapter(kind).validate_python(values))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise InvalidInput(f"{first['msg']}.", field=field) from error


def _in_utc(value: Any, field: str = "") -> Any:
    """The value with every moment in UTC: PostgreSQL refuses offsets of 16 hours and more, which ISO 8601 allows."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        try:
            return value.astimezone(UTC)
        except OverflowError as error:
            raise InvalidInput("The moment lies outside the years 1 to 9999.", field=field) from error
    if dataclasses.is_dataclass(value):
        given = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        moved = {name: _in_utc(part, name) for name, part in given.items()}
        return dataclasses.replace(value, **{k: v for k, v in moved.items() if v is not given[k]})
    return type(value)(_in_utc(part, field) for part in value) if type(value) in (tuple, list) else value


def whole_number(text: str, *, field: str) -> int:
    """An integer from a query parameter; InvalidInput names the field."""
    try:
        return int(text)
    except ValueError as error:
        raise InvalidInput(f"{field} must be a whole number.", field=field) from error


def _many(given: Any, name: str, kind: type) -> Any:
    """One value, or all of them where the filter's field is a tuple."""
    hint = _hints(kind).get(name)
    options = (hint, *typing.get_args(hint))
    takes_many = any(typing.get_origin(option) in (tuple, list, frozenset) for option in options)
    return given.getlist(name) if takes_many else given[name]


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


@functools.cache
def _adapter(kind: type) -> TypeAdapter:
    return TypeAdapter(kind)


def _check_csrf(request: HttpRequest) -> None:
    check = CSRFCheck(lambda _: None)
    check.process_request(request)
    if reason := check.process_view(request, None, (), {}):
        raise Forbidden(f"CSRF check failed: {reason}", remedy="Send the X-CSRFToken header, or use an API token.")


__all__ = ["ApiView", "parse", "whole_number"]
