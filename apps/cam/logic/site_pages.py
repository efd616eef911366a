"""What a company's page says of it: title, description, language, JSON-LD organisation, published mailboxes, further pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from apps.cam.logic import addresses, countries

MAX_TEXT = 300_000
_WORDS = re.compile(
    r"(about|ueber-uns|über-uns|uber-uns|unternehmen|contact|kontakt|impressum|imprint|legal-notice|mentions-legales|quienes-somos"
    r"|contacto|over-ons|a-propos)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_ORGANISATIONS = {"organization", "corporation", "localbusiness", "professionalservice", "store", "onlinebusiness", "ngo"}
_SILENT = frozenset({"script", "style", "noscript", "template"})


@dataclass(kw_only=True)
class SitePage:
    """One page. `links` are absolute, of the same host, and by their words about the firm; `employees` None if unknown."""

    url: str
    title: str = ""
    description: str = ""
    language: str = ""
    name: str = ""
    country: str = ""
    city: str = ""
    phone: str = ""
    employees: int | None = None
    same_as: list[str] = field(default_factory=list)
    mailboxes: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def read_page(html: str, url: str) -> SitePage:
    """What the page at `url` tells; broken markup gives less, never an error."""
    reader = _Reader()
    reader.feed(html[:MAX_TEXT])
    reader.close()
    page = SitePage(url=url, title=_tidy(reader.title, 200), description=_tidy(reader.description, 500))
    page.language = reader.language.strip().lower().replace("_", "-")[:2]
    page.name = _tidy(reader.site_name, 160)
    for found in _organisations(reader.json):
        _take(page, found)
    texts = [*(unquote(link[7:].split("?")[0]) for link in reader.links if link.lower().startswith("mailto:")), *reader.text]
    host = addresses.domain_of(url)
    every = (addresses.normalise(found) for text in texts for found in _ADDRESS.findall(text))
    page.mailboxes += [a for a in dict.fromkeys(every) if a and _is_theirs(a, host) and a not in page.mailboxes]
    page.links = _further(reader.links, url)
    return page


def joined(pages: list[SitePage]) -> SitePage:
    """One answer of several pages: the first that knows something is believed."""
    whole = SitePage(url=pages[0].url)
    for page in pages:
        for name in ("title", "description", "language", "name", "country", "city", "phone", "employees"):
            if getattr(whole, name) in ("", None):
                setattr(whole, name, getattr(page, name))
        whole.mailboxes += [a for a in page.mailboxes if a not in whole.mailboxes]
        whole.same_as += [a for a in page.same_as if a not in whole.same_as]
    return whole


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = self.description = self.language = self.site_name = ""
        self.json: list[str] = []
        self.links: list[str] = []
        self.text: list[str] = []
        self.within = self.kind = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = self.language or given.get("lang", "")
        elif tag == "a" and given.get("href"):
            self.links.append(given["href"].strip())
        elif tag == "meta":
            what = (given.get("name") or given.get("property", "")).lower()
            if what in ("description", "og:description"):
                self.description = self.description or given.get("content", "")
            elif what == "og:site_name":
                self.site_name = self.site_name or given.get("content", "")
        if tag in _SILENT or tag == "title":
            self.within, self.kind = tag, given.get("type", "").lower()
            if self.kind == "application/ld+json":
                self.json.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.within:
            self.within = self.kind = ""

    def handle_data(self, data: str) -> None:
        if self.within == "title":
            self.title += data
        elif self.within == "script" and self.kind == "application/ld+json":
            self.json[-1] += data
        elif self.within not in _SILENT and "@" in data:
            self.text.append(data)


def _organisations(texts: list[str]) -> Iterator[dict[str, Any]]:
    for text in texts:
        try:
            waiting = [json.loads(text)]
        except (ValueError, RecursionError):
            continue
        for _ in range(200):  # a hostile document has no more organisations than this
            if not waiting:
                break
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting += item[:50]
            elif isinstance(item, dict):
                kinds = item.get("@type", "")
                kinds = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(k, str) and k.lower() in _ORGANISATIONS for k in kinds):
                    yield item
                waiting += [v for k, v in item.items() if k in ("@graph", "publisher", "mainEntity", "about")]


def _take(page: SitePage, found: dict[str, Any]) -> None:
    """Believe the first organisation of the page."""
    page.name = _tidy(found.get("legalName") or found.get("name"), 160) or page.name
    page.phone = page.phone or _tidy(found.get("telephone"), 60)
    place = found.get("address")
    place = place[0] if isinstance(place, list) and place else place
    if isinstance(place, dict):
        country = place.get("addressCountry")
        country = country.get("name") if isinstance(country, dict) else country
        page.country = page.country or countries.code_of(_tidy(country, 60))
        page.city = page.city or _tidy(place.get("addressLocality"), 80)
    number = found.get("numberOfEmployees")
    number = number.get("value", number.get("minValue")) if isinstance(number, dict) else number
    if page.employees is None and (digits := re.fullmatch(r"\d{1,7}", str(number or "").strip())):
        page.employees = int(digits[0])
    same = found.get("sameAs")
    page.same_as += [_tidy(s, 300) for s in (same if isinstance(same, list) else [same])[:20] if isinstance(s, str)]
    email = addresses.normalise(_tidy(found.get("email"), 320))
    if email and _is_theirs(email, addresses.domain_of(page.url)):
        page.mailboxes.append(email)


def _is_theirs(address: str, host: str) -> bool:
    """Whether a published address is a department's of this site: what names a person is not taken from a page."""
    domain = address.rpartition("@")[2]
    own = domain == host or host.endswith(f".{domain}") or domain.endswith(f".{host}")
    return own and addresses.is_role(address)


def _further(links: list[str], url: str) -> list[str]:
    here, found = urlsplit(url), []
    for link in links:
        try:
            whole = urlsplit(urljoin(url, link))
        except ValueError:
            continue
        same = whole.scheme in ("http", "https") and whole.netloc.lower() == here.netloc.lower()
        if same and whole.path != here.path and _WORDS.search(unquote(whole.path)):
            found.append(whole._replace(fragment="").geturl())
    return list(dict.fromkeys(found))


def _tidy(value: Any, most: int) -> str:
    return " ".join(str(value).split())[:most] if isinstance(value, str | int | float) else ""
