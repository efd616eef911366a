"""Addresses and profiles: their normal form and what they tell."""

from __future__ import annotations

import functools
import hashlib
import re
from urllib.parse import unquote

from disposable_email_domains import blocklist

_ADDRESS = re.compile(
    r"^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$"
)
_IN_CELL = re.compile(r"[^\s<>;,|/\"()\[\]]+@[^\s<>;,|/\"()\[\]]+")
_LINKEDIN = re.compile(r"(?:^|//|\.)linkedin\.com/((?:in|pub|sales/lead|sales/people)/[^?#\s]+)", re.IGNORECASE)
GMAIL = frozenset({"gmail.com", "googlemail.com"})
_DEPARTMENTS = """
info infos information contact contacts contactus office hello hi hallo sales marketing support help helpdesk admin administrator
administration team mail email post service services customerservice customercare care kontakt buero zentrale presse press media pr
jobs job careers career karriere hr personal recruiting recruitment talent billing accounts accounting buchhaltung rechnung invoice
invoices finance finanzen webmaster postmaster hostmaster root abuse security privacy datenschutz dpo legal compliance noreply
no-reply donotreply do-not-reply newsletter news enquiries inquiries enquiry inquiry empfang reception frontdesk bewerbung vertrieb
verkauf einkauf purchasing orders order bestellung shop accueil commercial comptabilite direction rh ventas compras contacto
informacion recepcion administracion verkoop booking bookings reservations events partner partners partnerships kundenservice
kundendienst anfrage anfragen feedback it edv sekretariat geschaeftsleitung ads werbung digital ecommerce business
"""
ROLES = frozenset(_DEPARTMENTS.split())
_FREE = """
gmail.com googlemail.com yahoo.com yahoo.de yahoo.fr yahoo.es yahoo.co.uk ymail.com rocketmail.com hotmail.com hotmail.de hotmail.fr
hotmail.es hotmail.co.uk outlook.com outlook.de outlook.fr outlook.es live.com live.de live.fr live.nl live.co.uk msn.com aol.com
aol.de icloud.com me.com mac.com gmx.de gmx.net gmx.at gmx.ch gmx.com web.de t-online.de freenet.de arcor.de posteo.de mailbox.org
orange.fr free.fr laposte.net wanadoo.fr sfr.fr neuf.fr bbox.fr ziggo.nl kpnmail.nl hetnet.nl planet.nl xs4all.nl telenet.be
skynet.be proton.me protonmail.com pm.me tutanota.com tuta.io hey.com fastmail.com mail.com zoho.com yandex.com yandex.ru mail.ru
bluewin.ch sunrise.ch a1.net aon.at chello.at terra.es telefonica.net libero.it btinternet.com sky.com virginmedia.com ntlworld.com
comcast.net verizon.net att.net sbcglobal.net cox.net qq.com 163.com 126.com
"""
FREE = frozenset(_FREE.split())
"""Domains whose mailboxes anybody gets: large providers and access providers of our markets, gathered by hand from their sign-up
pages; staff need no complete list, since the domain of such an address only says nothing of a firm."""
DISPOSABLE = (blocklist | {"tempmail.com", "trashmail.com"}) - FREE
"""Domains of mailboxes to throw away: the list of the package disposable-email-domains (MIT)."""


def normalise(text: str) -> str:
    """The address in lower case, domain in IDNA form; "" if it is none. Dots and tags stay: only `identity` drops them."""
    text = text.strip().strip("<>'").lower().removeprefix("mailto:").strip().rstrip(".")
    local, at, domain = text.rpartition("@")
    if not at or ".." in text or local[:1] in (".", "=", "+", "-") or local.endswith("."):
        return ""
    try:
        domain = domain.encode("idna").decode() if not domain.isascii() else domain
    except UnicodeError:
        return ""
    text = f"{local}@{domain}"
    return text if _ADDRESS.match(text) else ""


def addresses_in(cell: str) -> list[str]:
    """The valid addresses of a cell, in order: `a@x; b@y`, `Ann <a@x>`, `a@x or b@y`."""
    found = [normalise(part) for part in _IN_CELL.findall(cell[:2000])] if "@" in cell else []
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
    kind, _, name = unquote(match[1]).strip("/").partition("/")
    if kind.lower() == "sales":
        kind, _, name = name.partition("/")
        return f"sales/{kind.lower()}/{name.split(',')[0]}"
    name = name.split("/")[0]
    # LinkedIn's own ids tell capitals apart, the names that people choose do not.
    return f"{kind.lower()}/{name if name[:3] in ('ACo', 'ACw', 'ADo', 'AEM') else name.lower()}"


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
    """Whether the address is a department's, not a person's: `sales@`, `info-de@`, `sales.emea@`."""
    local = address.split("@")[0].split("+")[0]
    return local in ROLES or (len(parts := re.split(r"[._-]", local)) > 1 and parts[0] in ROLES and len(parts[1]) <= 4)


@functools.lru_cache(maxsize=20_000)
def domain_of(text: str) -> str:
    """The bare domain of an address or a web address, without www."""
    text = text.strip().lower().split("@")[-1]
    text = re.sub(r"^[a-z]+://", "", text).split("/")[0].split(":")[0]
    return text.removeprefix("www.")
