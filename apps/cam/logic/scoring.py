"""Scores with reasons: ICP fit and opportunity, half and half, by the weights of the specification."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field

from apps.cam.contracts import LeadIn, LeadScore, Reason, Tier
from apps.cam.logic import addresses

ICP_WEIGHTS = {"size": 0.30, "industry": 0.30, "revenue": 0.25, "location": 0.15}
OPPORTUNITY_WEIGHTS = {"title": 0.35, "seniority": 0.25, "signals": 0.40}
UNKNOWN = 0.5
TIERS = ((0.85, Tier.HOT, "A"), (0.65, Tier.WARM, "B"), (0.40, Tier.COOL, "C"), (0.0, Tier.COLD, "D"))
"""Lower bound, tier, grade: one table for scoring and routing."""
QUALIFYING_ICP = 0.70
VERDICTS = ("qualified", "review", "rejected")
VERDICT_REASONS = (
    "doubtful_icp_fit", "low_icp_fit", "role_account", "competitor", "spam_bot", "invalid_email", "multiple_reasons",
)  # fmt: skip
"""What `score` gives as verdict and as its reason."""
SENIORITIES = (
    (
        1.0,
        (
            "owner",
            "founder",
            "c suite",
            "c-suite",
            "c-level",
            "cxo",
            "chief",
            "ceo",
            "cmo",
            "coo",
            "managing director",
            "geschäftsführer",
            "inhaber",
            "gérant",
            "directeur général",
            "president",
            "partner",
        ),
    ),
    (0.85, ("vp", "vice president", "head", "leiter", "leitung", "director", "directeur", "directora", "director general")),
    (0.55, ("manager", "senior", "lead", "responsable")),
    (0.15, ("entry", "junior", "intern", "assistant", "trainee", "student", "praktikant")),
)


@dataclass(frozen=True, kw_only=True)
class Profile:
    """The ideal customer: what the agency looks for. Staff edit it as data."""

    employees: tuple[int, int] = (10, 250)
    revenue: tuple[int, int] = (1_000_000, 50_000_000)
    industries: tuple[str, ...] = ()
    near_industries: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    spam_words: tuple[str, ...] = field(default_factory=tuple)


def score(lead: LeadIn, profile: Profile, *, is_role_address: bool, bad_address: bool = False) -> LeadScore:
    """Score, tier, grade and verdict of a lead, each with its reasons. `bad_address`: a check found that it takes no mail."""
    # Each reason depends on one or two fields, whose values come again and again: what was found for them is remembered.
    icp_reasons = (
        _size(lead.employees, profile.employees), _industry(lead.industry, profile.industries, profile.near_industries),
        _revenue(lead.revenue, profile.revenue), _location(lead.country, profile.countries),
    )  # fmt: skip
    seniority = _seniority(lead.seniority or lead.title)
    chance_reasons = (_title(lead.title, profile.titles), seniority, _signals(lead.keywords, profile.signals))
    icp = round(sum(r.weight * r.value for r in icp_reasons), 4)
    opportunity = round(sum(r.weight * r.value for r in chance_reasons), 4)
    total = round((icp + opportunity) / 2, 4)
    tier, grade = tier_of(total)
    verdict, reason = _qualify(lead, profile, icp, icp_reasons, is_role_address, bad_address)
    return LeadScore(
        icp=icp, opportunity=opportunity, score=total, tier=tier, grade=grade, verdict=verdict, reason=reason,
        reasons=icp_reasons + chance_reasons,
    )  # fmt: skip


def tier_of(value: float) -> tuple[Tier, str]:
    """The tier and the grade of a score between 0 and 1."""
    return next((tier, grade) for bound, tier, grade in TIERS if value >= bound)


def _qualify(
    lead: LeadIn, profile: Profile, icp: float, reasons: tuple[Reason, ...], is_role: bool, is_bad: bool
) -> tuple[str, str]:
    against = []
    text = " ".join((lead.company, lead.title, lead.keywords, lead.industry)).lower()
    if (not lead.email and not lead.linkedin_url) or (
        lead.email and (is_bad or addresses.domain_of(lead.email) in addresses.DISPOSABLE)
    ):
        against.append("invalid_email")
    if any(_has(text, word) for word in profile.spam_words):
        against.append("spam_bot")
    if _is_competitor(lead, profile):
        against.append("competitor")
    if is_role:
        against.append("role_account")
    unknown = sum(r.value == UNKNOWN and "not known" in r.text for r in reasons)
    if icp < QUALIFYING_ICP and not (QUALIFYING_ICP - icp <= 0.05 or unknown >= 2):
        against.append("low_icp_fit")
    if len(against) > 1:
        return "rejected", "multiple_reasons"
    if against:
        return "rejected", against[0]
    if icp < QUALIFYING_ICP:
        return "review", "doubtful_icp_fit"
    return "qualified", ""


def _is_competitor(lead: LeadIn, profile: Profile) -> bool:
    name, domain = lead.company.lower(), addresses.domain_of(lead.email or lead.website)
    return any(c and (_has(name, c) or c == domain) for c in (c.lower() for c in profile.competitors))


def _band(value: int | None, bounds: tuple[int, int], *, what: str) -> tuple[float, str]:
    if value is None:
        return UNKNOWN, f"{what} not known"
    low, high = bounds
    if low <= value <= high:
        return 1.0, f"{what} {value:,} lies within {low:,}–{high:,}"
    off = low / value if value < low and value else value / high
    if value == 0 or off > 4:
        return 0.0, f"{what} {value:,} is far from {low:,}–{high:,}"
    return (0.6 if off <= 2 else 0.3), f"{what} {value:,} is near {low:,}–{high:,}"


@functools.lru_cache(maxsize=4096)
def _size(employees: int | None, bounds: tuple[int, int]) -> Reason:
    value, text = _band(employees, bounds, what="number of employees")
    return Reason(factor="size", weight=ICP_WEIGHTS["size"], value=value, text=text)


@functools.lru_cache(maxsize=4096)
def _revenue(revenue: int | None, bounds: tuple[int, int]) -> Reason:
    value, text = _band(revenue, bounds, what="yearly revenue")
    return Reason(factor="revenue", weight=ICP_WEIGHTS["revenue"], value=value, text=text)


@functools.lru_cache(maxsize=4096)
def _industry(stated: str, ours: tuple[str, ...], near: tuple[str, ...]) -> Reason:
    industry = stated.lower()
    if not industry:
        value, text = UNKNOWN, "industry not known"
    elif any(_has(industry, i.lower()) for i in ours):
        value, text = 1.0, f"{stated} is one of our industries"
    elif any(_has(industry, i.lower()) for i in near):
        value, text = 0.6, f"{stated} is next to our industries"
    else:
        value, text = 0.0, f"{stated} is none of our industries"
    return Reason(factor="industry", weight=ICP_WEIGHTS["industry"], value=value, text=text)


@functools.lru_cache(maxsize=4096)
def _location(country: str, markets: tuple[str, ...]) -> Reason:
    if not country:
        value, text = UNKNOWN, "country not known"
    elif country in markets:
        value, text = 1.0, f"{country} is one of our markets"
    else:
        value, text = 0.0, f"{country} is none of our markets"
    return Reason(factor="location", weight=ICP_WEIGHTS["location"], value=value, text=text)


@functools.lru_cache(maxsize=4096)
def _title(stated: str, deciding: tuple[str, ...]) -> Reason:
    title = stated.lower()
    if not title:
        value, text = UNKNOWN, "title not known"
    elif found := next((t for t in deciding if _has(title, t.lower())), ""):
        value, text = 1.0, f"“{stated}” decides on marketing ({found})"
    else:
        value, text = 0.2, f"“{stated}” does not decide on marketing"
    return Reason(factor="title", weight=OPPORTUNITY_WEIGHTS["title"], value=value, text=text)


@functools.lru_cache(maxsize=4096)
def _seniority(said: str) -> Reason:
    stated = said.lower()
    if not stated:
        value, text = UNKNOWN, "seniority not known"
    else:
        value = next((v for v, words in SENIORITIES if any(_has(stated, w) for w in words)), 0.3)
        text = f"seniority “{said}”"
    return Reason(factor="seniority", weight=OPPORTUNITY_WEIGHTS["seniority"], value=value, text=text)


@functools.lru_cache(maxsize=1024)
def _signals(keywords: str, ours: tuple[str, ...]) -> Reason:
    if not keywords:
        return Reason(factor="signals", weight=OPPORTUNITY_WEIGHTS["signals"], value=UNKNOWN, text="no signals known")
    found = [s for s in ours if _has(keywords.lower(), s.lower())]
    value = min(1.0, round(len(found) / 3, 4))
    text = f"signals: {', '.join(found)}" if found else "none of our signals in the keywords"
    return Reason(factor="signals", weight=OPPORTUNITY_WEIGHTS["signals"], value=value, text=text)


def _has(text: str, word: str) -> bool:
    return word in text and _word(word).search(text) is not None


@functools.lru_cache(maxsize=4096)
def _word(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
