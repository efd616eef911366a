"""The port `cam.dns`: the TXT records of a name, asked in the public DNS; and the fake that ships."""

from __future__ import annotations

from typing import Protocol

import dns.exception
import dns.resolver
from django.conf import settings

TIMEOUT_SECONDS = 5.0


class NoAnswer(Exception):
    """Nobody can tell now: the servers did not answer, or answered with a failure."""


class Records(Protocol):
    """`txt` answers the TXT records of a name, none if there are none; NoAnswer if nobody can tell."""

    def txt(self, name: str) -> list[str]: ...


class DnsRecords:
    """Asks the machine's resolvers, or those of AICMO_DNS ("address" or "address:port", the first that answers)."""

    def txt(self, name: str) -> list[str]:
        try:
            answer = resolver().resolve(name, "TXT", lifetime=TIMEOUT_SECONDS, search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except (dns.exception.DNSException, OSError) as error:
            raise NoAnswer(f"{name}: {type(error).__name__}: {error}") from error
        # A long record comes in strings of 255 bytes that belong together (RFC 7208 3.3).
        return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]


def resolver() -> dns.resolver.Resolver:
    """The machine's resolvers, or those of AICMO_DNS; NoAnswer where there are none."""
    servers = settings.AICMO_DNS
    try:
        found = dns.resolver.Resolver(configure=not servers)
    except dns.resolver.NoResolverConfiguration as error:
        raise NoAnswer("this machine names no resolver: set AICMO_DNS") from error
    if servers:
        places = [server.rpartition(":") if server.count(":") == 1 else (server, "", "53") for server in servers]
        found.nameservers = [dns.nameserver.Do53Nameserver(host, int(port)) for host, _, port in places]
    return found


class FakeDns:
    """Holds records by name; `silent` makes it answer nothing at all."""

    def __init__(self, records: dict[str, list[str]] | None = None) -> None:
        self.records = {} if records is None else records
        self.silent = False
        self.asked: list[str] = []

    def txt(self, name: str) -> list[str]:
        self.asked.append(name)
        if self.silent:
            raise NoAnswer(f"{name}: nobody answers")
        return list(self.records.get(name, ()))
