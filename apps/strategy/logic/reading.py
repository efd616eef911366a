"""What a strategist reads out of a brief before writing: pieces, figures, the bottleneck, the kind of buyer. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from apps.learning.contracts import Facts, Tools

BOTTLENECKS = ("Demand", "Awareness", "Trust", "Conversion", "Retention")
_SIGNS: dict[str, str] = {
    "Awareness": r"never heard|not heard|unknown|(?:know|knows|knew|heard of) (?:us|about|of)|nobody knows|don.t know|visib|too few people know|aware|"
    r"find us|found us|discover|kennt uns|kennen uns|unbekannt|bekannt|sichtbar|findet uns|finden uns|nie gehört",
    "Retention": r"leav|churn|come back|cancel|repeat|only once|drop off|retain|retention|loyal|kündig|nur einmal|kommen nicht wieder|"
    r"abwander|wechseln|bleiben nicht|stammkund",
    "Trust": r"trust|scepti|skepti|credib|believe|doubt|risk|afraid|fear|reputation|reviews|vertrau|skept|glaub|zweifel|angst|bewertung",
    "Conversion": r"convert|conversion|hesitat|abandon|enquir|inquir|decid|quote|don.t book|not book|don.t buy|close|checkout|sign up|trial|price|"
    r"too long|zöger|abschluss|anfrage|entscheid|angebot|buchen nicht|kaufen nicht|warenkorb|preis",
    "Demand": r"demand|season|too few|not enough|need|slow months|market|nachfrage|saison|bedarf|zu wenig|auslast|flaute",
}
_BUSINESS = re.compile(
    r"\b(?:manager|firm|compan|business|founder|ceo|cto|cfo|director|head of|owner|team|hr\b|procure|agenc|startup|enterprise|b2b|practice owner|"
    r"buyer|operator|unternehm|betrieb|geschäftsführ|firmen|mittelst|einkauf|einkäuf|inhaber|praxisinhaber|leiter|kanzlei|gewerbe|vorstand|"
    r"personalabteilung|hotelier|gastronom|architekt|verwalt|controller|handwerker)\w*",
    re.IGNORECASE,
)
_CONSUMER = re.compile(
    r"\b(?:parent|famil|couple|women|men\b|student|guest|home ?owner|patient|people|runner|pet|dog|bride|senior|teen|kid|tourist|local|shopper|"
    r"eltern|paare|frauen|männer|studier|gäste|hausbesitz|eigenheim|privat|patient|menschen|hund|senior|kinder|urlaub|anwohner)\w*",
    re.IGNORECASE,
)
_FAULT = re.compile(
    r"\b(?:again|always|current|existing|other|supplier|provider|vendor|agenc\w*|broken|late|hidden|expensive|slow|unreliable|wait\w*|switch\w*|"
    r"cancel\w*|promis\w*|contract\w*|wieder|immer|bisher\w*|anbieter|lieferant\w*|teuer|langsam|unzuverlässig|warte\w*|versteckt\w*|verspätet\w*|"
    r"termin\w*|nachtrag\w*|dienstleister)\b",
    re.IGNORECASE,
)
_STRUCTURAL = re.compile(
    r"\d|\b(?:own|only|every|within|made|built|patent\w*|certif\w*|licen\w*|guarantee\w*|fixed|in-house|family|since|same|one\b|direct\w*|"
    r"eigene\w*|nur|jede\w*|innerhalb|binnen|zertifiz\w*|meister\w*|geprüft\w*|fest\w*|festpreis\w*|seit|selbst|hausintern\w*|inhaber\w*|garantie\w*)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"(?P<before>€|\$|£|EUR|USD|GBP|CHF)?\s?(?P<n>\d{1,3}(?:[.,'’ \u00a0]\d{3})+(?:[.,]\d{2})?|\d+(?:[.,]\d{1,2})?)\s?(?P<k>k\b|tsd\.?|thousand)?\s?"
    r"(?P<after>€|\$|£|EUR\b|USD\b|GBP\b|CHF\b|euros?\b|pounds?\b|dollars?\b|franken\b)?",
    re.IGNORECASE,
)
_CURRENCIES = {"€": "EUR", "$": "USD", "£": "GBP", "euro": "EUR", "euros": "EUR", "pound": "GBP", "pounds": "GBP", "dollar": "USD", "dollars": "USD",
               "franken": "CHF"}  # fmt: skip
_PERIOD = re.compile(r"(?P<n>\d+)\s*(?P<unit>day|week|month|quarter|tag|woche|monat|quartal)", re.IGNORECASE)
_DAYS = {"day": 1, "tag": 1, "week": 7, "woche": 7, "month": 30, "monat": 30, "quarter": 90, "quartal": 90}


@dataclass(frozen=True, kw_only=True)
class Kpi:
    """A target as the brief states it; `target` and `unit` are the brief's own figures, `days` its period or the plan's."""

    name: str
    target: str
    unit: str
    days: int


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the message house: a problem, what is wanted instead, what answers it, what proves it."""

    pain: str
    outcome: str
    difference: str
    proof: str
    matched: bool


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The brief, read. Lists keep the client's order and words."""

    facts: Facts
    name: str
    offer: str
    audience: tuple[str, ...]
    pains: tuple[str, ...]
    outcomes: tuple[str, ...]
    differences: tuple[str, ...]
    proofs: tuple[str, ...]
    claims: tuple[tuple[str, str], ...]
    unproven: tuple[str, ...]
    bottleneck: str
    bottleneck_known: bool
    kpis: tuple[Kpi, ...]
    budget: tuple[Decimal, ...]
    currency: str
    weeks: int
    weeks_known: bool
    business: bool
    local: bool
    mature: bool
    structural: bool
    voice: tuple[str, ...]
    avoid: tuple[str, ...]
    rules: tuple[str, ...]
    bans: tuple[str, ...]
    off_limits: tuple[str, ...]
    exclusions: tuple[str, ...]
    deliverables: tuple[str, ...]
    address: str
    rows: tuple[Row, ...] = ()
    lessons: tuple[str, ...] = ()
    questions: tuple[tuple[str, str], ...] = field(default=())


def read(context: Mapping[str, Any], tools: Tools) -> Reading:
    """Read a context: {"brief": content of the approved brief, "lessons": [...]}."""
    brief = context.get("brief") if isinstance(context.get("brief"), Mapping) else context
    facts = tools.facts(context)
    brand, scope = _part(brief, "brand"), _part(brief, "scope")
    get = facts.phrases
    claims = tuple(
        (str(c["text"]), str(c.get("proof") or "")) for c in _list(brief, "claims") if isinstance(c, Mapping) and c.get("text")
    )
    bottleneck = find_bottleneck(facts.get("growth_bottleneck"))
    weeks = _whole(scope.get("weeks")) or _whole(facts.get("duration_weeks"))
    amounts, currency = amounts_in(facts.get("budget_range"))
    audience = get("target_audience")
    who = f"{facts.get('target_audience')} {facts.get('industry')}"
    return Reading(
        facts=facts,
        name=facts.get("client_name"),
        offer=facts.get("primary_offer"),
        audience=audience,
        pains=get("pain_points"),
        outcomes=get("desired_outcomes"),
        differences=get("differentiators"),
        proofs=get("proof_assets"),
        claims=claims,
        unproven=tuple(str(u) for u in _list(brief, "unproven")),
        bottleneck=bottleneck or "Awareness",
        bottleneck_known=bool(bottleneck),
        kpis=tuple(kpi(text, weeks or 12) for text in get("kpi_targets")),
        budget=amounts,
        currency=currency,
        weeks=min(max(weeks or 12, 2), 52),
        weeks_known=bool(weeks),
        business=len(_BUSINESS.findall(who)) > len(_CONSUMER.findall(who)),
        local=bool(
            re.search(
                r"\b(?:town|city|cities|miles|km|near|around|region|umkreis|stadt|landkreis|raum|lokal|local)\b",
                facts.get("geography"),
                re.I,
            )
        ),
        mature=any(_FAULT.search(pain) for pain in get("pain_points")),
        structural=any(_STRUCTURAL.search(d) for d in get("differentiators")),
        voice=tools.sentences(facts.get("tone_voice").replace(";", ".")),
        avoid=tuple(dict.fromkeys([*map(str, _list(brand, "avoid_terms")), *_quoted(_list(brand, "banned_claims"))])),
        rules=tuple(map(str, _list(brand, "rules"))) or get("compliance_notes"),
        bans=tuple(map(str, _list(brand, "banned_claims"))),
        off_limits=tuple(map(str, _list(brand, "off_limits"))),
        exclusions=tuple(map(str, _list(scope, "exclusions"))),
        deliverables=tuple(map(str, _list(scope, "deliverables"))),
        address=str(brand.get("address") or ""),
        rows=house(get("pain_points"), get("desired_outcomes"), get("differentiators"), get("proof_assets")),
        lessons=tuple(str(lesson) for lesson in _list(context, "lessons")),
        questions=tuple(
            (str(q.get("field", "")), str(q.get("question", ""))) for q in _list(brief, "questions") if isinstance(q, Mapping)
        ),
    )


def find_bottleneck(answer: str) -> str:
    """Which of the five a client's answer describes; the first clause that says so decides, "" if none does."""
    for clause in re.split(r"[.;,\n]|\bbut\b|\baber\b|\bwhile\b", answer):
        found = [(m.start(), name) for name, signs in _SIGNS.items() if (m := re.search(signs, clause, re.IGNORECASE))]
        if found:
            return min(found)[1]
    return ""


def kpi(text: str, weeks: int) -> Kpi:
    """A target line read into name, target, unit and days; figures are the line's own."""
    period = _PERIOD.search(re.sub(r"\(.*?\)", "", text))
    days = int(period["n"]) * _DAYS[period["unit"].lower()] if period else weeks * 7
    core = re.sub(r"\(.*?\)", "", text)
    core = core[: period.start()] + core[period.end() :] if period else core
    number = re.search(r"(?P<low>(?:below|under|above|over|at least|at most|unter|über|mindestens|höchstens|maximal)\s+)?"
                       r"(?P<n>[€$£]?\s?\d[\d.,]*\s?(?:%|€|\$|£)?)\s*(?P<unit>[^\d,.;()]{0,40})", core, re.IGNORECASE)  # fmt: skip
    if number is None:
        return Kpi(name=text, target=text, unit="-", days=days)
    unit = re.split(r"\b(?:in|within|by|per|from|until|bis|innerhalb|binnen|pro|von|ab)\b", number["unit"], maxsplit=1)[0]
    unit = re.sub(r"s$|en$", "", " ".join(unit.split()[:3])) if False else " ".join(unit.split()[:3])
    return Kpi(
        name=text,
        target=f"{number['low'] or ''}{number['n']}".strip(),
        unit=unit.strip() or "%" * ("%" in number["n"]) or "-",
        days=days,
    )


def amounts_in(text: str) -> tuple[tuple[Decimal, ...], str]:
    """The sums of money in an answer, ascending, and their currency; no currency, no sum."""
    values, currency = [], ""
    for match in _AMOUNT.finditer(text):
        mark = (match["before"] or match["after"] or "").casefold()
        currency = currency or _CURRENCIES.get(mark, mark.upper())
        plain = re.sub(r"['’ \u00a0]", "", match["n"])
        plain = re.sub(r"[.,](?=\d{3})", "", plain).replace(",", ".")
        values.append(Decimal(plain) * (1000 if match["k"] else 1))
    return (tuple(sorted(v for v in values if v > 0))[:2], currency) if currency else ((), "")


def house(
    pains: tuple[str, ...], outcomes: tuple[str, ...], differences: tuple[str, ...], proofs: tuple[str, ...]
) -> tuple[Row, ...]:
    """The message house: to each problem what answers it best by shared words, else in the brief's order."""
    rows = []
    for index in range(max(len(pains), len(outcomes), len(differences), 1)):
        pain = pains[index] if index < len(pains) else ""
        anchor = pain or (outcomes[index] if index < len(outcomes) else "")
        outcome, _ = _best(anchor, outcomes, index)
        difference, matched = _best(f"{anchor} {outcome}", differences, index)
        proof, _ = _best(f"{difference} {anchor}", proofs, index)
        rows.append(Row(pain=pain, outcome=outcome, difference=difference, proof=proof, matched=matched))
    return tuple(rows)


def _best(anchor: str, options: tuple[str, ...], index: int) -> tuple[str, bool]:
    if not options:
        return "", False
    wanted = _stems(anchor)
    scored = [(len(wanted & _stems(option)), -abs(place - index), option) for place, option in enumerate(options)]
    best = max(scored)
    return (best[2], True) if best[0] else (options[index % len(options)], False)


def _stems(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"\w+", text.casefold()) if len(word) > 3}


def _quoted(items: Iterable[Any]) -> list[str]:
    return [m.strip() for item in items for m in re.findall(r"[“„\"«»]([^“”„\"«»]{2,60})[”“\"«»]", str(item))]


def _part(brief: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = brief.get(name)
    return found if isinstance(found, Mapping) else {}


def _list(part: Mapping[str, Any], name: str) -> list:
    found = part.get(name)
    return list(found) if isinstance(found, list | tuple) else [found] if isinstance(found, str) and found else []


def _whole(value: Any) -> int | None:
    found = re.search(r"\d+", str(value or ""))
    return int(found[0]) if found and 0 < int(found[0]) <= 260 else None
