"""Whether a domain takes mail, by DNS: its MX records, the null MX (RFC 7505), else its address (RFC 5321, 5.1)."""

from __future__ import annotations

import dns.exception
import dns.resolver

from apps.cam.contracts import AddressVerdict, ProviderFailed, Verification
from apps.cam.providers.dns import NoAnswer, resolver
from kernel.context import refuse_in_transaction

SECONDS = 6.0


class DnsMailHosts:
    """Asks the resolvers that `cam.dns` asks, or the one it is given."""

    name = "dns"

    def __init__(self, resolver: dns.resolver.Resolver | None = None) -> None:
        self._resolver = resolver

    def look_up(self, domain: str) -> Verification:
        """INVALID with the reason, or UNKNOWN: the domain takes mail, which says nothing of the mailbox."""
        refuse_in_transaction("dns lookup")
        try:
            answer = self._ask(domain, "MX")
        except dns.resolver.NXDOMAIN:
            return Verification(verdict=AddressVerdict.INVALID, reason=f"the domain {domain} does not exist")
        if answer is None:
            if self._ask(domain, "A") is None and self._ask(domain, "AAAA") is None:
                return Verification(verdict=AddressVerdict.INVALID, reason=f"{domain} has no mail server and no address")
            return Verification(verdict=AddressVerdict.UNKNOWN, reason=f"{domain} has no MX record; its address may take mail")
        hosts = sorted((record.preference, str(record.exchange).rstrip(".")) for record in answer)
        if [host for _, host in hosts] == [""]:
            return Verification(verdict=AddressVerdict.INVALID, reason=f"{domain} states that it takes no mail (null MX)")
        named = next((host for _, host in hosts if host), "")
        return Verification(verdict=AddressVerdict.UNKNOWN, reason=f"{domain} takes mail at {named}")

    def _ask(self, domain: str, kind: str) -> dns.resolver.Answer | None:
        """The records, None if there are none of this kind; ProviderFailed if nobody could tell."""
        try:
            return (self._resolver or resolver()).resolve(domain, kind, lifetime=SECONDS, search=False)
        except dns.resolver.NoAnswer:
            return None
        except dns.resolver.NXDOMAIN:
            if kind == "MX":
                raise
            return None
        except (dns.exception.DNSException, NoAnswer, OSError) as error:
            raise ProviderFailed(f"DNS did not answer for {domain} ({type(error).__name__}).", charged=False) from error
