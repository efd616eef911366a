"""Layers six to eight and what goes with the layers: channels, limits, measures, pillars, the case against, the weeks. Pure."""

from __future__ import annotations

from apps.strategy.logic.layers import _lead, _who, promise
from apps.strategy.logic.pen import Pen, as_rule
from apps.strategy.logic.reading import Reading


def constraints(pen: Pen, r: Reading) -> dict:
    """Layer 7: how texts sound, what they must not say, what may be claimed."""
    at, f = "layer7_constraints.", r.fields
    tone = [
        pen.line(
            f"{at}tone_boundaries[0]",
            "tone.given" if f.has("tone_voice") else "tone.none",
            "tone_voice",
            voice=f.get("tone_voice"),
        ),
        pen.line(f"{at}tone_boundaries[1]", f"tone.address.{r.address}", "tone_voice") if r.address in ("Sie", "du") else "",
        pen.line(f"{at}tone_boundaries[2]", "tone.risk", "risk_tolerance", risk=pen.q(f.get("risk_tolerance"))),
        pen.line(f"{at}tone_boundaries[3]", "tone.languages", "languages", languages=f.get("languages")),
    ]
    rules = [pen.verbatim(f"{at}compliance_rules[{i}]", as_rule(rule), "compliance_notes") for i, rule in enumerate(r.rules)]
    return {
        "tone_boundaries": [text for text in tone if text],
        "forbidden_language": list(r.avoid),
        "claim_boundaries": {
            "rule": pen.line(f"{at}claim_boundaries.rule", "claim.rule", "proof_assets"),
            "proven": [{"claim": claim, "proof": proof} for claim, proof in r.claims],
            "not_claimed": list(r.unproven),
        },
        "compliance_rules": rules or [pen.line(f"{at}compliance_rules[0]", "compliance.none", "compliance_notes")],
    }


def measurement(pen: Pen, r: Reading) -> dict:
    """Layer 8: what success is, what shows it early and late, and what follows from the figures."""
    at, f = "layer8_measurement.", r.fields
    goal = pen.q(f.get("objective") or _lead(r).outcome)
    kpis = pen.listed(k.name for k in r.kpis)
    first = pen.q(r.kpis[0].name) if r.kpis else ""
    unit = unit_of(pen, r)
    lagging = [
        pen.line(f"{at}lagging_indicators[{i}]", "lag.kpi", "kpi_targets", kpi=pen.q(k.name), turn=i)
        for i, k in enumerate(r.kpis)
    ]
    lagging.append(
        pen.line(
            f"{at}lagging_indicators[{len(lagging)}]",
            "lag.value",
            "unit_economics",
            fact=pen.q(r.economics[0] if r.economics else ""),
        )
        or pen.line(f"{at}lagging_indicators[{len(lagging)}]", "lag.none", "revenue_streams")
    )
    rules = [
        pen.line(f"{at}decision_rules.{name}", f"rule.{name}", "kpi_targets", kpi=first, unit=unit)
        for name in ("review", "pillar", "channel", "behind", "ahead", "claim")
    ]
    return {
        "success_definition": pen.text(
            at + "success_definition",
            ("success.goal", ("objective", "duration_weeks"), {"objective": goal, "weeks": r.weeks}),
            ("success.kpis" if r.kpis else "success.nokpi", ("kpi_targets",), {"kpis": kpis}),
            ("success.not", ("objective",), {}),
        ),
        "leading_indicators": [
            pen.line(f"{at}leading_indicators.{name}", f"lead.{name}", "target_audience", audience=_who(pen, r))
            for name in ("visits", "replies", "doubts", "proof")
        ],
        "lagging_indicators": lagging,
        "decision_rules": [rule for rule in rules if rule],
    }


def kpis(pen: Pen, r: Reading) -> list[dict]:
    """The targets of the brief; without any, one whose value is agreed after the first measurement."""
    if r.kpis:
        return [{"name": k.name, "target": k.target, "unit": k.unit, "days": k.days} for k in r.kpis]
    goal = r.fields.get("objective") or promise(pen, r)
    return [{"name": goal, "target": pen.word("channel.target"), "unit": unit_of(pen, r), "days": r.weeks * 7}]


def pillars(pen: Pen, r: Reading) -> list[dict]:
    """Three or four hypotheses, each with the metric that tests it and the rule that ends it."""
    lead, proof = r.rows[0], _lead(r).proof or (r.proofs[0] if r.proofs else "")
    second = r.rows[1 % len(r.rows)]
    rests = (
        ("pillar.0", lead.pain, ("pain_points", "target_audience"), {"pain": pen.q(lead.pain), "audience": _who(pen, r)}),
        ("pillar.1", _lead(r).difference, ("differentiators",), {"difference": pen.q(_lead(r).difference)}),
        ("pillar.2" if proof else "pillar.2.none", proof or " ", ("proof_assets",), {"proof": pen.q(proof)}),
        ("pillar.3", second.outcome, ("desired_outcomes",), {"outcome": pen.q(second.outcome)}),
    )
    found = []
    for i, (slot, needed, fields, values) in enumerate(rests):
        if not needed:
            continue
        at = f"pillars[{len(found)}]"
        found.append(
            {
                "name": pen.word("pillar.name", i),
                "about": pen.tools.trim(needed.strip(), 160) if needed.strip() else "",
                "hypothesis": pen.line(f"{at}.hypothesis", slot, *fields, **values),
                "metric": pen.line(f"{at}.metric", "pillar.metric", "kpi_targets", unit=unit_of(pen, r), turn=i),
                "stop_rule": pen.line(f"{at}.stop_rule", "pillar.stop", "kpi_targets", unit=unit_of(pen, r), turn=i),
            }
        )
    return found


def against(pen: Pen, r: Reading) -> dict:
    """The strongest argument against the plan, why it is kept all the same, and what would change our mind."""
    slot = "against.answer" if r.bottleneck_known else "against.answer.assumed"
    bottleneck = pen.q(r.fields.get("growth_bottleneck"))
    return {
        "argument": pen.line("counter_argument.argument", f"against.{r.bottleneck}", "growth_bottleneck", weeks=r.weeks),
        "answer": pen.line("counter_argument.answer", slot, "growth_bottleneck", bottleneck=bottleneck),
        "what_would_change_it": pen.line(
            "counter_argument.what_would_change_it", "against.change", "kpi_targets", unit=unit_of(pen, r)
        ),
    }


def timeline(pen: Pen, r: Reading) -> list[dict]:
    """Four phases over the weeks of the plan; short plans let the middle ones share."""
    weeks = r.weeks
    ends = sorted({max(1, round(weeks * 0.25)), max(1, round(weeks * 0.5)), max(1, weeks - max(1, round(weeks * 0.15))), weeks})
    names = ("prepare", "test", "carry", "close")[-len(ends) :] if len(ends) < 4 else ("prepare", "test", "carry", "close")
    paid = ("ads",) if r.budget else ()
    tasks = {
        "prepare": ("proof", "calls", "baseline" if r.kpis else "baseline.none", "page"),
        "test": ("posts", "review"),
        "carry": (*paid, "reuse"),
        "close": ("report", "next"),
    }
    values = {"kpis": pen.listed(k.name for k in r.kpis), "zone": r.fields.get("timezone")}
    found, start = [], 1
    for name, end in zip(names, ends, strict=True):
        at = f"timeline.{name}"
        lines = [pen.line(f"{at}.{task}", f"task.{task}", "kpi_targets", "timezone", **values) for task in tasks[name]]
        found.append(
            {
                "phase": pen.word(f"phase.{name}"),
                "from_week": start,
                "to_week": end,
                "goal": pen.line(f"{at}.goal", f"phase.{name}.goal", "duration_weeks"),
                "tasks": [line for line in lines if line],
            }
        )
        start = end + 1
    return found


def segments(pen: Pen, r: Reading) -> list[dict]:
    """Each group of the audience, with the problem to begin with and the wish that wins it."""
    found = []
    for i, who in enumerate(r.audience):
        row = r.rows[i % len(r.rows)]
        fits = pen.line(
            f"audience_segments[{i}].approach",
            "segment.fits",
            "target_audience",
            "pain_points",
            "desired_outcomes",
            pain=pen.q(row.pain),
            outcome=pen.q(row.outcome),
            turn=i,
        )
        found.append({"who": who, "approach": fits})
    return found


def unit_of(pen: Pen, r: Reading) -> str:
    """What is counted: the unit of the first target, else a plain word."""
    return r.unit or pen.word("channel.unit")
