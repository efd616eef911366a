"""A company's own web page: robots.txt first, then a few pages, by the house's door; nothing it forbids is fetched."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from django.conf import settings

from apps.cam.contracts import Criteria, Enriched, FoundField, Person, Profile, ProfilePage, ProviderFailed
from apps.cam.logic import robots
from apps.cam.logic.site_pages import SitePage, joined, read_page
from kernel import clock, http

AGENT = "AICMO"
"""The product token that robots.txt knows us by."""
PAGES = 5
"""The home page and at most four more."""
GUESSES = ("/about", "/contact", "/impressum", "/imprint")
HOPS = 3
_LIMITS = http.Limits(seconds=10.0, bytes=1_000_000, redirects=0, cut=True)
_ROBOTS = http.Limits(seconds=10.0, bytes=robots.MAX_BYTES, redirects=3, cut=True)
_SURE = 0.8


class Refused(ProviderFailed):
    """The site does not want to be read, or leads where nothing is read from; asking again would not help."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail, again=False, charged=False)


class CompanySite:
    """As a source: the published mailboxes of the pages named in the job. As an enricher: facts of the firm."""

    name = "site"
    act = "read"
    credits = 0

    def search(self, criteria: Criteria, cursor: str) -> ProfilePage:
        """One web page of the job; the cursor counts them. A page that is closed to us is left out, and the notes say so."""
        if not criteria.websites:
            return ProfilePage(profiles=(), notes=("the job names no web pages",))
        at = int(cursor or 0)
        website = criteria.websites[at]
        following = str(at + 1) if at + 1 < len(criteria.websites) else ""
        try:
            page = self.read(website)
        except (ProviderFailed, http.UrlRefused) as error:
            return ProfilePage(profiles=(), next_cursor=following, notes=(f"{website}: {error.detail}",))
        profiles = tuple(_profile(page, mailbox) for mailbox in page.mailboxes[:5])
        notes = () if profiles else (f"{website}: no published mailbox of the firm",)
        return ProfilePage(profiles=profiles, next_cursor=following, notes=notes)

    def enrich(self, person: Person) -> Enriched:
        """What the firm's page says of the firm; the page is the lead's, else that of the address's own domain."""
        website = person.website or (f"https://{person.domain}" if person.domain else "")
        if not website:
            return Enriched(notes=("no web page is known",))
        try:
            page = self.read(website)
        except http.UrlRefused as error:
            raise Refused(f"{website}: {error.detail}") from error
        told = {"company": page.name, "employees": page.employees, "country": page.country, "city": page.city,
                "phone": page.phone, "language": page.language}  # fmt: skip
        fields = tuple(
            FoundField(field=name, value=value, ref=page.url, found_on=clock.today(), confidence=_SURE)
            for name, value in told.items()
            if value not in ("", None)
        )
        return Enriched(fields=fields, notes=() if fields else ("the page says nothing of the firm that is marked up",))

    def read(self, website: str) -> SitePage:
        """The site in one answer; ProviderFailed or http.UrlRefused if its home page may not or cannot be read."""
        return _Visit().read(website if "://" in website else f"https://{website}")


class _Visit:
    """One reading of one site: its rules are asked for once."""

    def __init__(self) -> None:
        self.rules: dict[str, robots.Robots] = {}

    def read(self, url: str) -> SitePage:
        home = self.page(url)
        pages = [home]
        for link in (home.links or [urljoin(home.url, guess) for guess in GUESSES])[: PAGES - 1]:
            try:
                pages.append(self.page(link))
            except (ProviderFailed, http.UrlRefused):
                continue  # the home page is what counts
        return joined(pages)

    def page(self, url: str, hops: int = HOPS) -> SitePage:
        """One page, if robots.txt of its host allows it; a redirect is asked for anew, at the host that it leads to."""
        self.refuse_closed(url)
        answer = _get(url, _LIMITS)
        if answer.status in (301, 302, 303, 307, 308) and answer.headers.get("location"):
            if hops == 0:
                raise Refused(f"more than {HOPS} redirects")
            return self.page(urljoin(url, answer.headers["location"]), hops - 1)
        if answer.status >= 500 or answer.status == 429:
            raise ProviderFailed(f"the page answered {answer.status}", charged=False)
        if answer.status != 200:
            raise Refused(f"the page answered {answer.status}")
        if answer.content_type not in ("text/html", "application/xhtml+xml", ""):
            raise Refused(f"the page is {answer.content_type}, not HTML")
        return read_page(_decoded(answer), url)

    def refuse_closed(self, url: str) -> None:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self.rules:
            self.rules[origin] = _rules_of(origin)
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        if not self.rules[origin].allows(path):
            raise Refused("robots.txt does not allow this page")


def _rules_of(origin: str) -> robots.Robots:
    """RFC 9309: no such file (4xx) opens everything, a file that cannot be read now (5xx, no answer) closes everything."""
    try:
        answer = _get(f"{origin}/robots.txt", _ROBOTS)
    except ProviderFailed:
        return robots.ALL_CLOSED
    if answer.status >= 500 or answer.status == 429:
        return robots.ALL_CLOSED
    return robots.parse(answer.body.decode("utf-8", "replace"), agent=AGENT) if answer.status == 200 else robots.ALL_OPEN


def _get(url: str, limits: http.Limits) -> http.Fetched:
    named = f"{AGENT}/1.0 (+{settings.AICMO_PUBLIC_URL})"
    try:
        return http.fetch(url=url, headers={"user-agent": named, "accept": "text/html"}, limits=limits)
    except http.FetchFailed as error:
        raise ProviderFailed(f"{urlsplit(url).netloc} could not be read: {error.detail}", charged=False) from error


def _decoded(answer: http.Fetched) -> str:
    charset = answer.headers.get("content-type", "").lower().partition("charset=")[2].split(";")[0].strip(" \"'")
    try:
        return answer.body.decode(charset or "utf-8", "replace")
    except LookupError:
        return answer.body.decode("utf-8", "replace")


def _profile(page: SitePage, mailbox: str) -> Profile:
    return Profile(
        email=mailbox, company=page.name or page.title[:160], website=page.url[:200], city=page.city, country=page.country,
        language=page.language, phone=page.phone, employees=page.employees, ref=page.url, confidence=_SURE,
    )  # fmt: skip
