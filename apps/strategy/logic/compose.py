"""The house composition of a strategy: from the approved brief to eight layers, pillars, timeline and open questions. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.learning.contracts import Tools
from apps.strategy.contracts import SCHEMA
from apps.strategy.logic import channels, layers, plan
from apps.strategy.logic.pen import Pen
from apps.strategy.logic.reading import Reading, read

PROMPT_VERSION = "2"
"""Raised whenever the same brief would be written differently: a stored draft of another version is not used."""
OPTIONAL = (
    *(
        "pricing",
        "revenue_streams",
        "unit_economics",
        "growth_bottleneck",
        "differentiators",
        "risk_tolerance",
        "compliance_notes",
    ),
    *("tone_voice", "proof_assets", "objective", "kpi_targets", "budget_range", "timezone"),
)
"""Fields a brief may leave blank; each blank one becomes a named assumption and a question."""


def compose(tools: Tools, context: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a strategy for a context: {"brief": content, "lessons": texts of memory, "notes": wishes of a revision}."""
    reading = read(context, tools)
    pen = Pen(tools=tools, reading=reading)
    content = {
        "schema_version": SCHEMA,
        "language": pen.language,
        "client_name": reading.name,
        "title": f"{pen.label('title')}: {reading.offer_name or reading.name}",
        "layer1_business_reality": layers.business(pen, reading),
        "layer2_market_truth": layers.market(pen, reading),
        "layer3_audience_psychology": layers.audience(pen, reading),
        "layer4_value_architecture": layers.value(pen, reading),
        "layer5_narrative": layers.narrative(pen, reading),
        "layer6_channels": channels.channels(pen, reading),
        "layer7_constraints": plan.constraints(pen, reading),
        "layer8_measurement": plan.measurement(pen, reading),
        "kpis": plan.kpis(pen, reading),
        "pillars": plan.pillars(pen, reading),
        "audience_segments": plan.segments(pen, reading),
        "message_house": _house(reading),
        "counter_argument": plan.against(pen, reading),
        "timeline": plan.timeline(pen, reading),
        "lessons": [pen.line(f"lessons[{i}]", "lesson.used", "memory", lesson=text) for i, text in enumerate(reading.lessons)],
        "wishes": list(reading.notes),
    }
    _name_assumptions(pen, reading)
    content["summary"] = _summary(pen, reading, content)
    content["assumptions"] = pen.assumptions
    content["questions"] = _questions(pen, reading)
    content["sources"] = pen.sources
    return content


def _summary(pen: Pen, r: Reading, content: dict) -> list[str]:
    names = pen.tools.join(channel["name"] for channel in content["layer6_channels"]["channels"])
    judged = pen.q(r.kpis[0].name) if r.kpis else pen.q(r.fields.get("objective"))
    kind, promise = pen.label(r.bottleneck), content["layer4_value_architecture"]["core_promise"]
    lines = [
        pen.line("summary[0]", "summary.1", "growth_bottleneck", "duration_weeks", kind=kind, weeks=r.weeks),
        pen.line("summary[1]", "summary.2", "desired_outcomes", "differentiators", promise=promise),
        pen.line("summary[2]", "summary.3", "kpi_targets", count=len(content["pillars"]), channels=names, kpi=judged),
    ]
    return [line for line in lines if line]


def _house(r: Reading) -> list[dict[str, str]]:
    return [{"pain": row.pain, "outcome": row.outcome, "difference": row.difference, "proof": row.proof} for row in r.rows]


def _name_assumptions(pen: Pen, r: Reading) -> None:
    for name in r.fields.missing(*OPTIONAL):
        label = pen.label(name)
        effect = pen._say("effect.default", "effect.default", {})
        pen.assume(name, "assume.blank", "ask.blank", label=label, label_low=label, effect=effect)
    if not r.weeks_known:
        pen.assume("duration_weeks", "assume.weeks", "ask.weeks", weeks=r.weeks)
    if r.unproven:
        pen.assume("proof_assets", "assume.unproven", "ask.unproven", claims=pen.listed(r.unproven))
    if r.differences and not all(row.matched for row in r.rows):
        pen.assume("differentiators", "assume.pairs", "ask.pairs")
    pen.assume("target_audience", "assume.channels", "ask.channels")


def _questions(pen: Pen, r: Reading) -> list[str]:
    """What the brief asks, then what the assumptions ask, each once; a field asked about by the brief is not asked again."""
    asked = {name for name, _ in r.questions}
    own = (a["question"] for a in pen.assumptions if a["key"] not in asked or not r.fields.missing(a["key"]))
    return list(dict.fromkeys(question for question in (*(q for _, q in r.questions), *own) if question))
