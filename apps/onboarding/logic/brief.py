"""The normalised brief: pure derivation from the answers. Nothing is invented; what is missing becomes a question."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from apps.onboarding.logic import claims, form, questions, text

_NEGATION = re.compile(
    r"\b(?:no|not|never|don[’']t|do not|must not|may not|avoid|without|off limits|forbidden|prohibited"
    r"|kein\w*|nicht|nie|niemals|vermeide\w*|ohne|verboten|tabu)\b",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"\b(?:not|never|avoid|no|kein\w*|nicht|nie|statt|instead of)\s+"
    r"(?:say\s+|sagen\s+|the words?\s+|das wort\s+|die wörter\s+|von\s+)?"
    r"((?:[“\"„‚'‘«»][^“”\"„‚'‘’«»\n]{1,60}[”\"“'’«»](?:\s*(?:,|or|and|oder|und)\s*)?)+)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"„‚'‘«»]([^“”\"„‚'‘’«»\n]{1,60})[”\"“'’«»]")
_LANGUAGES = {"german": "de", "deutsch": "de", "de": "de", "english": "en", "englisch": "en", "en": "en"}
_RISK = {
    "low": ("low", "niedrig", "gering", "vorsichtig", "careful", "cautious", "conservative"),
    "medium": ("medium", "mittel", "moderate"),
    "high": ("high", "hoch", "bold", "mutig"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Sold:
    """What of the engagement enters the brief."""

    client_name: str
    pack: str
    pack_title: str
    sections: tuple[str, ...]
    deliverables: tuple[str, ...]
    exclusions: tuple[str, ...]
    weeks: int
    rounds: int
    starts_on: str
    ends_on: str
    language: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """The answers by field name, and where characters were dropped at input."""

    answers: dict[str, str]
    dropped: dict[str, int] = field(default_factory=dict)


def compose(*, given: Given, sold: Sold) -> dict:
    """The brief's content: fields, scope, objectives, audience, brand, claims, unproven, questions, language."""
    fields = {f.name: given.answers.get(f.name, "").strip() for f in form.FIELDS}
    said = {name: "" if questions.is_filler(value) else value for name, value in fields.items()}
    language = pick_language(said["languages"], otherwise=sold.language)
    proven, unproven = claims.derive(differentiators=said["differentiators"], proof_assets=said["proof_assets"])
    asked = questions.ask(
        said=said, dropped=given.dropped, sold_weeks=sold.weeks, account=sold.client_name, unproven=unproven, language=language
    )
    return {
        "fields": fields,
        "scope": _scope(said, sold),
        "objectives": _objectives(said),
        "audience": _audience(said),
        "brand": _brand(said),
        "claims": proven,
        "unproven": unproven,
        "questions": asked,
        "language": language,
    }


def pick_language(languages: str, *, otherwise: str) -> str:
    """The first named language decides; where we do not write it, the first that we write; else `otherwise`."""
    return next((found for found in _named(languages) if found), otherwise)


def _named(languages: str) -> list[str]:
    parts = re.split(r"[,;/\n&+]|\band\b|\bund\b", languages.lower())
    cores = [re.split(r"[-_ (]", part.strip())[0] for part in parts if part.strip()]
    return [_LANGUAGES.get(core, "") for core in cores]


def _scope(said: dict, sold: Sold) -> dict:
    return {
        "pack": sold.pack,
        "title": sold.pack_title,
        "sections": list(sold.sections),
        "deliverables": list(sold.deliverables),
        "exclusions": list(sold.exclusions),
        "weeks": sold.weeks,
        "requested_weeks": questions.whole_number(said["duration_weeks"]),
        "rounds": sold.rounds,
        "starts_on": sold.starts_on,
        "ends_on": sold.ends_on,
        "offer": said["primary_offer"],
        "budget": said["budget_range"],
    }


def _objectives(said: dict) -> dict:
    return {
        "primary": said["objective"],
        "outcomes": text.points(said["desired_outcomes"]),
        "kpis": [{"text": p, "figures": claims.figures(p)} for p in text.points(said["kpi_targets"])],
        "bottleneck": said["growth_bottleneck"],
    }


def _audience(said: dict) -> dict:
    return {
        "who": text.points(said["target_audience"]),
        "pains": text.points(said["pain_points"]),
        "outcomes": text.points(said["desired_outcomes"]),
        "industry": said["industry"],
        "geography": said["geography"],
        "timezone": said["timezone"],
    }


def _brand(said: dict) -> dict:
    tone = said["tone_voice"]
    bans = [p for p in text.points(said["compliance_notes"]) if _NEGATION.search(p)]
    return {
        "name": said["client_name"],
        "website": said["website"],
        "voice": tone,
        "address": _address(tone),
        "avoid": [s for s in _sentences(tone) if _NEGATION.search(s)],
        "avoid_terms": _terms(tone),
        "rules": text.points(said["compliance_notes"]),
        "banned_claims": bans,
        "risk": _risk(said["risk_tolerance"]),
        "risk_note": said["risk_tolerance"],
        "off_limits": [s for s in _sentences(said["risk_tolerance"]) if _NEGATION.search(s)],
    }


def _sentences(value: str) -> list[str]:
    return [s.strip(" .") for s in re.split(r"(?<=[.;!?])\s+|\n|;", value) if s.strip(" .;")]


def _terms(tone: str) -> list[str]:
    found = [term.strip(" .,") for match in _TERM.finditer(tone) for term in _QUOTED.findall(match[1])]
    return list(dict.fromkeys(t for t in found if t))


def _address(tone: str) -> str:
    if re.search(r"\b(?:wir )?siez\w*|\b(?:per|mit) [„\"]?Sie\b|\bSie-Form\b|[„\"]Sie[“\"]", tone, re.IGNORECASE):
        return "Sie"
    if re.search(r"\bduz\w*|\b(?:per|mit) [„\"]?du\b|\bdu-form\b|[„\"]du[“\"]", tone, re.IGNORECASE):
        return "du"
    return ""


def _risk(value: str) -> str:
    first = text.words(value)[:6]
    return next((level for level, names in _RISK.items() if any(w in names for w in first)), "")
