"""Words by which a brief is read: the bottleneck, the kind of buyer, the kind of market and of difference."""

from __future__ import annotations

import re

BOTTLENECKS = ("Demand", "Awareness", "Trust", "Conversion", "Retention")
_AWARENESS = """
never\\sheard|not\\sheard|unknown|know\\sus|knows\\sus|know\\sabout|heard\\sof|nobody\\sknows|don.t\\sknow|do\\snot\\sknow|visib|aware|
find\\sus|discover|kennt\\suns|kennen\\suns|wissen,?\\sdass\\ses\\suns|unbekannt|bekannt|sichtbar|findet\\suns|finden\\suns|nie\\sgehört
"""
_RETENTION = """
\\bleav|churn|cancel|only\\sonce|drop\\soff|retain|retention|loyal|come\\sback|kündig|nur\\seinmal|kommen\\snicht\\swieder|abwander|
bleiben\\snicht|stammkund
"""
_TRUST = """
trust|scepti|skepti|credib|believe|doubt|afraid|fear|reputation|burned|theatre|think\\s.*\\bare\\b|vertrau|skept|glaub|zweifel|angst|
enttäuscht
"""
_CONVERSION = """
convert|conversion|hesitat|abandon|basket|\\bcart\\b|enquir|inquir|decid|don.t\\sbook|not\\sbook|don.t\\sbuy|checkout|sign\\sup|trial|
too\\slong|zöger|abschluss|entscheid|buchen\\snicht|kaufen\\snicht|warenkorb|abbrech
"""
_DEMAND = """
demand|season|not\\senough\\s(?:customers|leads|work)|slow\\smonths|nachfrage|saison|bedarf|auslast|flaute|zu\\swenig\\saufträge
"""


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words.replace("\n", ""), re.IGNORECASE)


BOTTLENECK_SIGNS = {
    "Awareness": _pattern(_AWARENESS),
    "Retention": _pattern(_RETENTION),
    "Trust": _pattern(_TRUST),
    "Conversion": _pattern(_CONVERSION),
    "Demand": _pattern(_DEMAND),
}
_BUSINESS_WORDS = """
manager firm compan business founder ceo cto cfo director head owner operator hr team procure agenc startup enterprise b2b buyer controller
unternehm betrieb geschäftsführ firmen mittelst einkauf einkäuf inhaber leiter kanzlei gewerbe vorstand personalabteilung hotelier
gastronom architekt verwalt energiebeauftragt
"""
_CONSUMER_WORDS = """
parent famil couple women men student guest homeowner patient people runner pet dog bride senior teen kid tourist local shopper cook home
eltern paare frauen männer studier gäste hausbesitz eigenheim privat menschen hund kinder urlaub anwohner
"""
BUSINESS = re.compile(rf"\b(?:{'|'.join(_BUSINESS_WORDS.split())})\w*", re.IGNORECASE)
CONSUMER = re.compile(rf"\b(?:{'|'.join(_CONSUMER_WORDS.split())})\w*", re.IGNORECASE)
FAULT = re.compile(
    r"\b(?:again|always|current|existing|other|supplier|provider|vendor|agenc\w*|broken|late|hidden|expensive|slow|unreliable|wait\w*|"
    r"switch\w*|promis\w*|last|seminar\w*|every|peels|wieder|immer|bisher\w*|anbieter|lieferant\w*|teuer|langsam|unzuverlässig|warte\w*|"
    r"versteckt\w*|verspätet\w*|nachtrag\w*|dienstleister\w*|letzte\w*)\b",
    re.IGNORECASE,
)
STRUCTURAL = re.compile(
    r"\d|\b(?:own|only|every|within|made|built|patent\w*|certif\w*|licen\w*|guarantee\w*|fixed|in-house|since|same|one|direct\w*|free|any|all|"
    r"eigene\w*|nur|jede\w*|innerhalb|binnen|zertifiz\w*|meister\w*|geprüft\w*|fest\w*|seit|selbst|keine\w*|garantie\w*|laufenden)\b",
    re.IGNORECASE,
)
LOCAL = re.compile(
    r"\b(?:town|city|cities|miles|km|near|around|region|umkreis|stadt|landkreis|raum|lokal|local|quarter|viertel|bezirk)\b",
    re.IGNORECASE,
)
PRICE_OPEN = re.compile(
    r"may be (?:published|named|shown|stated)|dürfen (?:genannt|veröffentlicht|gezeigt)|can be (?:published|shown)", re.IGNORECASE
)
PRICE_CLOSED = re.compile(
    r"(?:must|may|should) not be|do not (?:publish|name|show)|price not\b|not be published|nicht (?:nennen|genannt|veröffentlich)|vertraulich",
    re.IGNORECASE,
)


def find_bottleneck(answer: str) -> str:
    """Which of the five a client's answer describes; the first clause that says so decides, "" if none does."""
    for clause in re.split(r"[.;\n]|\bbut\b|\baber\b|\bwhile\b", answer):
        found = [(match.start(), name) for name, signs in BOTTLENECK_SIGNS.items() if (match := signs.search(clause))]
        if found:
            return min(found)[1]
    return ""
