"""Traces: spans from the click through signals and workers to the provider's answer. Off unless AICMO_OTEL_ENDPOINT is set.

The trace's id is the correlation id (its hash where it is no 32 hex digits), and a span that others hang on has an id made
from the correlation id and a key: the request's own, an event's, a row's. So whoever goes on with a stored signal or a due
row knows the parent without anything stored for it. Attributes are labels of `kernel.metrics`; no text, no id of a person.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import nullcontext
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.conf import settings

from kernel import context

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter

Place = tuple[str, str]
"""(correlation id, key): a span that others find without being told; key "" is the request's."""

_HEX = re.compile(r"[0-9a-f]{32}")
_PARENT = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}")
_OFF = nullcontext()
_tracer: Any = None
_wanted: ContextVar[int] = ContextVar("wanted_span_id", default=0)


def on() -> bool:
    """Whether spans are made at all."""
    return _tracer is not None


def start() -> None:
    """Begin to export if the settings name an endpoint; called when Django starts. Without one the SDK is not imported."""
    endpoint = getattr(settings, "AICMO_OTEL_ENDPOINT", "")
    if endpoint and not on():
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

        use(OTLPSpanExporter(endpoint=endpoint), share=settings.AICMO_OTEL_SHARE)


def use(exporter: SpanExporter, *, share: float = 1.0, at_once: bool = False) -> None:
    """Send spans to this exporter, for a share (0 to 1) of the traces; `at_once` waits for no batch (tests)."""
    global _tracer
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import SpanLimits, TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor, SimpleSpanProcessor
    from opentelemetry.sdk.trace.sampling import TraceIdRatioBased

    provider = TracerProvider(
        sampler=TraceIdRatioBased(share),  # by the id alone: all processes agree
        resource=Resource.create({"service.name": "aicmo"}),
        id_generator=_ids(),
        span_limits=SpanLimits(max_attribute_length=200),
    )
    provider.add_span_processor(SimpleSpanProcessor(exporter) if at_once else BatchSpanProcessor(exporter))
    _tracer = provider.get_tracer("aicmo")


def stop() -> None:
    """Make no spans any more (tests)."""
    global _tracer
    _tracer = None


def span(name: str, attributes: dict[str, str], *, kind: str = "internal", at: Place | None = None, under: Any = None) -> Any:
    """A context manager for one span; `at` gives it an id that others can derive, `under` (a Place or a traceparent) its parent:
    None is the running span, "" is none at all.

    Yields the span, None where traces are off. What an exception says is not kept, only its class.
    """
    if _tracer is None:
        return _OFF
    return _Span(name, attributes, kind, at, under)


def apart() -> Any:
    """A block that begins under no span, and after which the running span is the one before, whatever was left open in it."""
    return _OFF if _tracer is None else _Apart()


def header() -> dict[str, str]:
    """The W3C header that carries the running span to another system; empty where traces are off."""
    if _tracer is None:
        return {}
    from opentelemetry.trace import get_current_span

    running = get_current_span().get_span_context()
    if not running.is_valid:
        return {}
    return {"traceparent": f"00-{running.trace_id:032x}-{running.span_id:016x}-{int(running.trace_flags) & 1:02x}"}


def correlation_of(traceparent: str) -> str:
    """The correlation id that goes on with a caller's trace, "" if the header is none."""
    found = _PARENT.fullmatch(traceparent)
    return found[1] if found and int(found[1], 16) and int(found[2], 16) else ""


def trace_id(correlation_id: str) -> int:
    """The trace of a correlation id."""
    if _HEX.fullmatch(correlation_id) and int(correlation_id, 16):
        return int(correlation_id, 16)
    return int.from_bytes(hashlib.sha256(correlation_id.encode()).digest()[:16]) or 1


def span_id(place: Place) -> int:
    """The id of a span that others hang on."""
    return int.from_bytes(hashlib.sha256("\n".join(place).encode()).digest()[:8]) or 1


class _Span:
    """One span and the context it runs in."""

    __slots__ = ("_at", "_attributes", "_kind", "_name", "_token", "_under", "span")

    def __init__(self, name: str, attributes: dict[str, str], kind: str, at: Place | None, under: Any) -> None:
        self._name, self._attributes, self._kind, self._at, self._under = name, attributes, kind, at, under

    def __enter__(self) -> Any:
        from opentelemetry import context as stack
        from opentelemetry import trace

        above = _parent(self._under)
        wanted = _wanted.set(span_id(self._at) if self._at else 0)
        try:
            self.span = _tracer.start_span(
                self._name, context=above, kind=trace.SpanKind[self._kind.upper()], attributes=self._attributes
            )
        finally:
            _wanted.reset(wanted)
        self._token = stack.attach(trace.set_span_in_context(self.span, above))
        return self.span

    def __exit__(self, kind: type | None, error: BaseException | None, trace: Any) -> None:
        from opentelemetry import context as stack
        from opentelemetry.trace import StatusCode

        stack.detach(self._token)
        if kind is not None:
            self.span.set_attribute("error.type", kind.__name__)
            self.span.set_status(StatusCode.ERROR)
        self.span.end()

    def abandon(self) -> None:
        """End the span without touching the context, which somebody else has restored."""
        self.span.end()


class _Apart:
    """See `apart`."""

    __slots__ = ("_token",)

    def __enter__(self) -> None:
        from opentelemetry import context as stack

        self._token = stack.attach(stack.Context())

    def __exit__(self, *error: Any) -> None:
        from opentelemetry import context as stack

        stack.detach(self._token)


def _parent(under: Any) -> Any:
    """The context a span begins in: None is the running one."""
    if under is None:
        return None
    from opentelemetry import trace
    from opentelemetry.context import Context

    if isinstance(under, str):
        found = _PARENT.fullmatch(under)
        ids = (int(found[1], 16), int(found[2], 16)) if found else None
    else:
        ids = (trace_id(under[0]), span_id(under))
    if ids is None:
        return Context()
    above = trace.SpanContext(*ids, is_remote=True, trace_flags=trace.TraceFlags(trace.TraceFlags.SAMPLED))
    return trace.set_span_in_context(trace.NonRecordingSpan(above), Context())


def _ids() -> Any:
    from opentelemetry.sdk.trace.id_generator import RandomIdGenerator

    class Ids(RandomIdGenerator):
        """A span's id is the wanted one, else random; a trace's that of the correlation id."""

        def generate_span_id(self) -> int:
            return _wanted.get() or super().generate_span_id()

        def generate_trace_id(self) -> int:
            return trace_id(context.correlation_id())

    return Ids()
