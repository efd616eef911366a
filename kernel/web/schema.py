"""OpenAPI 3.1 from the facades' frozen dataclasses: `@extend_schema(request=DecideIn, responses=contracts.Decision)`."""

from __future__ import annotations

import ast
import dataclasses
import functools
import inspect
import re
import textwrap
from collections.abc import Callable
from datetime import datetime
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiParameter, extend_schema
from pydantic import TypeAdapter

from kernel.pages import Changes, Gone, Page
from kernel.web.deprecation import deprecations_of

_SHARED = ("Money", "ArtifactRef", "Waiting", "Gone")
PROBLEM = {
    "type": "object",
    "description": "RFC 9457 problem document",
    "properties": {
        "type": {"type": "string", "description": "Stable name of the kind of error"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "description": "The request's correlation id"},
        "field": {"type": "string", "description": "The input at fault"},
        "remedy": {"type": "string", "description": "What to do about it"},
    },
    "required": ["type", "title", "status", "detail", "instance"],
}


@functools.cache
def page_of(kind: type, *, base: type = Page) -> type:
    """The schema type of a cursor page of these DTOs; `base` Changes where the list takes `updated_since`."""
    fields: list[tuple] = [("items", tuple[kind, ...]), ("next_cursor", str | None)]  # type: ignore[valid-type]
    if base is Changes:
        fields += [("deleted", tuple[Gone, ...], ()), ("as_of", datetime | None, None)]
    made = dataclasses.make_dataclass(f"{kind.__name__}Page", fields, frozen=True, kw_only=True)
    made.__module__ = kind.__module__
    made.__doc__ = base.__doc__
    return made


def list_schema(kind: type, filter_kind: type, **more: Any) -> Any:
    """extend_schema for a `listing`: the page as answer, filter fields and paging as query parameters."""
    schema = TypeAdapter(filter_kind).json_schema(ref_template="#/components/schemas/{model}")
    definitions = schema.get("$defs", {})
    parameters = [
        OpenApiParameter(name=name, location="query", type=_inlined(part, definitions), required=False, many=False)
        for name, part in schema.get("properties", {}).items()
    ]
    parameters += [
        OpenApiParameter(name="cursor", location="query", type=str, description="next_cursor of the page before"),
        OpenApiParameter(name="limit", location="query", type={"type": "integer", "minimum": 1, "maximum": 200, "default": 50}),
        OpenApiParameter(name="order", location="query", type=str, description="A field, with - for descending"),
    ]
    for parameter in parameters:
        if parameter.name == "updated_since":
            parameter.description = _SINCE
    base = Changes if "updated_since" in schema.get("properties", {}) else Page
    return extend_schema(responses=page_of(kind, base=base), parameters=parameters, **more)


def form_with_file(*required: str, **others: str) -> dict:
    """A `request=` for a form with a file in the field `file`; `others` name fields and the formats of their text ("uuid", "").

    "boolean" stands for true or false. `required` names those that a call cannot leave out; the file is always needed.
    """
    kinds = {name: {"type": "boolean"} if how == "boolean" else {"type": "string", "format": how} for name, how in others.items()}
    plain = {name: {k: v for k, v in kind.items() if v} for name, kind in kinds.items()}
    properties = {"file": {"type": "string", "format": "binary"}, **plain}
    return {"multipart/form-data": {"type": "object", "properties": properties, "required": ["file", *required]}}


class DataclassExtension(OpenApiSerializerExtension):
    """Lets dataclasses stand wherever drf-spectacular takes a serializer."""

    target_class = "builtins.object"
    priority = 1

    @classmethod
    def _matches(cls, target: Any) -> bool:
        return isinstance(target, type) and dataclasses.is_dataclass(target)

    def get_name(self, auto_schema: AutoSchema, direction: str) -> str:
        return component_name(self.target.__module__, self.target.__name__)

    def get_identity(self, auto_schema: AutoSchema, direction: str) -> Any:
        return self.get_name(auto_schema, direction)

    def map_serializer(self, auto_schema: AutoSchema, direction: str) -> dict:
        mode = "validation" if direction == "request" else "serialization"
        schema = TypeAdapter(self.target).json_schema(ref_template="{model}", mode=mode)
        module = self.target.__module__
        for name, part in schema.pop("$defs", {}).items():
            found = component_name(module, name)
            component = ResolvedComponent(name=found, type=ResolvedComponent.SCHEMA, object=found, schema=_renamed(part, module))
            auto_schema.registry.register_on_missing(component)
        return _renamed(schema, module)


class ApiSchema(AutoSchema):
    """Adds to each operation its module's tag, its right, the credentials and the problem document."""

    def get_tags(self) -> list[str]:
        parts = self.path.strip("/").split("/")
        return [parts[2]] if len(parts) > 2 else super().get_tags()

    def get_operation_id(self) -> str:
        name = type(self.view).__name__.removesuffix("View")
        return f"{self.get_tags()[0].replace('-', '_')}_{self.method.lower()}_{_snake(name)}"

    def get_auth(self) -> list[dict]:
        return [{"token": []}, {"session": []}]

    def get_override_parameters(self) -> list:
        if self.method in ("GET", "HEAD"):
            return [OpenApiParameter(name="If-None-Match", location="header", type=str, description=_UNCHANGED)]
        required = self.method in self.view.keyed
        found = [
            OpenApiParameter(name="Idempotency-Key", location="header", type=_KEY, description=_ONCE, required=required),
        ]
        if self.view.current is not None:
            found.append(OpenApiParameter(name="If-Match", location="header", type=str, description=_MATCH, required=True))
        return found

    def map_parsers(self) -> list[str]:
        """JSON; a view that takes a file has `request=form_with_file(…)`."""
        return ["application/json"]

    def get_summary(self) -> str | None:
        return super().get_summary() or summary_of(self.view, self._handler())

    def is_deprecated(self) -> bool:
        return any(not d.parameter for d in deprecations_of(self._handler())) or super().is_deprecated()

    def get_operation(self, *args: Any, **kwargs: Any) -> dict | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        answer = {"description": "Error", "content": {"application/problem+json": {"schema": PROBLEM_REF}}}
        operation["responses"]["default"] = answer
        going = {d.parameter for d in deprecations_of(self._handler()) if d.parameter}
        for parameter in operation.get("parameters", ()):
            if parameter["name"] in going:
                parameter["deprecated"] = True
        return operation

    def _handler(self) -> Any:
        return getattr(self.view, self.method.lower(), None)


def summary_of(view: Any, handler: Callable) -> str:
    """One line on an operation: the handler's own docstring, else that of the one facade it calls, else the view's."""
    called = _facades(inspect.unwrap(handler))
    own = [handler.__doc__, *(verb.__doc__ for verb in called if len(called) == 1), type(view).__doc__]
    return next((line for text in own if (line := _first_sentence(text or ""))), "")


def _facades(handler: Callable) -> list[Callable]:
    """The verbs that a handler takes from its module's `services`."""
    services = handler.__globals__.get("services")
    tree = ast.parse(textwrap.dedent(inspect.getsource(handler)))
    names = [
        n.attr
        for n in ast.walk(tree)
        if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id == "services"
    ]
    return [getattr(services, name) for name in dict.fromkeys(names)]


def _first_sentence(text: str) -> str:
    paragraph = " ".join(inspect.cleandoc(text).partition("\n\n")[0].split())
    return re.split(r"[;.:](?: |$)", re.sub(r" \([^()]*\)", "", paragraph), maxsplit=1)[0]


_SINCE = (
    "Only what changed at or after this moment, oldest change first. `deleted` names rows that are gone or no longer visible to "
    "you (it stays empty where rows are never deleted). When `next_cursor` is null, take `as_of` as the next updated_since: what "
    "changes meanwhile comes again, nothing is missed."
)
_KEY = {"type": "string", "minLength": 1, "maxLength": 100}
_ONCE = (
    "A value of your own for this act. Repeated with the same key and body within 24 hours, the call acts once and is answered "
    "alike; with another body 422, while the first call runs 409. Keys belong to the credential."
)
_MATCH = "The ETag of the resource as you have read it, or * for any; another version is answered 412, no header 428."
_UNCHANGED = "An ETag you hold: 304 without a body if it is still the present one."
PROBLEM_REF = {"$ref": "#/components/schemas/Problem"}


def add_problem(result: dict, generator: Any, request: Any, public: bool) -> dict:
    """Postprocessing hook: the Problem schema, and the two kinds of credential."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "An API token, `aicmo_…`"},
        "session": {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": "A signed-in person"},
    }
    return result


def component_name(module: str, name: str) -> str:
    """Names are unique over the modules: contracts of different apps may call different things `Job`."""
    clean = name.split("__")[-1]
    parts = module.split(".")
    if parts[0] != "apps" or clean in _SHARED:
        return clean
    return "".join(word.capitalize() for word in parts[1].split("_")) + clean


def _renamed(part: Any, module: str) -> Any:
    if isinstance(part, dict):
        kept = {k: v for k, v in part.items() if not (k == "discriminator" or (k == "title" and isinstance(v, str)))}
        return {k: _reference(v, module) if k == "$ref" else _renamed(v, module) for k, v in kept.items()}
    return [_renamed(v, module) for v in part] if isinstance(part, list) else part


def _reference(name: str, module: str) -> str:
    return f"#/components/schemas/{component_name(module, name.rpartition('/')[2])}"


def _inlined(part: dict, definitions: dict) -> dict:
    """A parameter's schema without references: enums of a filter are written out."""
    if "$ref" in part:
        part = definitions.get(part["$ref"].rpartition("/")[2], {"type": "string"})
    options = [_inlined(option, definitions) for option in part.get("anyOf", []) if option.get("type") != "null"]
    found = options[0] if options else part
    if "items" in found:
        found = {**found, "items": _inlined(found["items"], definitions)}
    return {k: v for k, v in found.items() if k not in ("title", "default")}


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).strip("_")
