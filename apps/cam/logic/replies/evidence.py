"""What of a reply is weighed: its words, word pairs and word parts, how it is made, and what the rules found in it."""

from __future__ import annotations

import re
from itertools import pairwise

from apps.cam.logic.replies.parsing import ParsedMail
from apps.cam.logic.replies.wishes import Wishes

MOST_WORDS = 120
"""Words of a reply that are weighed: what its writer wants stands at its beginning."""
_WORD = re.compile(r"[a-z']+|\d+|\?|!")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_HOUR = re.compile(r"\b\d{1,2}(?:[:.h]\d{2}| ?(?:am|pm|uhr|h))\b")
_PHONE = re.compile(r"(?<!\w)\+?\d[\d /().-]{6,}\d")
_DAY = re.compile(r"\b(?:\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?|\d{4}-\d{2}-\d{2})\b")


def features(
    *, mail: ParsedMail, clauses: list[str], subject: str, answers: bool, wanted: Wishes, marks: dict[str, str],
    certain: str,
) -> frozenset[str]:  # fmt: skip
    """Names of what is there, each at most once.

    `clauses` and `subject` are folded; `marks` are the findings of the rules by name, "" where a rule found nothing, "rule" their
    verdict, and `certain` how sure they are of it. Senders are not read: who writes says nothing of what is meant.
    """
    found = {"always"}
    words = _words(" . ".join(clauses))[:MOST_WORDS]
    found.update(f"w:{word}" for word in words)
    found.update(f"p:{a}_{b}" for a, b in pairwise(["^", *words, "$"]))
    found.update(f"t:{a}_{b}_{c}" for a, b, c in zip(words, words[1:], words[2:], strict=False))
    found.update(f"c:{part}" for word in set(words) if len(word) > 4 for part in _parts(word))
    if not answers or not clauses:
        found.update(f"s:{word}" for word in _words(subject)[:20])
    found.add(f"length:{_size(len(words))}")
    found.add(f"clauses:{_size(len(clauses))}")
    verdict = marks["rule"]
    found |= {f"rule:{verdict}", f"rule:{verdict}+{certain}"}
    for name, told in marks.items():
        if told and name != "rule":
            found |= {f"mark:{name}", f"rule:{verdict}+{name}"}
    for name in ("yes", "no", "later", "busy", "ponders"):
        if getattr(wanted, name):
            found.add(f"wish:{name}")
    if any(f.strong for f in wanted.yes):
        found.add("wish:strong")
    for name, there in (
        ("asks", wanted.asks), ("automatic", mail.automatic), ("answers", answers), ("bulk", mail.bulk),
        ("ends asking", bool(clauses) and clauses[-1].endswith("?")), ("report", bool(mail.report)),
        ("nothing quoted", not mail.quoted_text),
    ):  # fmt: skip
        if there:
            found.add(name)
    return frozenset(found)


def without_rules(seen: frozenset[str]) -> frozenset[str]:
    """The evidence without what the rules found."""
    return frozenset(name for name in seen if not name.startswith(("rule:", "mark:")))


def _words(text: str) -> list[str]:
    text = _LINK.sub(" xlink ", _ADDRESS.sub(" xaddress ", text))
    text = _PHONE.sub(" xphone ", _HOUR.sub(" xhour ", _DAY.sub(" xday ", text)))
    return ["xnumber" if word.isdigit() else word for word in _WORD.findall(text)]


def _parts(word: str) -> set[str]:
    framed = f"<{word}>"
    return {framed[i : i + 5] for i in range(len(framed) - 4)}


def _size(n: int) -> str:
    return next((str(bound) for bound in (0, 1, 2, 3, 5, 8, 12, 20, 35, 60) if n <= bound), "more")
