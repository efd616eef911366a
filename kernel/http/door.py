"""One fetch: decide, ask, follow a redirect by deciding again."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import httpcore2
import httpx2

from kernel.context import refuse_in_transaction
from kernel.errors import InvalidInput
from kernel.http.decision import FetchFailed, Resolver, Target, TooLarge, TooSlow, UrlRefused, decide, refused, system_resolve
from kernel.http.wire import Pinned, Transport
from kernel.telemetry import Measured, outcome_of
from kernel.traces import header

_REDIRECTS = (301, 302, 303, 307, 308)
_COUNTED = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_ENDS = ((UrlRefused, "refused"), (TooSlow, "slow"), (TooLarge, "large"), (FetchFailed, "failed"))
_PERSONAL = ("authorization", "cookie", "proxy-authorization", "host")


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Caps of one fetch, redirects included: seconds in all, bytes after decompression, redirects.

    With 0 redirects a redirect is an answer like any other. `cut`: a longer body is cut off there instead of refused.
    """

    seconds: float = 10.0
    bytes: int = 5_000_000
    redirects: int = 3
    cut: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """An answer: header names in lower case, `url` the address that gave it after redirects."""

    status: int
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def content_type(self) -> str:
        """The media type without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def fetch(
    *,
    url: str,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    content: bytes = b"",
    limits: Limits | None = None,
    resolve: Resolver | None = None,
    network: httpcore2.NetworkBackend | None = None,
) -> Fetched:
    """Fetch an address that came from data. UrlRefused says why it may not be called, FetchFailed what went wrong.

    An answer of any status is returned. `resolve` and `network` stand in for DNS and sockets in tests.
    """
    refuse_in_transaction("http.fetch")
    limits, method = limits or Limits(), method.upper()
    with Measured("fetch", method=method if method in _COUNTED else "OTHER") as act:
        try:
            request = _Call(method=method, url=url, headers={**(headers or {}), **header()}, content=content)
            answer = _follow(request, limits, resolve or system_resolve, network or httpcore2.SyncBackend())
        except Exception as error:
            act.outcome = next((word for kind, word in _ENDS if isinstance(error, kind)), outcome_of(error))
            raise
        act.outcome = f"{answer.status // 100}xx"
        return answer


def _follow(request: _Call, limits: Limits, resolve: Resolver, network: httpcore2.NetworkBackend) -> Fetched:
    deadline = time.monotonic() + limits.seconds
    for _ in range(limits.redirects + 1):
        target = decide(request.url, resolve=resolve, deadline=deadline)
        answer = _ask(request, target, limits, deadline, network)
        follows = limits.redirects > 0 and answer.status in _REDIRECTS
        following = answer.headers.get("location", "") if follows else ""
        if not following:
            return answer
        request = request.redirected(answer.status, following)
    raise UrlRefused(f"More than {limits.redirects} redirects.", field="url")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Call:
    method: str
    url: str
    headers: dict[str, str]
    content: bytes

    def redirected(self, status: int, location: str) -> _Call:
        """The call that a redirect asks for; another origin gets no personal headers, https never falls back to http."""
        old = httpx2.URL(self.url)
        try:
            new = old.join(location)
        except (httpx2.InvalidURL, ValueError, UnicodeError) as error:
            raise refused("The redirect's address cannot be read.") from error
        if old.scheme == "https" and new.scheme == "http":
            raise refused("The redirect leads from https to http.")
        same = (old.scheme, old.raw_host, old.port) == (new.scheme, new.raw_host, new.port)
        headers = {k: v for k, v in self.headers.items() if same or k.lower() not in _PERSONAL}
        keeps = status in (307, 308) or self.method in ("GET", "HEAD")
        if keeps and (same or not self.content):
            return _Call(method=self.method, url=str(new), headers=headers, content=self.content)
        if keeps:
            raise refused("The redirect would carry the content to another host.")
        headers = {k: v for k, v in headers.items() if not k.lower().startswith("content-")}
        return _Call(method="GET", url=str(new), headers=headers, content=b"")


def _ask(call: _Call, target: Target, limits: Limits, deadline: float, network: httpcore2.NetworkBackend) -> Fetched:
    pinned = Pinned(network, target.address, deadline)
    with httpx2.Client(transport=Transport(pinned), trust_env=False, follow_redirects=False) as client:
        client.headers = {"accept-encoding": "gzip, deflate", "user-agent": "AICMO/1.0", "accept": "*/*"}
        headers = {k: v for k, v in call.headers.items() if k.lower() not in ("host", "accept-encoding", "connection")}
        try:
            request = client.build_request(call.method, target.url, headers=headers, content=call.content or None)
            response = client.send(request, stream=True)
            body = _read(response, limits, deadline)
        except (httpx2.TimeoutException, httpcore2.TimeoutException) as error:
            raise TooSlow(f"{target.host} did not answer within {limits.seconds:g} seconds.", field="url") from error
        except (httpx2.LocalProtocolError, httpcore2.LocalProtocolError, ValueError, TypeError) as error:
            raise InvalidInput("A header of the request cannot be sent.", field="headers") from error
        except (httpx2.HTTPError, httpx2.StreamError, httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
            raise FetchFailed(f"{target.host} could not be fetched ({type(error).__name__}).", field="url") from error
    shown = {k.lower(): v for k, v in response.headers.items()}
    return Fetched(status=response.status_code, url=str(target.url), headers=shown, body=body)


def _read(response: httpx2.Response, limits: Limits, deadline: float) -> bytes:
    chunks, total = [], 0
    try:
        for chunk in response.iter_bytes():
            total += len(chunk)
            if total > limits.bytes and limits.cut:
                chunks.append(chunk[: limits.bytes - total])
                break
            if total > limits.bytes:
                raise TooLarge(f"The answer has more than {limits.bytes} bytes.", field="url")
            if time.monotonic() > deadline:
                raise TooSlow(f"The answer was not complete within {limits.seconds:g} seconds.", field="url")
            chunks.append(chunk)
    finally:
        response.close()
    return b"".join(chunks)
