"""Strategy rules: are all eight layers there, and can they be worked with?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from apps.qc.logic.case import Case, find, is_empty
from apps.qc.logic.rules.base import BLOCKER, MAJOR, MINOR, STRATEGY, Hit, rule

LAYERS: dict[int, tuple[str, ...]] = {
    1: ("business_model_summary", "revenue_streams", "unit_economics", "pricing_logic", "growth_constraint", "bottleneck"),
    2: ("category_maturity", "white_space_logic", "what_not_to_do"),
    3: ("awareness_state", "objection_hierarchy", "trust_transfer_mechanism"),
    4: ("core_promise", "sacrifice_framing", "differentiation_logic"),
    5: ("problem", "tension", "resolution", "enemy_definition", "repetition_logic"),
    6: ("channels",),
    7: ("tone_boundaries", "forbidden_language", "claim_boundaries", "compliance_rules"),
    8: ("success_definition", "leading_indicators", "lagging_indicators", "decision_rules"),
}
_MAY_BE_EMPTY = frozenset({"forbidden_language", "compliance_rules"})
"""A client may forbid nothing; the field must still be there."""
_SPELLINGS = {"leading_indicators": ("leading",), "lagging_indicators": ("lagging",)}
BOTTLENECKS = ("Demand", "Awareness", "Trust", "Conversion", "Retention")
ROLES = ("Discovery", "Trust", "Conversion", "Retention")
DIFFERENTIATION = ("Structural", "Cosmetic")
_REPETITION = 20


@rule("schema_version", BLOCKER, STRATEGY, waivable=False)
def schema_version(case: Case) -> Iterator[Hit]:
    """The content says by which schema it is built."""
    if is_empty(find(case.content, "schema_version")) and is_empty(find(case.content, "schema")):
        yield Hit(path="schema_version", message="the schema's version is not named", fix="state the schema version")


@rule("all_layers", BLOCKER, STRATEGY, waivable=False)
def all_layers(case: Case) -> Iterator[Hit]:
    """All eight layers are present."""
    for number, names in LAYERS.items():
        if all(_get(case, name) is None for name in names):
            yield Hit(path=f"layer {number}", message=f"layer {number} ({', '.join(names)}) is missing", fix="write this layer")


@rule("layer_fields", BLOCKER, STRATEGY)
def layer_fields(case: Case) -> Iterator[Hit]:
    """Every field of each layer is filled, choices with one of their values."""
    for number, names in LAYERS.items():
        present = [name for name in names if _get(case, name) is not None]
        for name in names if present else ():
            value = _get(case, name)
            if value is None or (is_empty(value) and name not in _MAY_BE_EMPTY):
                yield Hit(path=name, message=f"{name} of layer {number} is empty", fix="fill it in")
    yield from _choice(case, "bottleneck", BOTTLENECKS)
    yield from _choice(case, "differentiation_logic", DIFFERENTIATION)


@rule("channels", BLOCKER, STRATEGY)
def channels(case: Case) -> Iterator[Hit]:
    """There are channels, each with name, role, KPI and kill criteria."""
    found = find(case.content, "channels")
    if not isinstance(found, list) or not found:
        yield Hit(path="channels", message="no channel is planned", fix="plan at least one")
        return
    for index, channel in enumerate(found):
        path = f"channels[{index}]"
        if not isinstance(channel, dict):
            yield Hit(path=path, message="this channel is only a name", fix="state role, KPI and kill criteria")
            continue
        wanted = {"name": ("name", "channel"), "KPI": ("kpi", "kpis"), "kill criteria": ("kill_criteria", "kill", "stop_rule")}
        for what, names in wanted.items():
            if all(is_empty(channel.get(name)) for name in names):
                yield Hit(path=path, message=f"{what} of this channel is missing", fix=f"state the {what}")
        if str(channel.get("role") or "").split(" ")[0].strip(".,:").capitalize() not in ROLES:
            yield Hit(path=f"{path}.role", message=f"“{channel.get('role', '')}” is no role", fix=f"one of {', '.join(ROLES)}")


@rule("what_not_to_do", MAJOR, STRATEGY)
def what_not_to_do(case: Case) -> Iterator[Hit]:
    """The plan names what is left undone."""
    if is_empty(find(case.content, "what_not_to_do")):
        yield Hit(
            path="what_not_to_do", message="the plan excludes nothing", fix="name at least one thing that is not done, and why"
        )


@rule("repetition_logic", MINOR, STRATEGY)
def repetition_logic(case: Case) -> Iterator[Hit]:
    """How the message is repeated is said in at least 20 characters."""
    said = str(find(case.content, "repetition_logic") or "")
    if len(said.strip()) < _REPETITION:
        yield Hit(
            path="repetition_logic",
            message=f"{len(said.strip())} characters",
            fix=f"say in at least {_REPETITION} how it is repeated",
        )


def _get(case: Case, name: str) -> Any:
    spellings = (name, *_SPELLINGS.get(name, ()))
    return next((found for spelling in spellings if (found := find(case.content, spelling)) is not None), None)


def _choice(case: Case, name: str, options: tuple[str, ...]) -> Iterator[Hit]:
    value = find(case.content, name)
    said = " ".join(str(v) for v in value.values()) if isinstance(value, dict) else str(value or "")
    if said.strip() and not any(re.search(rf"\b{option}\b", said, re.IGNORECASE) for option in options):
        yield Hit(path=name, message=f"“{said[:60]}” names none of {', '.join(options)}", fix=f"name one of {', '.join(options)}")
