"""The base of API views: JSON in and out of the facades' own dataclasses, so that a module writes a few lines per view."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import typing
from collections.abc import Callable
from typing import Any, TypeVar

import orjson
from django.http import HttpRequest, HttpResponse
from pydantic import TypeAdapter, ValidationError
from rest_framework.authentication import CSRFCheck
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.parsers import MultiPartParser
from rest_framework.views import APIView

from kernel import context
from kernel.actors import Actor, ActorKind
from kernel.errors import Forbidden, InvalidInput, PreconditionFailed
from kernel.pages import Page
from kernel.refs import plain
from kernel.web import access, problems
from kernel.web.parsers import JsonParser
from kernel.web.portal import file_response

T = TypeVar("T")
PAGING = ("cursor", "limit", "order")


class ApiView(APIView):
    """An API view. Name its `right` (or `rights` by method), use `self.actor` and `self.key`, return `self.answer(dto)`.

    Every error is a problem document: DomainErrors with their status, field and remedy, the framework's likewise.
    Credentials: `Authorization: Bearer aicmo_…`, or the session of a signed-in user (then CSRF protection holds).
    """

    right: str = ""
    rights: dict[str, str] = {}
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
        return f"api:{self.actor.kind.value}:{self.actor.id}:{given}" if given else ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in access.SAFE_METHODS:
            return super().dispatch(request, *args, **kwargs)
        with context.only_reading(f"{request.method} {request.path}"):
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
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
        if request.method not in access.SAFE_METHODS and self.actor.kind is not ActorKind.TOKEN:
            _check_csrf(request._request)

    def handle_exception(self, error: Exception) -> HttpResponse:
        response = problems.from_exception(error)
        if response is None:
            raise error
        return response

    def answer(self, value: Any = None, *, status: int = 200, etag: str | int = "", location: str = "") -> HttpResponse:
        """The value as JSON; `etag` (a version or a hash) lets the caller say If-Match next time."""
        body = b"" if status == 204 else orjson.dumps(plain(value))
        response = HttpResponse(body, status=status, content_type="application/json")
        if etag:
            response["ETag"] = quoted(etag)
        if location:
            response["Location"] = location
        return response

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
        if "limit" in paging:
            paging["limit"] = whole_number(paging["limit"], field="limit")
        return self.answer(facade(actor=self.actor, filter=filters, **arguments, **paging))

    def if_match(self, current: str | int, *, required: bool = False) -> None:
        """Compare the If-Match header with the current version or hash; PreconditionFailed if it names another."""
        given = self.request.headers.get("If-Match", "")
        if not given and required:
            raise PreconditionFailed("Say in If-Match which version you have read.", field="If-Match")
        if given and given != "*" and quoted(current) not in [tag.strip() for tag in given.split(",")]:
            raise PreconditionFailed("If-Match names another version.", field="If-Match", remedy="Read it again first.")

    def matched(self) -> str:
        """The one version or hash that If-Match names, "" without the header: pass it to a facade that takes `sha256`."""
        return self.request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')

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
        response["ETag"] = quoted(hashlib.sha256(data).hexdigest())
        return response


def parse(kind: type[T], values: dict[str, Any]) -> T:
    """A dataclass from plain values; InvalidInput on the first wrong, missing or unknown field."""
    names = {f.name for f in dataclasses.fields(kind)}
    if unknown := sorted(values.keys() - names):
        raise InvalidInput(f"There is no field “{unknown[0]}”.", field=unknown[0], remedy=f"Known: {', '.join(sorted(names))}.")
    try:
        return _adapter(kind).validate_python(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise InvalidInput(f"{first['msg']}.", field=field) from error


def whole_number(text: str, *, field: str) -> int:
    """An integer from a query parameter; InvalidInput names the field."""
    try:
        return int(text)
    except ValueError as error:
        raise InvalidInput(f"{field} must be a whole number.", field=field) from error


def quoted(tag: str | int) -> str:
    """A strong entity tag."""
    return f'"{tag}"'


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


__all__ = ["ApiView", "parse", "quoted", "whole_number"]
