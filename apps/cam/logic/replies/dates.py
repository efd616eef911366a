"""The day an absent person is back, read from an absence note."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januar jan janvier enero januari jänner", "february februar feb février febrero februari fevrier",
            "march märz mar mars marzo maart maerz", "april apr avril abril", "may mai mayo mei", "june juni jun juin junio",
            "july juli jul juillet julio", "august aug août agosto augustus aout", "september sep sept septembre septiembre",
            "october oktober oct okt octobre octubre", "november nov novembre noviembre",
            "december dezember dec dez décembre diciembre decembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|lunes|martes|miércoles|jueves|viernes|maandag|dinsdag|woensdag|donderdag|vrijdag)"
_DATE = (
    rf"(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})|(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s*(?:of\s+|de\s+)?(?P<m1>{_MONTH})\b\.?,?(?:\s*(?:de\s+)?(?P<y1>\d{{4}}))?"
    rf"|(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?(?:\s+(?P<y2>\d{{4}}))?"
    r"|(?P<d3>\d{1,2})[.](?P<m3>\d{1,2})[.](?P<y3>\d{4}|\d{2})?|(?P<a4>\d{1,2})[/](?P<b4>\d{1,2})(?:[/](?P<y4>\d{4}|\d{2}))?"
)
_LEAD_IN = (
    r"(?P<cue>until(?: and including)?|till|through|thru|back(?: in the office)?(?: on| in)?|return(?:ing)?(?: to the office)?(?: on)?|"
    r"available again(?: on| from)?|bis(?: einschließlich| einschliesslich| inklusive| inkl\.?)?(?: zum)?|"
    r"(?:wieder|zurück)(?: (?:im büro|erreichbar|da|für sie da|zurück))?(?: ab| am)?(?: dem)?|ab(?: dem)?|"
    r"jusqu.au|jusqu.à|de retour(?: le)?|retour le|hasta(?: el)?|de vuelta(?: el)?|vuelvo(?: el)?|regreso(?: el)?|"
    r"tot(?: en met)?|t/m|terug(?: op)?|weer(?: op| bereikbaar op| aanwezig op)?)"
)
_FIND = re.compile(
    rf"\b{_LEAD_IN}\s*:?\s*(?:{_DAY},?\s*)?(?:the\s+|den\s+|dem\s+|le\s+|el\s+)?(?:{_DATE})(?P<tail>\s*\(?(?:inclusive|incl\.?|included|einschließlich|einschliesslich|inklusive|inkl\.?|inclus|incluido|inclusive))?",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"^(?:back|return|available|wieder|zurück|ab|de retour|retour|de vuelta|vuelvo|regreso|terug|weer)", re.IGNORECASE
)
_THEN = re.compile(
    rf"\b(?:am|ab|on|op|el|le)\s+(?:{_DAY},?\s*)?(?:{_DATE})\s+(?:\w+\s+){{0,2}}(?:wieder|zurück|back|terug|de vuelta|de retour)\b",
    re.IGNORECASE,
)
"""The same with the words behind the date: „am 7.1. wieder da“."""
_INCLUSIVE = re.compile(r"including|einschlie|inkl|en met|t/m|through|thru", re.IGNORECASE)


def resume_date(text: str, *, today: date | None, month_first: bool = False) -> date | None:
    """The day the person is back; None if none is stated. `month_first` reads 1/5 as January 5th."""
    found: list[tuple[bool, date]] = []
    for match in _FIND.finditer(text):
        day = _date_of(match, today, month_first)
        if day is None:
            continue
        if match["tail"] or _INCLUSIVE.search(match["cue"]):
            day += timedelta(days=1)
        found.append((bool(_BACK.match(match["cue"])), day))
    found += [(True, day) for match in _THEN.finditer(text) if (day := _date_of(match, today, month_first)) is not None]
    back = [day for is_back, day in found if is_back]
    until = [day for is_back, day in found if not is_back]
    return (back or until or [None])[-1]


def _date_of(match: re.Match, today: date, month_first: bool) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        if match["m1"]:
            day, month, year = int(match["d1"]), _MONTHS[match["m1"].lower()], match["y1"]
        elif match["m2"]:
            day, month, year = int(match["d2"]), _MONTHS[match["m2"].lower()], match["y2"]
        elif match["m3"]:
            day, month, year = int(match["d3"]), int(match["m3"]), match["y3"]
        else:
            day, month, year = int(match["a4"]), int(match["b4"]), match["y4"]
            if (month_first and day <= 12) or month > 12:
                day, month = month, day
        if year:
            return date(int(year) + (2000 if int(year) < 100 else 0), month, day)
        near = date(today.year, month, day)
        return near if near >= today - timedelta(days=60) else date(today.year + 1, month, day)
    except ValueError:
        return None
