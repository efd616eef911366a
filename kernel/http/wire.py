"""The sockets of a fetch: pinned to the decided address, every step within the time that is left."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore2
import httpx2


class Pinned(httpcore2.NetworkBackend):
    """Connects to one address whatever the host's name, and lets no step outlast the deadline."""

    def __init__(self, inner: httpcore2.NetworkBackend, address: str, deadline: float) -> None:
        self._inner, self._address, self._deadline = inner, address, deadline

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        stream = self._inner.connect_tcp(
            self._address, port, timeout=_left(self._deadline), local_address=local_address, socket_options=socket_options
        )
        return _TimedStream(stream, self._deadline)


class _TimedStream(httpcore2.NetworkStream):
    """A stream whose every step gets only the time that is left."""

    def __init__(self, inner: httpcore2.NetworkStream, deadline: float) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, timeout=_left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, timeout=_left(self._deadline))

    def close(self) -> None:
        self._inner.close()

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        inner = self._inner.start_tls(ssl_context, server_hostname=server_hostname, timeout=_left(self._deadline))
        return _TimedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("the time for this fetch is over")
    return left


class Transport(httpx2.BaseTransport):
    """httpx2 over a pool that uses our network; one pool per call, so that no kept connection skips a decision."""

    def __init__(self, network: httpcore2.NetworkBackend) -> None:
        context = httpx2.create_ssl_context(trust_env=False)
        self._pool = httpcore2.ConnectionPool(ssl_context=context, max_keepalive_connections=0, network_backend=network)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        core = httpcore2.Request(
            request.method,
            httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
        )
        answer = self._pool.handle_request(core)
        return httpx2.Response(answer.status, headers=answer.headers, stream=_Body(answer.stream), extensions=answer.extensions)

    def close(self) -> None:
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, inner: Iterable[bytes]) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        yield from self._inner

    def close(self) -> None:
        if hasattr(self._inner, "close"):
            self._inner.close()
