"""Reading notes: QC's findings by their form, a client's comments by what they ask for. English and German."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FINDING = re.compile(
    r"^(?:\[(?P<rule>[a-z_]+)\]\s*)?(?P<path>posts(?:\[(?P<index>\d+)\])?(?:\.(?P<field>\w+))?|hooks(?:\[\d+\])?|angles(?:\[\d+\])?|"
    r"ctas(?:\[\d+\])?|offer|safe_claims(?:\[\d+\])?|channels|strategy_ref|governance(?:\.\w+)?|guardrails(?:\[\d+\])?|content)"
    r"\s*:\s+(?P<rest>.+)$",
    re.DOTALL,
)
_QUOTE = r"[“\"„«'‘](?P<{0}>[^“”\"„«»’]{{1,200}}?)[”\"“»'’]"
_ANY_QUOTE = re.compile(r"[“\"„«]([^“”\"„«»]{1,300})[”\"“»]|(?<!\w)['‘]([^'’‘]{2,300})['’](?!\w)")
_WORD = r"(?P<{0}>[\w-]+(?: [\w-]+)?)"


def _either(name: str) -> str:
    return rf"(?:{_QUOTE.format(name)}|{_WORD.format(name + '_word')})"


_REPLACE = (
    re.compile(rf"\b(?:replace|change|swap)\s+(?:the (?:word|phrase|term)s?\s+)?{_either('old')}\s+(?:by|with|to|into|for)\s+{_either('new')}", re.IGNORECASE),
    re.compile(rf"\b(?:say|use|write|call it)\s+{_either('new')}\s+(?:instead of|rather than|not)\s+{_either('old')}", re.IGNORECASE),
    re.compile(rf"{_QUOTE.format('old')}\s+(?:should (?:be|read)|must (?:be|read)|→|->)\s+{_QUOTE.format('new')}", re.IGNORECASE),
    re.compile(rf"\b(?:ersetz\w*|änder\w*|tausch\w*)\s+(?:Sie |bitte |das Wort |die Formulierung )*{_either('old')}\s+(?:durch|in|gegen|zu)\s+{_either('new')}", re.IGNORECASE),
    re.compile(rf"\b(?:statt|anstatt|anstelle von)\s+{_either('old')}\s+(?:bitte |besser |lieber |schreiben (?:Sie )?|sagen )*{_either('new')}", re.IGNORECASE),
    re.compile(rf"{_either('old')}\s+(?:bitte )?durch\s+{_either('new')}\s+ersetzen", re.IGNORECASE),
    re.compile(rf"\b(?:bitte )?{_either('new')}\s+statt\s+{_either('old')}", re.IGNORECASE),
)  # fmt: skip
_REMOVE = re.compile(
    r"\b(?:remov\w+|delet\w+|drop|cut|take out|leave out|strike|do not (?:say|mention|use)|don['’]t (?:say|mention|use)|get rid of|without|no longer (?:say|mention)|"
    r"streich\w*|entfern\w*|weglassen|lass\w* .{1,60} weg|lösch\w*|raus(?:nehmen)?|nicht (?:erwähnen|schreiben|nennen|verwenden)|"
    r"nehm\w* .{1,60} (?:raus|heraus))\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:claims?|sentences?|lines?|parts?|mentions?|words?|phrases?|statements?|aussagen?|satz|sätze|zeilen?|stellen?|teil|worte?|wörter|hinweis) "
    r"(?:about|on|with|that (?:says?|mentions?)|regarding|of|zu[rm]?|über|mit|von|vom)?\s*(?:the |our |der |die |das |den |unsere[nr]? )?(?P<what>[\w%€$£.,-]+(?: [\w%€$£.,-]+){0,5})",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("no_hashtags", re.compile(r"\b(?:no|without|remove (?:the |all )?|drop (?:the |all )?|keine?|ohne)\s*hash ?tags?\b|\bhash ?tags? (?:weg|raus|off|out|entfernen|streichen)", re.IGNORECASE)),
    ("fewer_hashtags", re.compile(r"\b(?:fewer|less|too many|weniger|zu viele)\s+hash ?tags?\b", re.IGNORECASE)),
    ("no_emoji", re.compile(r"\b(?:no|without|keine?|ohne|remove the) emojis?\b", re.IGNORECASE)),
    ("no_exclamation", re.compile(r"\b(?:no|without|fewer|keine?|ohne|weniger) (?:exclamation|ausrufe)", re.IGNORECASE)),
    ("shorter", re.compile(r"\b(?:shorter|shorten\w*|too long|more concise|trim|condense|kürzer\w*|kürzen|gekürzt|zu lang\w*|knapper)\b", re.IGNORECASE)),
    ("less_formal", re.compile(r"\b(?:less (?:formal|stiff|corporate)|more (?:casual|relaxed|conversational)|too (?:formal|stiff)|lockerer|weniger (?:förmlich|formell|steif)|zu (?:förmlich|formell|steif))\b", re.IGNORECASE)),
    ("rewrite", re.compile(r"\b(?:re-?write|another (?:idea|angle|approach|version)|different (?:idea|angle|approach|wording)|start over|do(?:es)? not like|don['’]t like|too similar|"
                           r"neu schreiben|umschreiben|andere[rsn]? (?:idee|ansatz|aufhänger|formulierung)|gefällt (?:mir|uns) nicht|zu ähnlich)\b", re.IGNORECASE)),
)  # fmt: skip
_CLAUSES = re.compile(r"(?<=[.!?;])\s+|\n+|\s*;\s*|,?\s+(?:and|und|also|außerdem)\s+(?:please |bitte |also |auch )?(?=(?:make|remove|replace|add|drop|use|say|change|shorten|delete|write|no |mach|streich|ersetz|kürz|füg|entfern|änder|nimm|keine)\w*\b)", re.IGNORECASE)  # fmt: skip
_PRAISE = re.compile(
    r"^(?:(?:thanks?|thank you|great|nice|good|looks? good|perfect|love|we like|i like|well done|all good|otherwise|hello|hi|dear|best|regards|"
    r"danke|vielen dank|super|gut|schön|gefällt (?:mir|uns)(?! nicht)|passt|prima|hallo|guten tag|viele grüße|ansonsten|sonst)\b.{0,80})$",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Note:
    """One note: QC's finding with its place, or what somebody said."""

    said: str
    rule: str = ""
    path: str = ""
    index: int | None = None
    field: str = ""
    rest: str = ""

    @property
    def is_finding(self) -> bool:
        """Whether it names a place in the content."""
        return bool(self.path)

    @property
    def quoted(self) -> tuple[str, ...]:
        """What stands in quotation marks."""
        return tuple(a or b for a, b in _ANY_QUOTE.findall(self.rest or self.said))


@dataclass(frozen=True, kw_only=True)
class Wish:
    """One thing asked for; `old` and `new` for a replacement, `old` for what is to go."""

    kind: str
    said: str
    old: str = ""
    new: str = ""


def is_finding(said: str) -> bool:
    """Whether a note has the form of a QC finding: rule or path in front."""
    return bool(_FINDING.match(said.strip()))


def parse(said: str) -> Note:
    """A note as its parts."""
    found = _FINDING.match(said.strip())
    if not found:
        return Note(said=said.strip())
    index = int(found["index"]) if found["index"] else None
    return Note(
        said=said.strip(),
        rule=found["rule"] or "",
        path=found["path"],
        index=index,
        field=found["field"] or "",
        rest=found["rest"],
    )


def wishes_of(said: str) -> list[Wish]:
    """What a comment asks for, clause by clause; a clause that asks for something unknown is a wish of kind "other"."""
    clauses = [clause.strip(" ,") for clause in _CLAUSES.split(said) if clause and clause.strip(" ,.")]
    return [wish for clause in clauses if not _PRAISE.match(clause) for wish in _wishes(clause)]


def _wishes(clause: str) -> list[Wish]:
    for pattern in _REPLACE:
        if match := pattern.search(clause):
            found = match.groupdict()
            old, new = (found.get(name) or found.get(f"{name}_word") or "" for name in ("old", "new"))
            return [Wish(kind="replace", said=clause, old=old.strip(), new=new.strip())]
    kinds = [Wish(kind=kind, said=clause) for kind, pattern in _KINDS if pattern.search(clause)]
    if kinds:
        return kinds
    if _REMOVE.search(clause):
        quoted = [a or b for a, b in _ANY_QUOTE.findall(clause)]
        about = _ABOUT.search(clause)
        what = quoted or ([about["what"].strip(" .,")] if about else [])
        if what:
            return [Wish(kind="remove", said=clause, old=old) for old in what]
    return [Wish(kind="other", said=clause)]
