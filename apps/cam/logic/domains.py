"""What a domain must publish before live mail leaves from it: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LOCAL = ("example", "test", "localhost", "invalid", "example.com", "example.net", "example.org")
"""Names that stand in no public DNS and that nobody can own (RFC 2606, RFC 6761)."""
SPF_LOOKUPS = 10


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One check of a domain: SPF, DKIM or DMARC, whether it passed, and what was found with what to do about it."""

    check: str
    passed: bool
    text: str


def is_local(domain: str) -> bool:
    """Whether the domain is one of those that exist for tests and examples only."""
    return any(domain == name or domain.endswith(f".{name}") for name in LOCAL)


def names_of(domain: str, selector: str) -> dict[str, list[str]]:
    """Which TXT records each check reads, in the order it looks: DMARC falls back to the domains above."""
    parts = domain.split(".")
    above = [".".join(parts[n:]) for n in range(len(parts) - 1)]
    return {
        "SPF": [domain],
        "DKIM": [f"{selector}._domainkey.{domain}"] if selector else [],
        "DMARC": [f"_dmarc.{name}" for name in above],
    }


def judge(domain: str, found: Mapping[str, Sequence[str]], *, selector: str, key: str) -> tuple[Finding, ...]:
    """SPF, DKIM and DMARC of a domain from its TXT records by name. `key`: our public key in base64, "" if we sign with none."""
    names = names_of(domain, selector)
    return (
        _spf(domain, found.get(domain, ())),
        _dkim(domain, names["DKIM"], found, key),
        _dmarc(domain, [(name, found.get(name, ())) for name in names["DMARC"]]),
    )


def _spf(domain: str, texts: Sequence[str]) -> Finding:
    records = [text for text in texts if text.lower() == "v=spf1" or text.lower().startswith("v=spf1 ")]
    if not records:
        wanted = "publish v=spf1 with what your provider names, then ~all"
        return _no("SPF", f"no TXT record that begins with v=spf1 at {domain}: {wanted}")
    if len(records) > 1:
        return _no("SPF", f"{len(records)} records that begin with v=spf1 at {domain}: leave one (RFC 7208 4.5)")
    terms = records[0].lower().split()[1:]
    if any(term in ("all", "+all") for term in terms):
        return _no("SPF", f"“{records[0]}” lets everybody send as {domain}: end it with ~all or -all")
    if not any(term in ("~all", "-all", "?all") or term.startswith("redirect=") for term in terms):
        return _no("SPF", f"“{records[0]}” does not say what holds for all others: end it with ~all or -all")
    asks = sum(bool(re.match(r"[+?~-]?(include:|a\b|mx\b|ptr\b|exists:)|redirect=", term)) for term in terms)
    if asks > SPF_LOOKUPS:
        return _no("SPF", f"“{records[0]}” needs {asks} look-ups, receivers make {SPF_LOOKUPS}: name fewer")
    return Finding(check="SPF", passed=True, text=records[0])


def _dkim(domain: str, names: Sequence[str], found: Mapping[str, Sequence[str]], key: str) -> Finding:
    if not names:
        return _no("DKIM", f"AICMO_DKIM names no selector and key for {domain}: add them, mails leave unsigned")
    (name,) = names
    records = [_tags(text) for text in found.get(name, ()) if "p=" in text.replace(" ", "")]
    if not records:
        return _no("DKIM", f"no TXT record at {name}: publish v=DKIM1; k=rsa; p={key or '…'}")
    published = re.sub(r"\s", "", records[0].get("p", ""))
    if not published:
        return _no("DKIM", f"the key at {name} is revoked (p= is empty): publish v=DKIM1; k=rsa; p={key or '…'}")
    if published != key:
        return _no("DKIM", f"the key at {name} is not the one we sign with: publish v=DKIM1; k=rsa; p={key or '…'}")
    return Finding(check="DKIM", passed=True, text=f"{name} holds our key")


def _dmarc(domain: str, places: Sequence[tuple[str, Sequence[str]]]) -> Finding:
    for name, texts in places:
        records = [text for text in texts if re.match(r"v\s*=\s*DMARC1\s*(;|$)", text, re.IGNORECASE)]
        if len(records) > 1:
            return _no("DMARC", f"{len(records)} records that begin with v=DMARC1 at {name}: leave one (RFC 7489 6.6.3)")
        if records:
            policy = _tags(records[0]).get("p", "").lower()
            if policy not in ("none", "quarantine", "reject"):
                return _no("DMARC", f"“{records[0]}” at {name} has no policy: write p=none, p=quarantine or p=reject")
            return Finding(check="DMARC", passed=True, text=f"{name}: {records[0]}")
    return _no("DMARC", f"no TXT record at _dmarc.{domain}: publish v=DMARC1; p=none; rua=mailto:dmarc@{domain}")


def _tags(text: str) -> dict[str, str]:
    parts = (part.partition("=") for part in text.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in parts if name.strip()}


def _no(check: str, text: str) -> Finding:
    return Finding(check=check, passed=False, text=text)
