"""What a strategist reads out of a brief before writing: pieces, figures, the bottleneck, the kind of buyer. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from apps.learning.contracts import Facts, Tools
from apps.strategy.logic import signs
from apps.strategy.logic.figures import Kpi, amounts_in, kpi, whole


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
    """The brief, read. Lists keep the client's order and words; `fields` knows the whole answers."""

    fields: Facts
    name: str
    offer_name: str
    audience: tuple[str, ...]
    pains: tuple[str, ...]
    outcomes: tuple[str, ...]
    differences: tuple[str, ...]
    proofs: tuple[str, ...]
    streams: tuple[str, ...]
    economics: tuple[str, ...]
    rows: tuple[Row, ...]
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
    avoid: tuple[str, ...]
    rules: tuple[str, ...]
    off_limits: tuple[str, ...]
    exclusions: tuple[str, ...]
    address: str
    lessons: tuple[str, ...]
    notes: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]

    @property
    def unit(self) -> str:
        """What is counted first, in the brief's words; "" when no target names it."""
        return next((k.unit for k in self.kpis if k.unit and k.unit != "%" and not k.is_cost), "")

    @property
    def cost_limit(self) -> str:
        """The target that limits what a result may cost."""
        return next((k.name for k in self.kpis if k.is_cost), "")


def read(context: Mapping[str, Any], tools: Tools) -> Reading:
    """Read a context: {"brief": content of the approved brief, "lessons": [...], "notes": [...]}."""
    brief = context["brief"] if isinstance(context.get("brief"), Mapping) else context
    fields = tools.facts(context)
    brand, scope = _part(brief, "brand"), _part(brief, "scope")
    pains, outcomes, differences, proofs = (
        points(fields.get(name), fields, name, tools)
        for name in ("pain_points", "desired_outcomes", "differentiators", "proof_assets")
    )
    weeks = whole(scope.get("weeks")) or whole(fields.get("duration_weeks"))
    sums, currency = amounts_in(fields.get("budget_range"))
    bottleneck = signs.find_bottleneck(fields.get("growth_bottleneck"))
    who = f"{fields.get('target_audience')} {fields.get('industry')}"
    notes = tuple(map(str, _list(context, "notes")))
    return Reading(
        fields=fields,
        name=fields.get("client_name"),
        offer_name=_offer_name(fields.get("primary_offer")),
        audience=points(fields.get("target_audience"), fields, "target_audience", tools),
        pains=pains,
        outcomes=outcomes,
        differences=differences,
        proofs=proofs,
        streams=points(fields.get("revenue_streams"), fields, "revenue_streams", tools),
        economics=points(fields.get("unit_economics"), fields, "unit_economics", tools),
        rows=house(pains, outcomes, differences, proofs),
        claims=_claims(brief, proofs),
        unproven=tuple(map(str, _list(brief, "unproven"))),
        bottleneck=bottleneck or "Awareness",
        bottleneck_known=bool(bottleneck),
        kpis=_kpis(points(fields.get("kpi_targets"), fields, "kpi_targets", tools), weeks or 12),
        budget=sums,
        currency=currency,
        weeks=min(max(weeks or 12, 2), 52),
        weeks_known=bool(weeks),
        business=len(signs.BUSINESS.findall(who)) > len(signs.CONSUMER.findall(who)),
        local=bool(signs.LOCAL.search(fields.get("geography"))),
        mature=any(signs.FAULT.search(pain) for pain in pains),
        structural=any(signs.STRUCTURAL.search(difference) for difference in differences),
        avoid=_unique([*_list(brand, "avoid_terms"), *_quoted(_list(brand, "banned_claims")), *_quoted_in_notes(notes)]),
        rules=_unique(_list(brand, "rules")) or points(fields.get("compliance_notes"), fields, "compliance_notes", tools),
        off_limits=_unique(_list(brand, "off_limits")),
        exclusions=_unique(_list(scope, "exclusions")),
        address=str(brand.get("address") or ""),
        lessons=_unique(_list(context, "lessons")),
        notes=notes,
        questions=tuple(
            (str(q.get("field", "")), str(q.get("question", ""))) for q in _list(brief, "questions") if isinstance(q, Mapping)
        ),
    )


def points(answer: str, fields: Facts, name: str, tools: Tools) -> tuple[str, ...]:
    """The points of an answer: its lines where there are several, else its pieces; nothing for a blank one."""
    if not answer:
        return ()
    raw = fields.fields.get(name)
    if isinstance(raw, str) and "\n" in raw.strip():
        lines = (re.sub(r"^\s*(?:[-–—*+•]|\(?\d{1,2}[.)])\s+", "", line).strip(" .") for line in raw.splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))
    return fields.phrases(name)


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
        proof, proven = _best(difference or anchor, proofs, index)
        rows.append(Row(pain=pain, outcome=outcome, difference=difference, proof=proof if proven else "", matched=matched))
    return tuple(rows)


def _best(anchor: str, options: tuple[str, ...], index: int) -> tuple[str, bool]:
    if not options:
        return "", False
    wanted = _stems(anchor)
    score, _, best = max((len(wanted & _stems(option)), -abs(place - index), option) for place, option in enumerate(options))
    return (best, True) if score else (options[index % len(options)], False)


def _stems(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"\w+", text.casefold()) if len(word) > 3 and word not in _COMMON}


_COMMON_WORDS = """
that this with from they their have every what each into when where your ours first last week weeks month months year years days time
today nicht eine einen einer sich wird werden auch noch erste ersten letzte woche wochen monat monate jahr jahre tage zeit heute
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def _offer_name(offer: str) -> str:
    head, mark, _ = re.split(r"(?<=[.!?])\s", offer)[0].partition(":")
    return head.strip() if mark and len(head.split()) <= 7 else ""


def _claims(brief: Mapping[str, Any], proofs: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    found = [c for c in _list(brief, "claims") if isinstance(c, Mapping) and c.get("text")]
    proven = [(str(c["text"]), str(c.get("proof") or "")) for c in found if c.get("text") != c.get("proof")]
    return tuple(proven) or tuple((proof, proof) for proof in proofs)


def _kpis(lines: tuple[str, ...], weeks: int) -> tuple[Kpi, ...]:
    found: list[Kpi] = []
    for line in lines:
        found.append(kpi(line, weeks, found[0].unit if found else "-"))
    return tuple(found)


def _quoted(items: Iterable[Any]) -> list[str]:
    return [m.strip() for item in items for m in re.findall(r"[“„\"«»]([^“”„\"«»]{2,60})[”“\"«»]", str(item))]


def _quoted_in_notes(notes: tuple[str, ...]) -> list[str]:
    """What a note of quality control or of staff names in quotation marks as forbidden must not return."""
    return _quoted(
        n for n in notes if re.search(r"forbidden|stock phrase|remove|avoid|verboten|vermeid|streich", n, re.IGNORECASE)
    )


def _unique(items: Iterable[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(item).strip() for item in items if str(item).strip()))


def _part(brief: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = brief.get(name)
    return found if isinstance(found, Mapping) else {}


def _list(part: Mapping[str, Any], name: str) -> list:
    found = part.get(name)
    return list(found) if isinstance(found, list | tuple) else [found] if isinstance(found, str) and found else []
