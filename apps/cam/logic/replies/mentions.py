"""Mentions of days in a folded text of five languages: dates, weekdays, tomorrow, next week, a month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
FAR_AHEAD = 150
"""Days. A date that far off is read the other way round (day, month) if that one is near."""
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januar jan janvier janv enero ene januari janner jaenner", "february februar feb fevrier fevr febrero februari",
            "march marz mar mars marzo maart maerz mrz mrt", "april apr avril avr abril abr", "may mai mayo mei", "june juni jun juin junio",
            "july juli jul juillet juil julio", "august aug aout agosto ago augustus", "september sep sept septembre septiembre setiembre",
            "october oktober oct okt octobre octubre", "november nov novembre noviembre", "december dezember dec dez decembre diciembre dic",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon montag mo lundi lunes maandag", "tuesday tue tues dienstag di mardi martes dinsdag",
            "wednesday wed mittwoch mi mercredi miercoles woensdag", "thursday thu thur thurs donnerstag do jeudi jueves donderdag",
            "friday fri freitag fr vendredi viernes vrijdag", "saturday sat samstag sonnabend sa samedi sabado zaterdag",
            "sunday sun sonntag so dimanche domingo zondag",
        )
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WORD = "|".join(sorted((w for w in _WEEKDAYS if len(w) > 2), key=len, reverse=True))
_ANY_WORD = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_NEXT = r"next|coming|nachste[nrsm]?|kommende[nrsm]?|prochaine?|proximo|volgende|komende|aanstaande"
_MENTION = re.compile(
    rf"(?<![\w/.-])(?:(?P<word>{_ANY_WORD})\b\.?,?\s*(?:the\s+|den\s+|dem\s+|le\s+|el\s+|de\s+|dia\s+)?)?(?:"
    rf"(?P<y0>\d{{4}})-(?P<m0>\d{{1,2}})-(?P<d0>\d{{1,2}})(?!\d)"
    rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|re|e|o)?\.?\s*(?:of\s+|de\s+|del\s+|-)?(?P<m1>{_MONTH})\b\.?,?(?:\s*(?:de\s+|del\s+)?(?P<y1>\d{{4}})(?!\d))?"
    rf"|(?P<m2>{_MONTH})\.?\s+(?:the\s+)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?!\s*(?:am|pm|h|uhr)\b),?(?:\s+(?P<y2>20\d\d)(?!\d))?"
    rf"|(?P<d3>\d{{1,2}})\.\s?(?P<m3>\d{{1,2}})(?:\.\s?(?P<y3>\d{{4}}|\d{{2}})(?![\d:])|\.(?!\d)|(?=\s*(?:\)|,|$|\s[a-z])))"
    rf"|(?P<a4>\d{{1,2}})[/](?P<b4>\d{{1,2}})(?:[/](?P<y4>\d{{4}}|\d{{2}}))?(?![\d/])"
    rf"|(?P<d5>\d{{1,2}})-(?P<m5>\d{{1,2}})(?:-(?P<y5>\d{{4}}|\d{{2}}))(?!\d)"
    r")"
)
_LOOSE = re.compile(
    rf"\b(?:(?P<nextweek>(?:next|the following) week|(?:der |die )?(?:nachste[nr]?|kommende[nr]?|folgende[nr]?) woche|(?:la )?semaine prochaine|"
    rf"(?:la )?(?:proxima semana|semana (?:que viene|proxima))|(?:volgende|komende) week)"
    rf"|(?P<soon>the day after tomorrow|day after tomorrow|ubermorgen|apres-demain|pasado manana|overmorgen|tomorrow|morgen|demain|manana)"
    rf"|(?P<before>(?:{_NEXT})\s+)?(?P<word>{_WORD})\b(?P<behind>\s+(?:next week|nachste[r]? woche|semaine prochaine|(?:de )?(?:la )?(?:proxima semana|semana que viene)|volgende week|prochain|que viene|proximo))?"
    rf"|(?:kw|calendar week|kalenderwoche|week(?= \d))\s?(?P<week>\d{{1,2}})"
    rf"|(?P<edge>early|beginning of|start of|mid|middle of|end of|late|anfang|mitte|ende|debut|mi|milieu|fin|principios de|mediados de|finales de|begin|half|medio|eind(?:e van)?)?[\s-]*(?P<month>{_MONTH})\b(?!\.?\s*\d{{1,2}}(?!\d))(?:\s+(?P<my>20\d\d))?"
    rf"|(?:the|zum|den|am|au|le|el|de|al)\s+(?P<nth>\d{{1,2}})(?:st|nd|rd|th|er|e|\.)?(?=\s*(?:$|[,;)(.!\n]|inclu|einschl|inkl|and|und|et|y|en|wieder|weer|back)))"
)
_NTH = re.compile(
    r",?\s+(?:the\s+|den\s+|dem\s+|le\s+|el\s+|de\s+)?(?P<nth>\d{1,2})(?:st|nd|rd|th|er|e|\.)?(?=\s*(?:$|[,;)(!\n]|\.(?!\d)|[a-z]))(?!\s*(?:h|am|pm|uhr|o'clock|days|tage)\b)"
)
_AMERICAN = re.compile(r"\b(?:vacation|pto|thanksgiving|labor day|memorial day|fourth of july|[ecmp][sd]?t)\b|\+1[ -(]")


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A day in the text. `bare` without a number; `past_end` is the day after a stretch (“end of March”) if it names one."""

    start: int
    end: int
    day: date
    bare: bool = False
    past_end: date | None = None


def find(text: str, *, today: date | None, month_first: bool) -> list[Mention]:
    """The days a text mentions, in its order. Without `today` only those with a year."""
    month_first = month_first or _shows_month_first(text)
    found = [m for match in _MENTION.finditer(text) if (m := _dated(match, today, month_first))]
    if today is not None:
        taken = [(m.start, m.end) for m in found]
        found += [
            m for match in _LOOSE.finditer(text)
            if not any(match.start() < end and start < match.end() for start, end in taken) and (m := _loose(match, today))
        ]  # fmt: skip
    return sorted(found, key=lambda m: m.start)


def _shows_month_first(text: str) -> bool:
    pairs = [(int(a), int(b)) for a, b in re.findall(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/]\d)", text)]
    if any(a > 12 for a, _ in pairs):
        return False
    return any(b > 12 for _, b in pairs) or bool(_AMERICAN.search(text))


def _dated(match: re.Match, today: date | None, month_first: bool) -> Mention | None:
    weekday = _WEEKDAYS.get(match["word"] or "")
    days = [d for d in _readings(match, today, month_first) if d is not None]
    if not days:
        return None
    fits = [d for d in days if weekday is not None and d.weekday() == weekday]
    day = fits[0] if fits else days[0]
    if not fits and len(days) == 2 and today is not None:
        near, far = (abs((d - today).days) for d in (days[1], days[0]))
        day = days[1] if far > FAR_AHEAD and near <= 60 and days[1] >= today else days[0]
    return Mention(start=match.start(), end=match.end(), day=day)


def _readings(match: re.Match, today: date | None, month_first: bool) -> Iterator[date | None]:
    """The day a match may be, the likelier first."""
    for n in "0235":
        if match[f"d{n}"]:
            month = match[f"m{n}"]
            yield _day(match[f"d{n}"], _MONTHS.get(month) or int(month), match[f"y{n}"], today)
    if match["d1"]:
        yield _day(match["d1"], _MONTHS[match["m1"]], match["y1"], today)
    if match["a4"]:
        first, second = int(match["a4"]), int(match["b4"])
        pairs = [(second, first), (first, second)] if month_first else [(first, second), (second, first)]
        for day, month in pairs:
            if month <= 12:
                yield _day(day, month, match["y4"], today)


def _day(day: str | int, month: int, year: str | None, today: date | None) -> date | None:
    try:
        if year:
            return date(int(year) + (2000 if int(year) < 100 else 0), month, int(day))
        if today is None:
            return None
        near = date(today.year, month, int(day))
        return near if near >= today - timedelta(days=60) else date(today.year + 1, month, int(day))
    except ValueError:
        return None


def _loose(match: re.Match, today: date) -> Mention | None:
    def told(day: date, past_end: date | None = None) -> Mention:
        return Mention(start=match.start(), end=match.end(), day=day, bare=True, past_end=past_end)

    monday = today + timedelta(days=7 - today.weekday())
    if match["nextweek"]:
        return told(monday)
    if match["soon"]:
        two = re.match(r"(?:the )?day after|uber|apres|pasado|over", match["soon"])
        return told(today + (2 if two else 1) * ONE_DAY)
    if match["word"] and (numbered := _NTH.match(match.string, match.end())):
        return _nth(numbered["nth"], match.start(), numbered.end(), today)
    if match["word"]:
        ahead = (_WEEKDAYS[match["word"]] - today.weekday() - 1) % 7 + 1
        day = today + timedelta(days=ahead)
        in_week = (match["behind"] and "w" in match["behind"]) or (match["behind"] and "sem" in match["behind"])
        return told(monday + timedelta(days=_WEEKDAYS[match["word"]]) if in_week else day)
    if match["week"]:
        try:
            day = date.fromisocalendar(today.year, int(match["week"]), 1)
        except ValueError:
            return None
        return told(day)
    if match["nth"]:
        return _nth(match["nth"], match.start(), match.end(), today)
    return _month(match, today)


def _nth(number: str, start: int, end: int, today: date) -> Mention | None:
    """“the 16th”: of this month, or of the next if it is over."""
    for year, month in ((today.year, today.month), (today.year + today.month // 12, today.month % 12 + 1)):
        day = _day(number, month, str(year), today)
        if day is not None and day > today:
            return Mention(start=start, end=end, day=day)
    return None


def _month(match: re.Match, today: date) -> Mention | None:
    if match["month"] in ("may", "mar", "jan", "mi", "mei", "do") and not match["edge"] and not match["my"]:
        return None
    edge, month = match["edge"] or "", _MONTHS[match["month"]]
    middle = bool(re.match(r"mid|mit|mi\b|mil|med|half", edge))
    day = _day(15 if middle else 1, month, match["my"], today)
    if day is None:
        return None
    after = date(day.year + month // 12, month % 12 + 1, 1)
    if re.match(r"end|late|fin|eind", edge):
        return Mention(start=match.start(), end=match.end(), day=after, bare=True, past_end=after)
    return Mention(start=match.start(), end=match.end(), day=day, bare=True)
