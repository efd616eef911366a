"""A person at the portal, in this process: follows the link of a mail, reads the page, fills in its forms, submits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.test import Client


@dataclass
class Form:
    """One form of a page: where it goes and what it holds."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._text_of: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {k: v or "" for k, v in attrs}
        if tag == "form":
            self._open = Form(action=values.get("action", ""), method=values.get("method", "get").lower())
            self.forms.append(self._open)
        elif self._open is None or not values.get("name"):
            return
        elif tag == "button" or (tag == "input" and values.get("type") == "submit"):
            self._open.buttons.append((values["name"], values.get("value", "")))
        elif tag in ("input", "textarea", "select"):
            self._open.names.append(values["name"])
            if tag == "textarea":
                self._text_of = values["name"]
                self._open.fields[values["name"]] = ""
            elif tag == "input" and (values.get("type") not in ("checkbox", "radio", "file") or "checked" in dict(attrs)):
                self._open.fields[values["name"]] = values.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._text_of and self._open is not None:
            self._open.fields[self._text_of] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea":
            self._text_of = None


class PageError(RuntimeError):
    """A page did not answer as a person would expect."""


class Browser:
    """Keeps cookies, checks CSRF like the real thing, follows redirects."""

    def __init__(self) -> None:
        self._client = Client(enforce_csrf_checks=True, headers={"User-Agent": "demo-person"})
        self.url, self.html = "/", ""

    def open(self, url: str) -> str:
        """GET a page; PageError for anything but 200."""
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        return self._take(self._client.get(path, follow=True), path)

    def forms(self) -> list[Form]:
        """The forms of the present page."""
        parser = _Forms()
        parser.feed(self.html)
        return parser.forms

    def form(self, *, having: str = "", action: str = "") -> Form:
        """The first POST form that has a field or button `having` and whose action contains `action`."""
        for form in self.forms():
            known = {*form.names, *(f"{n}={v}" for n, v in form.buttons), *(n for n, _ in form.buttons)}
            if form.method == "post" and (not having or having in known) and action in form.action:
                return form
        raise PageError(f"{self.url} has no form with {having or action!r}")

    def submit(self, form: Form, **values: str) -> str:
        """Fill in the form and send it."""
        target = urljoin(self.url, form.action or self.url)
        return self._take(self._client.post(target, {**form.fields, **values}, follow=True), target)

    def _take(self, response, asked: str) -> str:
        if response.status_code != 200:
            raise PageError(f"{asked} answered {response.status_code}")
        self.url = response.redirect_chain[-1][0] if response.redirect_chain else asked
        self.html = response.content.decode()
        return self.html


def links(text: str) -> list[str]:
    """The web addresses in a mail's text."""
    return re.findall(r"https?://[^\s<>\"']+[^\s<>\"'.,;:)]", text)


def unsubscribe(url: str) -> None:
    """What a mail program does when its unsubscribe button is pressed (RFC 8058); PageError if it does not work."""
    status = Client().post(urlsplit(url).path, {"List-Unsubscribe": "One-Click"}).status_code
    if status != 200:
        raise PageError(f"the unsubscribe address answered {status}")
