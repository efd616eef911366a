"""The day an absent person is back, read from an absence note: mentions of days, each with the part the words about it give it."""

from __future__ import annotations

import re
from datetime import date

from apps.cam.logic.replies import mentions
from apps.cam.logic.replies.folding import fold
from apps.cam.logic.replies.mentions import ONE_DAY

_FILL = r"(?:[\s,:(]*(?:the|on|at|to|den|dem|der|des|zum|am|im|le|la|les|el|lo|los|de|du|het|op|in|my|desk|office|work|work on|from|as|of|again|only|a|ab|au|al|and|date|day|is|it|da|dia|pas|ons|ich|je|ik|i|and available|wieder|lunes|since|fur|sie|haus|buro|bureau|oficina|trabajo|kantoor|werk|por|next|this|coming|nachsten|kommenden|prochain|proximo|volgende|komende|week|uhr|vom|mit|urlaub|vacation|leave|holidays?|vacances|vacaciones|vakantie|reply|email|emails|your|ihre|you|u|uw|mail|nachricht|message|posteingang|erreichbar|tatig|around|approximately|ca)\b\.?){0,6}[\s,:(]*$"
_INCLUSIVE = r"(?:\s+(?:and including|und mit|(?:und )?einschl\w*\.?|inkl\w*\.?|incl\w*\.?|inklusive|mit|y incluyendo|inclusive|en met|et y compris))?(?:\s+(?:zum|den|dem|and))?"
_UNTIL = re.compile(
    rf"(?:\b(?P<upto>through|thru|t/m|t\.?e\.?m\.?|tot en met|up to and including)|\b(?:until|untill|till|til|up to|bis|jusqu'?\s?(?:au|a|en|le)?|hasta|tot|ending|ends|endet)"
    rf"(?P<incl>{_INCLUSIVE}))(?=\W|$){_FILL}"
)
_TO = re.compile(r"(?:\d\.?|[a-z])\s*(?:-|to|au|al|a|bis|tot|hasta|through)\s*(?:(?:the|zum|den|de|el|le|al)\s+)?$")
_LAST = re.compile(
    rf"\b(?:last|letzter|dernier|ultimo|laatste)\s+(?:\w+\s+){{0,3}}?(?:day|\w*tag|jour|dia|dag)\b(?:\s+(?:of|off|de|van|\w+))?{_FILL}"
)
_AFTER = re.compile(rf"\b(?:after|nach|apres|despues|tras|na)\b{_FILL}")
_BACK = re.compile(
    rf"\b(?:back|return\w*|resum\w+|rejoin\w*|reachable|available|at my desk|in the office|(?:reply|respond|answer|get back)\w*|wieder|zuruck\w*|erst|kehre|ruckkehr|anwesend|"
    rf"de retour|retour|reprends?|reprendrai|reviens|reviendrai|rentre\w*|reprise|qu'a partir|repondrai|vuelvo|vuelta|regres\w+|(?:re)?incorpor\w+|volvere\w*|retom\w+|responder\w*|"
    rf"disponible|terug\w*|weer|hervat\w*|beschikbaar|bereikbaar|beantwoord\w*|antworte\w*|erreichbar|reprendre)\b{_FILL}"
)
_FROM = re.compile(
    r"\b(?:from|as of|as from|starting|beginning|ab|a partir d\w+|a partir|a compter d\w+|des|desde|vanaf|per)\s*(?:[:,]?\s*(?:the|dem|den|le|el|de|du|al|del|on|lundi|lunes|maandag|montag|monday)\s*,?\s*)*$"
)
_START = re.compile(
    r"\b(?:from|since|vom|von|seit|du|depuis|del|desde|van|sinds|between|zwischen|entre|tussen|ab|vanaf|a partir d\w+|starting)\s*(?:(?:the|dem|den|le|el|de)\s+)?$"
)
_AGAIN = re.compile(
    r"^\W{0,3}(?:[\w'/]+\W{1,2}){0,5}?(?:wieder|zuruck|back|again|terug|weer|de vuelta|de retour|de nouveau|nuevamente|da|erreichbar|available|in the office|im buro|disponible|bereikbaar|aanwezig)\b"
)
_HERE = re.compile(
    r"\b(?:wieder|zuruck|back|again|terug|weer|de vuelta|de retour|de nouveau|nuevamente|erreichbar|available|reachable|disponible|bereikbaar|aanwezig|return\w*|consult\w+|repond\w+|"
    r"respond\w*|reply|antworte\w*|lire|traiter\w*|a nouveau|atender\w*|beantwoord\w*)\b"
)
_TAIL = re.compile(
    r"^\s*[(,]?\s*(?:both\s+|amb[oa]s\s+|jeweils\s+)?(?:days\s+|dates\s+|dias\s+|fechas\s+|tage\s+)?(?:inclusive|incl\b|included|including|einschl\w*|inkl\w*|inclus\w*|incluid[oa]|incluso|compris|y compris|ambos|inbegrepen)"
)
_ABSENCE = re.compile(
    r"\b(?:not?|nicht|kein\w*|niemand|ne|pas|sin|ni|niet|geen|never|nie|out|away|off|closed|leave|holidays?|vacation|absen\w*|abwesen\w*|geschloss\w*|"
    r"unbesetzt|urlaub|ferien|\w*urlaub|frei|krank|elternzeit|ferm\w*|conges?|vacances|fuera|cerrad\w*|ausent\w*|vacaciones|festivo|feriado|puente|licencia|"
    r"permiso|afwezig|gesloten|vakantie|verlof|vrij|until|bis|jusqu\w*|hasta|tot|since|seit|depuis|sinds|travel\w*|unterwegs|messe|conference|konferenz)\b"
)
"""Words of an absence: a day beside one of them belongs to it, and is not the day after it."""
_CLAUSE = re.compile(
    r"[!?;:\n,()]|(?<!\d)\.(?=\s)|\.(?=\s+[a-z]{3,})|\s(?:and|but|und|aber|sondern|et|mais|y|pero|en|maar)\s(?=\D)"
)
_STRETCH = re.compile(
    r"\b(?:from|vom|von|du|del|van|between|entre|desde)\b[^;]{0,30}\d[^;]{0,14}\b(?:to|bis|au|al|tot|hasta|until|through|y|et)\b[^\d]{0,20}$"
)
SOON, FAR = 21, 400
"""Days: so long after the end of a stretch, and after today, a day that stands alone may be the day of return."""
_ON = r"(?!(?:bis|to|au|al|tot|hasta|until|und|et|en|y|jan|feb|fev|mar|mae?r|apr|avr|abr|may|mai|mei|jun|jui|jul|aug|aou|ago|sep|o[ck]t|nov|de[cz]|dic)\w*)"
_END = re.compile(rf"[!?;\n]|(?<!\d)\.(?=\s)|\.(?=\s+{_ON}[a-z]{{3,}})")


def resume_date(text: str, *, today: date | None, month_first: bool = False) -> date | None:
    """The day the person is back; None if none is stated.

    `today` is the day of receipt: without it only days with a year count. `month_first` reads 1/5 as January 5th, as do
    texts that show it (a 3/17, an American word).
    """
    text = re.sub(r"\b(einschl\w*|inkl\w*|incl\w*|voraussichtl\w*|ca|vsl|vrsl)\.", r"\1", fold(text))
    back: list[date] = []
    until: list[date] = []
    alone: list[date] = []
    for mention in mentions.find(text, today=today, month_first=month_first):
        before = _END.split(text[: mention.start])[-1][-90:]
        after = _END.split(text[mention.end :] + " ", maxsplit=1)[0][:60]
        last = bool(_TAIL.match(text[mention.end : mention.end + 40]))
        part = _part(before, after, bare=mention.bare)
        if part == "back":
            back.append(mention.day + (ONE_DAY if last else 0 * ONE_DAY))
        elif part in ("until", "through", "after"):
            day = mention.past_end if mention.past_end else mention.day
            if part == "until" and _STRETCH.search(before):
                part = "through"  # of a stretch with its first day the last one belongs to it
            until.append(day + (ONE_DAY if not mention.past_end and (last or part != "until") else 0 * ONE_DAY))
            alone.clear()  # what stood before the end of the stretch is its beginning
        elif _stands_alone(text, mention):
            alone.append(mention.day)
    if back:
        return back[-1]
    if until:
        return next((day for day in alone if 0 <= (day - until[-1]).days <= SOON), until[-1])
    return next((day for day in reversed(alone) if today is None or 0 < (day - today).days <= FAR), None)


def _stands_alone(text: str, mention: mentions.Mention) -> bool:
    """Whether a day is spoken of without a word of absence beside it, and begins no stretch."""
    before, after = _CLAUSE.split(text[: mention.start])[-1], _CLAUSE.split(text[mention.end :] + " ", maxsplit=1)[0]
    stretch = re.match(
        r"\s*(?:-|to|bis|au|al|tot|until|through|till|hasta|a)\s*(?:the |den |dem |le |el )?(?:\d|[a-z]+ \d)", after
    )
    return not (stretch or _ABSENCE.search(before) or _ABSENCE.search(after))


def _part(before: str, after: str, *, bare: bool) -> str:
    """What the words about a day make of it: back, until, through (inclusive), after, or "" (a start, or nothing)."""
    if found := _UNTIL.search(before):
        return (
            "through"
            if found["upto"] or (found["incl"] or "").strip() not in ("", "zum", "den", "dem", "and", "mit")
            else "until"
        )
    if _LAST.search(before):
        return "through"
    if _FROM.search(before) or _START.search(before):
        # “from 5 March” begins an absence, unless the words about it speak of being there.
        return (
            "back"
            if (_HERE.search(before) or _AGAIN.search(after))
            and not re.match(r"\W*(?:-|to|bis|au|al|tot|until|through|till|hasta)\b", after)
            else ""
        )
    if _AFTER.search(before):
        return "after"
    if _BACK.search(before):
        return "back"
    if not bare and _TO.search(before):
        return "until"
    return "back" if _AGAIN.search(after) else ""
