"""Addresses and profiles: their normal form and what they tell."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote

_ADDRESS = re.compile(
    r"^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$"
)
_IN_CELL = re.compile(r"[^\s<>;,|\"'()\[\]]+@[^\s<>;,|\"'()\[\]]+")
_LINKEDIN = re.compile(r"(?:^|//|\.)linkedin\.com/((?:in|pub|sales/lead|sales/people)/[^?#\s]+)", re.IGNORECASE)
GMAIL = frozenset({"gmail.com", "googlemail.com"})
ROLES = frozenset(
    [
        "info",
        "contact",
        "office",
        "hello",
        "sales",
        "marketing",
        "support",
        "help",
        "admin",
        "team",
        "mail",
        "post",
        "service",
        "kontakt",
        "buero",
        "presse",
        "press",
        "jobs",
        "careers",
        "hr",
        "billing",
        "accounts",
        "webmaster",
        "postmaster",
        "noreply",
        "no-reply",
        "donotreply",
        "newsletter",
        "enquiries",
        "inquiries",
        "empfang",
        "bewerbung",
        "vertrieb",
        "accueil",
        "commercial",
        "ventas",
        "contacto",
        "recepcion",
        "verkoop",
    ]
)
FREE = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "yahoo.com",
        "hotmail.com",
        "outlook.com",
        "live.com",
        "aol.com",
        "icloud.com",
        "gmx.de",
        "gmx.net",
        "gmx.at",
        "web.de",
        "t-online.de",
        "orange.fr",
        "free.fr",
        "laposte.net",
        "wanadoo.fr",
        "ziggo.nl",
        "proton.me",
        "protonmail.com",
    ]
)
DISPOSABLE = frozenset(
    ["mailinator.com", "guerrillamail.com", "10minutemail.com", "trashmail.com", "yopmail.com", "tempmail.com"]
)


def normalise(text: str) -> str:
    """The address in lower case, domain in IDNA form; "" if it is none. Dots and tags stay: only `identity` drops them."""
    text = text.strip().strip("<>").removeprefix("mailto:").strip().rstrip(".").lower()
    local, at, domain = text.rpartition("@")
    if not at or ".." in text or local.startswith(".") or local.endswith("."):
        return ""
    try:
        domain = domain.encode("idna").decode() if not domain.isascii() else domain
    except UnicodeError:
        return ""
    text = f"{local}@{domain}"
    return text if _ADDRESS.match(text) else ""


def addresses_in(cell: str) -> list[str]:
    """The valid addresses of a cell, in order: `a@x; b@y`, `Ann <a@x>`, `a@x or b@y`."""
    found = [normalise(part) for part in _IN_CELL.findall(cell)]
    return list(dict.fromkeys(a for a in found if a))


def mailbox(address: str) -> str:
    """The mailbox behind an address: Gmail ignores dots, tags and its second domain; others keep theirs."""
    local, _, domain = address.rpartition("@")
    if domain in GMAIL:
        return f"{local.split('+')[0].replace('.', '')}@gmail.com"
    return address


def linkedin_path(text: str) -> str:
    """The path of a person's profile, e.g. `in/ada-lovelace`; "" for anything else, company pages too."""
    match = _LINKEDIN.search(text.strip())
    if match is None:
        return ""
    path = unquote(match[1]).lower().strip("/")
    return path.split(",")[0] if path.startswith("sales/") else "/".join(path.split("/")[:2])


def identity_hash(address: str, linkedin: str) -> str:
    """SHA-256 hex of the mailbox, else of the LinkedIn path."""
    value = mailbox(address) if address else linkedin_path(linkedin)
    return hashlib.sha256(value.encode()).hexdigest()


def legacy_digests(address: str) -> tuple[str, ...]:
    """The hashes under which an original AICMO may know a normalised address: 16 hex of the address, 64 of `email:` + it."""
    local, _, domain = address.rpartition("@")
    spelt = {address, mailbox(address)}
    if "xn--" in domain:
        try:
            spelt.add(f"{local}@{domain.encode().decode('idna')}")
        except UnicodeError:
            pass
    found = []
    for text in sorted(spelt):
        found.append(hashlib.sha256(text.encode()).hexdigest()[:16])
        found.append(hashlib.sha256(f"email:{text}".encode()).hexdigest())
    return tuple(found)


def is_role(address: str) -> bool:
    """Whether the address is a department's, not a person's."""
    local = address.split("@")[0]
    return local in ROLES or local.split("+")[0] in ROLES


def domain_of(text: str) -> str:
    """The bare domain of an address or a web address, without www."""
    text = text.strip().lower().split("@")[-1]
    text = re.sub(r"^[a-z]+://", "", text).split("/")[0].split(":")[0]
    return text.removeprefix("www.")
