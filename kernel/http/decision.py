"""Whether an address may be called, and at which IP address."""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx2
from django.conf import settings

from kernel.errors import DomainError, InvalidInput

Resolver = Callable[[str, int], list[str]]
PORTS = {"http": 80, "https": 443}
_NUMBERS = re.compile(r"(?:0x[0-9a-f]*|\d+)$", re.IGNORECASE)


class UrlRefused(InvalidInput):
    """The address is not one that this installation calls."""

    title = "This address is not allowed"


class FetchFailed(DomainError):
    """The host could not be reached or did not answer as HTTP."""

    status = 502
    title = "The address could not be fetched"


class TooSlow(FetchFailed):
    """The answer was not complete in time."""


class TooLarge(FetchFailed):
    """The answer, decompressed, is larger than allowed."""


SPECIAL = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))
"""Closed though Python calls parts of them global: IETF protocol assignments (a cloud's metadata among them), the 6to4 relays
of RFC 7526, documentation of RFC 9637."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """What a decision allows: this address of this host, on this port."""

    url: httpx2.URL
    host: str
    port: int
    address: str


def decide(url: str, *, resolve: Resolver | None = None, deadline: float | None = None) -> Target:
    """Whether an address may be called now, and at which IP address; UrlRefused names the reason."""
    parsed, host, port, literal = _formed(url)
    addresses = [literal] if literal else _resolved(resolve or system_resolve, host, port, deadline)
    _refuse_inner(host, port, addresses)
    return Target(url=parsed, host=host, port=port, address=addresses[0])


def check_form(url: str) -> None:
    """UrlRefused if no call to this address would be allowed whatever its name leads to; asks no DNS, so it may be stored."""
    _parsed, host, port, literal = _formed(url)
    if literal:
        _refuse_inner(host, port, [literal])


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet; forms that wrap another address are judged by both."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id or ip.is_site_local or ip.teredo or ip.sixtofour:
            return False
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
    if any(ip in network for network in SPECIAL if network.version == ip.version):
        return False
    closed = ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved or ip.is_unspecified
    return ip.is_global and not closed


def _formed(url: str) -> tuple[httpx2.URL, str, int, str]:
    """The address in parts: URL, host, port, and the IP address if the host is written as one."""
    parsed = _parse(url)
    host = parsed.raw_host.decode("ascii").lower()
    port = parsed.port or PORTS[parsed.scheme]
    if port not in PORTS.values() and not _may_be_private(host, port):
        raise refused(f"Port {port} is not allowed; only 80 and 443 are.")
    return parsed, host, port, _literal(host)


def _refuse_inner(host: str, port: int, addresses: list[str]) -> None:
    inner = [] if _may_be_private(host, port) else [a for a in addresses if not is_public(a)]
    if inner:
        raise refused(f"“{host}” leads to {inner[0]}, which is not a public address.")


def _parse(url: str) -> httpx2.URL:
    if len(url) > 2000:
        raise refused("The address is longer than 2000 characters.")
    if re.search(r"[\x00-\x20\x7f\\]", url):
        raise refused("The address holds blanks, control characters or backslashes.")
    try:
        parsed = httpx2.URL(url)
        port = parsed.port
    except (httpx2.InvalidURL, ValueError, UnicodeError) as error:
        raise refused("The address cannot be read.") from error
    if parsed.scheme not in PORTS:
        raise refused(f"Only http and https are called, not “{parsed.scheme[:20]}”.")
    if parsed.userinfo:
        raise refused("The address holds a user name or password.")
    if not parsed.raw_host or port == 0:
        raise refused("The address names no host.")
    return parsed.copy_with(fragment=None)


def _literal(host: str) -> str:
    """The IP address if the host is written as one, "" for a name; other spellings of numbers are refused."""
    try:
        return str(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        pass
    if _NUMBERS.fullmatch(host.rstrip(".").rsplit(".", 1)[-1]):
        raise refused(f"“{host}” is an unusual way to write an IP address.")
    return ""


def _may_be_private(host: str, port: int) -> bool:
    listed = {entry.strip().lower() for entry in getattr(settings, "AICMO_HTTP_PRIVATE_HOSTS", ())}
    return f"{host}:{port}" in listed or (host in listed and port in PORTS.values())


def _resolved(resolve: Resolver, host: str, port: int, deadline: float | None) -> list[str]:
    """All addresses of a host, asked once, not longer than the deadline allows (DNS knows no time limit of its own)."""
    found: list[Any] = []

    def work() -> None:
        try:
            found.append(resolve(host, port))
        except (OSError, UnicodeError) as error:
            found.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(None if deadline is None else max(deadline - time.monotonic(), 0.0))
    if not found:
        raise TooSlow(f"The name “{host}” was not resolved in time.", field="url")
    if isinstance(found[0], Exception) or not found[0]:
        raise FetchFailed(f"The name “{host}” is not known.", field="url", remedy="Check the address.")
    return found[0]


def system_resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def refused(reason: str) -> UrlRefused:
    return UrlRefused(reason, field="url", remedy="Use a public http or https address.")
