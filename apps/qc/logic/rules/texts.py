"""Rules for every text: nothing left over, nothing leaked, nothing forbidden."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apps.learning.contracts import find_words, stock_phrases
from apps.qc.logic.case import Case, Piece
from apps.qc.logic.rules.base import ALL, BLOCKER, BUNDLE, MAJOR, MINOR, PACKAGE, REPORT, STRATEGY, WRITTEN, Hit, rule

_PLACEHOLDER = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|(?<![\w$])\{[a-z_][\w .-]{0,40}\}|\$\{\w+\}|%\(\w+\)s|<<[^<>]{1,40}>>|"
    r"\[(?:your|insert|add|name|company|client|brand|product|link|date|city|ihr\w*|firma|kunde|hier|datum)\b[^\]\n]{0,40}\]|"
    r"<(?:name|company|link|insert[^>]{0,30}|your[^>]{0,30}|firma)>|lorem ipsum|dolor sit amet|_{4,}|"
    r"(?-i:\[[A-Z][A-Z _-]{2,30}\]|\bTODO\b|\bTBD\b|\bTBA\b|\bFIXME\b|\bXXX+\b|\bINSERT [A-Z]+\b)",
    re.IGNORECASE,
)
_FIELDS = (
    "client_name|pain_points|desired_outcomes|primary_offer|target_audience|proof_assets|tone_voice|compliance_notes|unit_economics|"
    "growth_bottleneck|kpi_targets|budget_range|risk_tolerance|revenue_streams|core_promise|forbidden_language"
)
_INTERNAL = re.compile(
    r"\bas an ai\b|\bas a language model\b|\bals (?:ki|sprachmodell)\b|\binternal (?:note|use)\b|\binterne notiz\b|"
    r"\bdo not publish(?:\s+(?:this|it|yet|before|until|without)\b|\W*$)|\b(?:noch )?nicht veröffentlichen\W*$|^\s*(?:system|assistant|prompt|note to self|internal|intern)\s*:|"
    r"\bhouse writer\b|\bprompt version\b|<\|[^|]*\|>|\[object object\]|\{'[^']*':|traceback \(most recent|"
    r"(?-i:(?:^|[:=(,]\s*)(?:None|NaN|undefined|null)\b(?!\s+of\b))|"
    rf"\b(?:brief|strategy|content)\.(?:fields|layer\w*|posts)\b|\bfields\.[a-z_]+|\b(?:{_FIELDS})\b|"
    r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b[0-9a-f]{40,64}\b",
    re.MULTILINE | re.IGNORECASE,
)
_SECRET = re.compile(
    r"\bAKIA[0-9A-Z]{16}\b|\bsk-[A-Za-z0-9_-]{20,}|\bgh[pousr]_[A-Za-z0-9]{30,}|\bxox[abpr]-[A-Za-z0-9-]{10,}|"
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.|"
    r"\b(?:password|passwort|api[_ -]?key|secret|token)\s*[:=]\s*\S{6,}",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_PHONE = re.compile(r"(?<![\w/=.-])(?:\+|00)\d[\d ()/-]{7,}\d(?!\w)|(?<![\w/=.-])0\d{2,4}[ /-]\d{3,}[\d -]{2,}\d")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
_NAMES_FORBIDDEN = re.compile(
    r"forbidden|what_not_to_do|boundaries|compliance|banned|guardrail|kill|stop|risk|sacrifice|against|avoid|enemy|terms"
)
_NEGATION = re.compile(
    r"\b(?:never|no|not|don't|doesn't|won't|without|avoid\w*|forbid\w*|instead of|rather than|"
    r"nie|niemals|kein\w*|nicht|ohne|verbot\w*|vermeid\w*|statt)\b",
    re.IGNORECASE,
)


@rule("placeholders", BLOCKER, *ALL, waivable=False)
def placeholders(case: Case) -> Iterator[Hit]:
    """No placeholder is left in any text."""
    for piece in case.pieces:
        for match in _PLACEHOLDER.finditer(piece.text):
            yield _at(piece, match.span(), f"the placeholder “{match[0]}” is left over", "fill it in or take it out")


@rule("internal_markers", BLOCKER, *WRITTEN, waivable=False)
def internal_markers(case: Case) -> Iterator[Hit]:
    """Nothing internal leaks: notes, prompts, field names, ids."""
    for piece in case.pieces:
        for match in _INTERNAL.finditer(piece.prose):
            yield _at(piece, match.span(), f"“{match[0].strip()}” is internal and must not reach a reader", "take it out")


@rule("forbidden_language", BLOCKER, *WRITTEN)
def forbidden_language(case: Case) -> Iterator[Hit]:
    """No forbidden word, phrase or claim; a plan may name them as forbidden."""
    for piece in case.pieces:
        if _NAMES_FORBIDDEN.search(piece.path.split("[")[0].lower() if case.kind == BUNDLE else piece.path.lower()):
            continue
        for hit in find_words(piece.text, case.forbidden):
            if case.kind != BUNDLE and _NEGATION.search(_sentence(piece.text, hit.start, hit.end)):
                continue
            message = f"“{hit.text}” is forbidden language for this client"
            yield _at(piece, (hit.start, hit.end), message, f"remove “{hit.text}” or say it another way")


@rule("required_texts", MAJOR, BUNDLE)
def required_texts(case: Case) -> Iterator[Hit]:
    """Every post carries the notes that a regulated client must show."""
    for index, post in enumerate(case.posts):
        for note in case.notes:
            if _squash(note) not in _squash(str(post.get("text", ""))):
                yield Hit(
                    path=f"posts[{index}].text", message=f"the required note “{note}” is missing", fix=f"add “{note}” at the end"
                )


@rule("stock_phrases", MINOR, STRATEGY, BUNDLE, REPORT)
def stock(case: Case) -> Iterator[Hit]:
    """No stock phrase, no unnamed study or expert."""
    for piece in case.pieces:
        if _NAMES_FORBIDDEN.search(piece.path.lower()):
            continue
        for hit in stock_phrases(piece.text):
            yield _at(piece, (hit.start, hit.end), f"“{hit.text}” is a stock phrase", f"remove “{hit.text}” or say what is meant")


@rule("terms", MINOR, STRATEGY, BUNDLE, REPORT)
def terms(case: Case) -> Iterator[Hit]:
    """The client's own terms are used as the client writes them."""
    for piece in case.pieces:
        for hit in find_words(piece.text, case.terms):
            wanted = case.terms[hit.word]
            if hit.text != wanted:
                yield _at(piece, (hit.start, hit.end), f"“{hit.text}” is not the client's term", f"write “{wanted}”")


@rule("secrets", BLOCKER, *ALL, waivable=False)
def secrets(case: Case) -> Iterator[Hit]:
    """No password, key or token stands in a text."""
    for piece in case.pieces:
        for match in _SECRET.finditer(piece.text):
            yield _at(piece, match.span(), "this looks like a password, key or token", "take it out and have it changed")


@rule("personal_data", MAJOR, BUNDLE, PACKAGE)
def personal_data(case: Case) -> Iterator[Hit]:
    """No address, phone number or bank account that the brief does not give for publishing."""
    known = _squash("\n".join(case.sources))
    for piece in case.pieces:
        for pattern, what in ((_EMAIL, "an e-mail address"), (_PHONE, "a phone number"), (_IBAN, "a bank account")):
            for match in pattern.finditer(piece.prose):
                if _squash(match[0]) not in known:
                    yield _at(piece, match.span(), f"{what} that the brief does not give", f"remove “{match[0]}”")


def _at(piece: Piece, span: tuple[int, int], message: str, fix: str) -> Hit:
    return Hit(path=piece.path, span=span, message=message, fix=fix)


def _squash(text: str) -> str:
    return re.sub(r"\s+", " ", text).casefold().strip()


def _sentence(text: str, start: int, end: int) -> str:
    left = max(text.rfind(mark, 0, start) for mark in ".!?\n")
    right = min((at for at in (text.find(mark, end) for mark in ".!?\n") if at >= 0), default=len(text))
    return text[left + 1 : right]
