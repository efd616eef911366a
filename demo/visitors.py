"""The clients' people: they read their mail, follow its link into the portal, read the page and fill in its form."""

from __future__ import annotations

import email
import hashlib
import html
import logging
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

from demo.browser import Browser, PageError, links
from demo.clients import Firm, Firms

log = logging.getLogger(__name__)
LINK = "/portal/identity/s/"


@dataclass(frozen=True)
class _Visit:
    at: datetime
    name: str
    firm: Firm
    reader: str
    subject: str
    url: str


class Visitors:
    """One visit for each mail with a link; a person comes back a day or so later. The silent firm never does."""

    def __init__(self, mail_root: Path, firms: Firms) -> None:
        self._out, self._firms = mail_root / "out", firms
        self._seen: set[str] = set()
        self._visits: list[_Visit] = []

    def look(self) -> None:
        """Read the mail that came since the last look."""
        for box in sorted(self._out.glob("*@*")):
            firm = self._firms.of(box.name)
            if firm is None or firm.behaviour == "silent":
                continue
            for path in sorted((box / "new").glob("*.eml")):
                if path.name not in self._seen:
                    self._seen.add(path.name)
                    self._visits += self._planned(path, firm)
        self._visits.sort(key=lambda v: (v.at, v.firm.domain, v.subject))

    def next_at(self) -> datetime | None:
        """When somebody opens the portal next."""
        return self._visits[0].at if self._visits else None

    def act(self, now: datetime) -> None:
        """Make the visits that are due. A page that fails is logged: the person gives up and waits for the next mail."""
        while self._visits and self._visits[0].at <= now:
            visit = self._visits.pop(0)
            try:
                _visit(visit)
            except PageError as error:
                log.warning("%s gave up: %s", visit.firm.domain, error)

    def _planned(self, path: Path, firm: Firm) -> list[_Visit]:
        message = email.message_from_bytes(path.read_bytes(), policy=default)
        found = [url for url in links(message.get_body(("plain",)).get_content()) if LINK in url]
        if not found:
            return []
        subject = str(message["Subject"])
        hours = 18 + int(hashlib.sha256(f"{firm.domain}{subject}".encode()).hexdigest()[:4], 16) % 30
        at = parsedate_to_datetime(str(message["Date"])) + timedelta(hours=hours)
        reader = parseaddr(str(message["To"]))[0]
        return [_Visit(at=at, name=path.name, firm=firm, reader=reader, subject=subject, url=found[0])]


def _visit(visit: _Visit) -> None:
    browser = Browser()
    browser.open(visit.url)
    browser.submit(browser.form())
    for form, fill in (("signer_name", _sign), ("hand_in", _answer), ("verdict", _decide)):
        if any(f.method == "post" and form in {*f.names, *(n for n, _ in f.buttons)} for f in browser.forms()):
            fill(browser, visit)
            return


def _sign(browser: Browser, visit: _Visit) -> None:
    browser.submit(browser.form(having="signer_name"), signer_name=visit.reader, agree="yes")


def _answer(browser: Browser, visit: _Visit) -> None:
    browser.submit(browser.form(having="hand_in"), **visit.firm.answers, hand_in="yes")


def _decide(browser: Browser, visit: _Visit) -> None:
    """Approve; but of version 1 some ask for changes, one of them for words that its own brief forbids."""
    wish = _wish(browser.html, visit) if re.search(r"\bversion 1\b", visit.subject, re.IGNORECASE) else ""
    verdict = "REQUEST_CHANGES" if wish else "APPROVE"
    form = next(f for f in browser.forms() if f.fields.get("verdict") == verdict)
    browser.submit(form, **({"comment": wish} if wish else {}))


def _wish(page: str, visit: _Visit) -> str:
    first = re.search(r'id="post-([^"]+)".*?post-text">(.*?)</p>', page, re.DOTALL)
    if first is None or visit.firm.behaviour not in ("changes", "forbidden"):
        return ""
    key, text = first[1], html.unescape(first[2])
    if visit.firm.behaviour == "changes":
        return f"{key}: please make it shorter, nobody reads that much on a phone."
    word = max(re.findall(r"[A-Za-z]{4,}", text.split("\n\n")[0]), key=len)
    return f"{key}: please say “soft skills” instead of “{word}”."
