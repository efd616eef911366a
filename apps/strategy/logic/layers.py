"""Layers one to five: business, market, audience, value, narrative. Pure."""

from __future__ import annotations

from apps.strategy.logic import signs
from apps.strategy.logic.pen import Pen
from apps.strategy.logic.reading import Reading, Row


def business(pen: Pen, r: Reading) -> dict:
    """Layer 1: how the client earns money, and what holds growth back."""
    at, f = "layer1_business_reality.", r.fields
    return {
        "business_model_summary": pen.text(
            at + "business_model_summary",
            (
                "bm.intro",
                ("industry", "geography"),
                {"industry": pen.tools.inline(f.get("industry")), "geography": f.get("geography").rstrip(".")},
            ),
            ("bm.offer", ("primary_offer",), {"offer": pen.q(f.get("primary_offer"))}),
            ("bm.money", ("revenue_streams",), {"streams": pen.tools.join(r.streams), "count": _count(r.streams)}),
            ("bm.goal", ("objective",), {"objective": pen.q(f.get("objective"))}),
        ),
        "revenue_streams": _streams(pen, r, at + "revenue_streams"),
        "unit_economics": pen.text(
            at + "unit_economics",
            ("unit.facts", ("unit_economics",), {"facts": pen.listed(r.economics)}),
            ("unit.reading" if r.economics else "unit.none", ("unit_economics",), {}),
        ),
        "pricing_logic": _pricing(pen, r, at + "pricing_logic"),
        "growth_constraint": pen.text(
            at + "growth_constraint",
            ("growth.quote", ("growth_bottleneck",), {"bottleneck": pen.q(f.get("growth_bottleneck"))}),
            (f"growth.{r.bottleneck}" if r.bottleneck_known else "growth.assumed", ("growth_bottleneck",), {}),
        ),
        "bottleneck": r.bottleneck,
    }


def market(pen: Pen, r: Reading) -> dict:
    """Layer 2: what kind of market it is, where there is room, what is left undone."""
    at, kind, first = "layer2_market_truth.", "mature" if r.mature else "young", r.rows[0]
    pain = next((p for p in r.pains if signs.FAULT.search(p)), r.pains[0] if r.pains else "")
    pair = next((row for row in r.rows if row.matched and row.pain), first)
    white = "white.matched" if pair.matched and pair.pain else "white.loose" if pair.difference else "white.none"
    rest = [d for d in r.differences if d != pair.difference]
    return {
        "category_maturity": pen.text(
            at + "category_maturity",
            (f"market.{kind}", ("pain_points",), {"pain": pen.q(pain)}),
            (f"market.consequence.{kind}", ("pain_points", "differentiators"), {}),
            ("market.check", ("pain_points",), {}),
        ),
        "white_space_logic": pen.text(
            at + "white_space_logic",
            (white, ("pain_points", "differentiators"), {"pain": pen.q(pair.pain), "difference": pen.q(pair.difference)}),
            ("white.more", ("differentiators",), {"difference": pen.q(rest[0]) if rest else ""}),
        ),
        "what_not_to_do": _omissions(pen, r, at + "what_not_to_do"),
    }


def audience(pen: Pen, r: Reading) -> dict:
    """Layer 3: what the audience knows, doubts and believes."""
    at = "layer3_audience_psychology."
    return {
        "awareness_state": pen.text(
            at + "awareness_state",
            (f"aware.{r.bottleneck}", ("growth_bottleneck",), {}),
            ("aware.voice", ("pain_points",), {"pain": pen.q(r.pains[-1]) if r.pains else ""}),
            ("aware.start", ("pain_points",), {}),
        ),
        "objection_hierarchy": _objections(pen, r, at + "objection_hierarchy"),
        "trust_transfer_mechanism": pen.text(
            at + "trust_transfer_mechanism",
            ("trust.proofs", ("proof_assets",), {"proofs": pen.listed(r.proofs)}),
            ("trust.use" if r.proofs else "trust.none", ("proof_assets",), {}),
        ),
    }


def promise(pen: Pen, r: Reading) -> str:
    """The core promise: what is wanted, and the practice that makes it credible, in the client's own words."""
    row = _lead(r)
    return " ".join(pen.tools.sentence(words) for words in (row.outcome, row.difference) if words)


def value(pen: Pen, r: Reading) -> dict:
    """Layer 4: the promise, what is given up for it, and what the difference is made of."""
    at, lead = "layer4_value_architecture.", _lead(r)
    others = [outcome for outcome in r.outcomes if outcome != lead.outcome]
    kind = "Structural" if r.structural else "Cosmetic"
    slot = f"diff.{kind.lower()}" if r.differences else "diff.none"
    pen.sources[at + "core_promise"] = [["desired_outcomes"], ["differentiators"]]
    return {
        "core_promise": promise(pen, r),
        "sacrifice_framing": pen.text(
            at + "sacrifice_framing",
            ("sacrifice.audience", ("target_audience",), {"audience": _who(pen, r)}),
            ("sacrifice.message", ("desired_outcomes",), {"others": pen.listed(others)}),
            ("sacrifice.pace", ("risk_tolerance", "proof_assets"), {}),
        ),
        "differentiation_logic": {
            "kind": kind,
            "reason": pen.line(
                at + "differentiation_logic.reason", slot, "differentiators", differences=pen.listed(r.differences)
            ),
        },
    }


def narrative(pen: Pen, r: Reading) -> dict:
    """Layer 5: the story that all texts tell a part of."""
    at, f, row = "layer5_narrative.", r.fields, r.rows[0]
    pain, outcome, difference = pen.q(row.pain), pen.q(row.outcome), pen.q(row.difference)
    told = f.has("growth_bottleneck")
    return {
        "problem": pen.text(
            at + "problem",
            ("story.problem", ("pain_points",), {"pain": pain}),
            ("story.problem.more", ("pain_points",), {"pains": pen.listed(r.pains[1:4])}),
        ),
        "tension": pen.line(
            at + "tension",
            "story.tension" if told else "story.tension.plain",
            "desired_outcomes",
            "growth_bottleneck",
            outcome=outcome,
            bottleneck=pen.q(f.get("growth_bottleneck")),
        ),
        "resolution": pen.line(
            at + "resolution",
            "story.resolution" if difference else "story.resolution.plain",
            "differentiators",
            "desired_outcomes",
            difference=difference,
            outcome=outcome,
        ),
        "enemy_definition": pen.line(
            at + "enemy_definition", "story.enemy", "pain_points", pain=pen.q(r.pains[-1] if r.pains else "")
        ),
        "repetition_logic": pen.line(
            at + "repetition_logic", "story.repetition", "desired_outcomes", "differentiators", promise=promise(pen, r)
        ),
    }


def _streams(pen: Pen, r: Reading, at: str) -> list[str]:
    if not r.streams:
        return [pen.line(at, "stream.none", "revenue_streams")]
    return [
        pen.line(f"{at}[{i}]", "stream.other" if i else "stream.first", "revenue_streams", stream=stream, turn=i)
        for i, stream in enumerate(r.streams)
    ]


def _pricing(pen: Pen, r: Reading, at: str) -> str:
    price = r.fields.get("pricing")
    if not price:
        return pen.line(at, "price.none", "pricing")
    said = f"{price} {' '.join(r.rules)}"
    is_open, is_closed = bool(signs.PRICE_OPEN.search(said)), bool(signs.PRICE_CLOSED.search(price))
    return pen.text(
        at,
        ("price.facts", ("pricing",), {"pricing": pen.q(price)}),
        *([("price.open", ("pricing", "pain_points"), {"pain": pen.q(r.rows[0].pain)})] if is_open else []),
        *([("price.closed", ("pricing", "compliance_notes"), {})] if is_closed else []),
        *([("price.neutral", ("pricing",), {})] if not is_open and not is_closed else []),
    )


def _omissions(pen: Pen, r: Reading, at: str) -> list[str]:
    """What is not done: first what the bottleneck forbids, then what the client rules out, then what dilutes."""
    given = r.off_limits or (() if not r.fields.has("risk_tolerance") else (r.fields.get("risk_tolerance"),))
    found = [
        pen.line(f"{at}.bottleneck", f"not.bottleneck.{r.bottleneck}", "growth_bottleneck"),
        *(pen.line(f"{at}.given{i}", "not.given", "risk_tolerance", rule=pen.rule(rule), turn=i) for i, rule in enumerate(given)),
        *(
            pen.line(f"{at}.rule{i}", "not.given", "compliance_notes", rule=pen.rule(rule), turn=i + len(given))
            for i, rule in enumerate(r.rules)
        ),
        *(
            pen.line(f"{at}.proof{i}", "not.proof", "differentiators", claim=pen.q(claim))
            for i, claim in enumerate(r.unproven[:2])
        ),
        pen.line(f"{at}.audience", "not.audience", "target_audience", audience=_who(pen, r)),
        pen.line(f"{at}.channels", "not.channels", "budget_range"),
        *(
            pen.line(f"{at}.excluded{i}", "not.excluded", "scope", rule=rule.rstrip("."))
            for i, rule in enumerate(r.exclusions[:1])
        ),
    ]
    return [text for text in found if text]


def _objections(pen: Pen, r: Reading, at: str) -> list[dict]:
    rows: list[tuple[str, str, Row | None]] = []
    f = r.fields
    if f.has("growth_bottleneck"):
        rows.append(("objection.bottleneck", pen.q(f.get("growth_bottleneck")), _lead(r)))
    rows += [("objection.before", pen.q(row.pain), row) for row in r.rows if row.pain][:4]
    if f.has("pricing"):
        rows.append(("objection.price", "", None))
    found = []
    for i, (slot, words, row) in enumerate(rows):
        here = f"{at}[{i}]"
        objection = pen.line(
            f"{here}.objection", slot, "growth_bottleneck" if i == 0 else "pain_points", bottleneck=words, pain=words
        )
        found.append({"rank": i + 1, "objection": objection, **_reply(pen, r, here, i, row)})
    return found


def _reply(pen: Pen, r: Reading, at: str, turn: int, row: Row | None) -> dict:
    if row is None:
        outcome = pen.q(r.outcomes[0] if r.outcomes else "")
        answer = pen.line(
            f"{at}.answer", "answer.price", "pricing", "desired_outcomes", outcome=outcome, pricing=pen.q(r.fields.get("pricing"))
        )
        proof = r.proofs[0] if r.proofs else ""
    else:
        slot = "answer.difference" if row.difference else "answer.outcome"
        values = {"difference": pen.q(row.difference), "outcome": pen.q(row.outcome)}
        answer = pen.line(f"{at}.answer", slot, "differentiators", turn=turn, **values)
        proof = row.proof
    shown = pen.line(f"{at}.proof", "proof.shown" if proof else "proof.none", "proof_assets", proof=pen.q(proof), turn=turn)
    return {"answer": answer, "proof": shown}


def _lead(r: Reading) -> Row:
    """The row of the house that leads: the first whose difference is proven, else the first whose difference fits."""
    whole = [row for row in r.rows if row.outcome and row.difference]
    return next(
        (row for row in whole if row.proof and row.matched),
        next((row for row in whole if row.matched), (whole or list(r.rows))[0]),
    )


def _who(pen: Pen, r: Reading) -> str:
    return pen.tools.inline(r.audience[0]) if r.audience else ""


def _count(items: tuple[str, ...]) -> str:
    return str(len(items)) if len(items) > 1 else ""
