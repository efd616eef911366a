"""What a person wants: yes, no, later, somebody else. Clause by clause; the negation of a clause turns its yes into a no."""

from __future__ import annotations

import re
from dataclasses import dataclass

from apps.cam.contracts import ReplyClass
from apps.cam.logic.replies import lexicon

_POSITIVE, _NEGATIVE = lexicon.pattern("POSITIVE"), lexicon.pattern("NEGATIVE")
_PONDER = lexicon.pattern("PONDER")
_AGENDA, _NOW_NOT = lexicon.pattern("AGENDA"), lexicon.pattern("NOW_NOT")
_STRONG = re.compile(
    r"price|pricing|quot|cost|offer|proposal|sample|example|case stud|call|meet|demo|talk|speak|phone|chat|book|calendar|slot|pric|rate|"
    r"angebot|preis|termin|telefon|anruf|ruf|gesprach|sprechen|muster|referenz|beispiel|devis|tarif|prix|rendez|appel|echang|offre|exempl|"
    r"oferta|precio|presupuesto|propuesta|llam|reunion|cita|hablar|cotiza|ejemplo|offerte|prijs|prijzen|tarie|bel|afspraak|gesprek|voorstel"
)
_NOT_BEFORE = re.compile(
    r"(?:\b(?:not|no|never|don't|doesn't|didn't|won't|wouldn't|can't|cannot|couldn't|isn't|aren't|without|hardly|nor|neither|stop|instead of|"
    r"kein\w*|nicht|nie|ohne|ne|pas|aucun\w*|sans|ni|nunca|sin|tampoco|ningun\w*|geen|niet|nooit|zonder|rather than)\b|n'\w)"
)
_NOT_AFTER = re.compile(r"\b(?:nicht|kein\w*|niet|geen|pas|not|nothing|nichts|niets)\b")
_NO_NEGATION = re.compile(
    r"\b(?:why (?:not|don't)|why don't \w+|can't wait|cannot wait|not only|no problem|not a problem|nothing against|not a fan|no objections?|not bad|no doubt|"
    r"don't (?:hesitate|mind|worry)|if (?:not|you haven't)|not sure (?:if|whether|what|how|which)|warum nicht|nicht nur|kein problem|nicht schlecht|wieso nicht|nichts dagegen|spricht nichts|"
    r"pourquoi pas|pourquoi ne pas|pas mal|pas de (?:probleme|souci)|non seulement|n'hesitez|n'hesite|"
    r"por que no|no solo|sin problema|sin compromiso|no hay problema|no dude|waarom niet|niet alleen|geen probleem|niet verkeerd|"
    r"unverbindlich\w*|vrijblijvend|sans engagement|no obligation|no strings|ob nicht|ob sie nicht|konnten wir nicht|wollen wir nicht|oder nicht|not yet (?:another|seen)|do not have (?:a|one|any) \w+ yet|don't have (?:a|one|any) \w+ yet)\b"
)
_IF = re.compile(
    r"\b(?:if|unless|should|in case|whether|when|wenn|falls|sofern|sollten?|si|au cas ou|lorsque|cuando|als|indien|mocht|mochten|wanneer|zodra|once|sobald|des que)\b[^,]*$"
)
_WAS = re.compile(r"\b(?:was|were|had been|used to be|waren|war|etions|etais|estabamos|estaba|waren we|was ik)\b[^,]*$")
_TURN = re.compile(
    r"\b(?:but|however|still|though|although|nevertheless|yet|that said|aber|allerdings|trotzdem|jedoch|dennoch|doch|mais|cependant|toutefois|neanmoins|pero|aunque|sin embargo|maar|echter|toch)\b"
)
_SPLIT = re.compile(rf",|{_TURN.pattern}")
_BARE_NO = re.compile(r"^(?:no|nope|nein|non|nee|neen|nah|negative|ne|nö)\W*$")


@dataclass(frozen=True, kw_only=True)
class Found:
    """A phrase in a clause: `place` orders it in the text, `clause` holds it."""

    text: str
    place: int
    clause: str
    strong: bool = False


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """The phrases by what they mean; each list in the order of the text."""

    yes: tuple[Found, ...]
    no: tuple[Found, ...]
    later: tuple[Found, ...]
    busy: tuple[Found, ...]
    ponders: tuple[Found, ...]
    asks: bool


def read(clauses: list[str]) -> Wishes:
    """What the clauses say."""
    yes: list[Found] = []
    no: list[Found] = []
    later: list[Found] = []
    busy: list[Found] = []
    ponders: list[Found] = []
    for number, clause in enumerate(clauses):
        agenda = [m for m in _AGENDA.finditer(clause) if m[0]]
        later += [_found(m, number, clause) for m in agenda]
        busy += [_found(m, number, clause) for m in _NOW_NOT.finditer(clause) if m[0]]
        pondered = [m for m in _PONDER.finditer(clause) if m[0]]
        ponders += [_found(m, number, clause) for m in pondered]
        refused = [m for m in _NEGATIVE.finditer(clause) if m[0] and not _turned(clause, m) and not _within(m, pondered)]
        no += [_found(m, number, clause) for m in refused]
        for match in _POSITIVE.finditer(clause):
            if not match[0] or _within(match, agenda + pondered):
                continue
            said = _sense(clause, match)
            if said == "yes" and not any(r.start() <= match.start() and match.end() <= r.end() for r in refused):
                yes.append(_found(match, number, clause, strong=bool(_STRONG.search(match[0]))))
            elif said == "no":
                no.append(_found(match, number, clause))
    return Wishes(
        yes=tuple(yes), no=tuple(sorted(no, key=lambda f: f.place)), later=tuple(later), busy=tuple(busy), ponders=tuple(ponders),
        asks=any(c.endswith("?") for c in clauses),
    )  # fmt: skip


def _found(match: re.Match, number: int, clause: str, *, strong: bool = False) -> Found:
    return Found(text=match[0].strip(), place=number * 100_000 + match.start(), clause=clause, strong=strong)


def _within(match: re.Match, others: list[re.Match]) -> bool:
    return any(match.start() < o.end() and o.start() < match.end() for o in others)


def _part(clause: str, match: re.Match) -> tuple[str, str]:
    """The words of the same part of the clause (between commas and “but”) before and after the phrase."""
    before = _SPLIT.split(clause[: match.start()])[-1] if match.start() else ""
    after = _SPLIT.split(clause[match.end() :])[0]
    return before, after


def _sense(clause: str, match: re.Match) -> str:
    """yes, no, or "" where the phrase says neither (“if we are interested”)."""
    before, after = _part(clause, match)
    whole = before + match[0]
    if _IF.search(before) and not _STRONG.search(match[0]):
        return ""
    if _WAS.search(before) and not _STRONG.search(match[0]):
        return ""
    if _NO_NEGATION.search(clause):
        return "yes"
    if _NOT_BEFORE.search(before) and not (
        clause.endswith("?") and re.match(r"\W*(?:why|warum|pourquoi|konnt|kunnen|can't|couldn't)", whole)
    ):
        return "no"
    if _NOT_AFTER.search(after[:40]) and not clause.endswith("?"):
        return "no"
    return "yes"


def _turned(clause: str, match: re.Match) -> bool:
    """Whether a no is none: “not bad”, “why not”, or asked as a question of the other side."""
    return bool(_NO_NEGATION.search(clause[max(0, match.start() - 20) : match.end() + 20])) and not _BARE_NO.match(match[0])


def verdict(wishes: Wishes) -> tuple[ReplyClass, float, str] | None:
    """Class, confidence and reason of what a person wants; None if no phrase is known."""
    yes, no, later, busy = wishes.yes, wishes.no, wishes.later, wishes.busy
    strong = tuple(f for f in yes if f.strong)
    if wishes.ponders and not strong and not no:
        return ReplyClass.NEUTRAL, 0.8 if not yes else 0.65, f"will think it over: “{wishes.ponders[0].text}”"
    if yes and no:
        return _either(yes, no, strong)
    if later and not (strong and strong[-1].place > later[-1].place) and not (no and not busy):
        return ReplyClass.NEUTRAL, 0.85 if not yes else 0.7, f"not now: “{later[0].text}”"
    if busy and not strong and not (yes and yes[-1].place > busy[-1].place):
        if no:
            return (
                ReplyClass.NEGATIVE if len(no) > 1 or not _same(no, busy) else ReplyClass.NEUTRAL,
                0.55,
                f"not now, or no: “{busy[0].text}”",
            )
        return ReplyClass.NEUTRAL, 0.75, f"not now: “{busy[0].text}”"
    if yes:
        return (
            ReplyClass.POSITIVE,
            0.9 if strong and not busy else 0.8 if not busy else 0.6,
            f"wants to go on: “{(strong or yes)[0].text}”",
        )
    if no:
        return ReplyClass.NEGATIVE, 0.9 if not later else 0.65, f"says no: “{no[0].text}”"
    return None


def _same(no: tuple[Found, ...], busy: tuple[Found, ...]) -> bool:
    return any(n.clause == b.clause for n in no for b in busy)


def _either(yes: tuple[Found, ...], no: tuple[Found, ...], strong: tuple[Found, ...]) -> tuple[ReplyClass, float, str]:
    """A yes and a no in one text: what stands behind a “but” counts, else a plain request, else the no."""
    told = f"both “{yes[0].text}” and “{no[0].text}”"
    first, last = (yes, no) if yes[-1].place < no[-1].place else (no, yes)
    between = _TURN.search(last[-1].clause) or first[-1].clause != last[-1].clause
    if last is no:
        return ReplyClass.NEGATIVE, 0.75 if between else 0.6, told
    if strong and strong[-1].place > no[-1].place:
        return ReplyClass.POSITIVE, 0.7 if _TURN.search(last[-1].clause) else 0.55, told
    return ReplyClass.POSITIVE if _TURN.search(last[-1].clause) else ReplyClass.NEGATIVE, 0.5, told
