"""HTML of a mail as text; quoted blocks come out as lines that begin with “> ”."""

from __future__ import annotations

import re
from html.parser import HTMLParser

MAX_HTML = 400_000
_HTML = re.compile(r"<(?:!doctype html|html|body|head|div|p|br|table|span|blockquote|font|style)\b[^<>]*>", re.IGNORECASE)
_QUOTING = re.compile(r"divRplyFwdMsg|yahoo_quoted|moz-cite-prefix|gmail_attr|protonmail_quote|tutanota_quote|zmail_extra")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?!\.)", re.IGNORECASE)
_BLOCKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "hr", "blockquote", "ul", "ol", "pre"})
_HIDDEN = frozenset({"script", "style", "head", "title", "template"})
_VOID = frozenset({"br", "hr", "img", "meta", "link", "input", "wbr", "col", "area", "base", "source"})


def looks_like_html(text: str) -> bool:
    """Whether a text that should be plain is HTML."""
    return bool(_HTML.search(text[:20_000]))


class _Text(HTMLParser):
    """Collects visible text, line by line. Open tags are counted per name, so that hostile nesting costs no more than its length."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[tuple[bool, str]] = []
        self.line: list[str] = []
        self.stack: list[tuple[str, bool, bool]] = []
        self.open: dict[str, int] = {}
        self.hidden = self.quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.end_line()
        if tag in _VOID:
            return
        given = dict(attrs)
        marks = f"{given.get('class') or ''} {given.get('id') or ''}"
        hidden = tag in _HIDDEN or "hidden" in given or bool(_UNSEEN.search(given.get("style") or ""))
        quoted = tag == "blockquote" or bool(_QUOTING.search(marks))
        self.stack.append((tag, hidden, quoted))
        self.open[tag] = self.open.get(tag, 0) + 1
        self.hidden += hidden
        self.quoted += quoted

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_line()
        while self.open.get(tag):
            closed, hidden, quoted = self.stack.pop()
            self.open[closed] -= 1
            self.hidden -= hidden
            self.quoted -= quoted
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.line.append(re.sub(r"\s+", " ", data))

    def end_line(self) -> None:
        self.lines.append((self.quoted > 0, re.sub(r" {2,}", " ", "".join(self.line)).strip()))
        self.line = []


def html_text(html: str) -> str:
    """The visible text of HTML."""
    reader = _Text()
    reader.feed(re.sub(r"<!--.*?-->|<!\[[^<>]*\]>", "", html[:MAX_HTML], flags=re.DOTALL).replace("<!", " "))
    reader.close()
    reader.end_line()
    text = "\n".join(f"> {line}" if quoted and line else line for quoted, line in reader.lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
