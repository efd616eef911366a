"""What the rules of the client's journey ask of an event (guards), and what they learn from it (takes)."""

from __future__ import annotations

from typing import Any

from apps.orchestration.logic.types import Event

QC_ROUNDS = 3
"""How often a bundle that failed QC is revised by itself before a person must look."""

Facts = dict[str, Any]


def ref_of(facts: Facts, kind: str) -> dict[str, Any]:
    """The current reference of a kind, {} if there is none yet."""
    return facts.get("refs", {}).get(kind, {})


def newer(kind: str, field: str = "ref"):
    """Guard: the event tells of a later version than the one at hand."""

    def guard(facts: Facts, event: Event, heard: tuple[Event, ...]) -> bool:
        told, current = event.data.get(field) or {}, ref_of(facts, kind)
        return bool(told) and (not current or told["version"] > current["version"])

    return guard


def current(kind: str, field: str = "ref"):
    """Guard: the event speaks of exactly the version at hand."""

    def guard(facts: Facts, event: Event, heard: tuple[Event, ...]) -> bool:
        told, present = event.data.get(field) or {}, ref_of(facts, kind)
        return bool(present) and told.get("id") == present["id"] and told.get("sha256") == present["sha256"]

    return guard


def learn(kind: str, field: str = "ref"):
    """Take: the event's reference is now the current one."""

    def take(facts: Facts, event: Event) -> Facts:
        return {**facts, "refs": {**facts.get("refs", {}), kind: event.data[field]}}

    return take


def learn_result(facts: Facts, event: Event) -> Facts:
    """Take: ids and references that a call answered with."""
    result = event.data.get("result", {})
    return {
        **facts,
        **result.get("facts", {}),
        "ids": {**facts.get("ids", {}), **result.get("ids", {})},
        "refs": {**facts.get("refs", {}), **result.get("refs", {})},
    }


def learn_verdict(facts: Facts, event: Event) -> Facts:
    """Take: a QC verdict with its notes."""
    result = event.data["result"]
    rounds = facts.get("qc_rounds", 0) + (1 if result["verdict"] == "FAIL" and result["kind"] == "draft_bundle" else 0)
    verdicts = {**facts.get("qc", {}), result["kind"]: {"verdict": result["verdict"], "score": result["score"]}}
    return {**facts, "qc": verdicts, "qc_rounds": rounds, "notes": result["notes"]}


def learn_draft(facts: Facts, event: Event) -> Facts:
    """Take: a new draft; the first one and one after the client's wish start a new count of QC rounds."""
    fresh = event.data.get("reason") in ("first", "client")
    return {**learn("draft_bundle")(facts, event), **({"qc_rounds": 0} if fresh else {})}


def learn_changes(facts: Facts, event: Event) -> Facts:
    """Take: what the client wants changed, and one more round used."""
    return {**facts, "notes": event.data.get("notes", []), "client_rounds": facts.get("client_rounds", 0) + 1}


def learn_approval(facts: Facts, event: Event) -> Facts:
    """Take: the decision that later lines and packages name."""
    return {**facts, "ids": {**facts.get("ids", {}), "approval": event.data["decision_id"]}}


def failed(facts: Facts, event: Event, heard: tuple[Event, ...]) -> bool:
    """Guard: the call's result is a QC FAIL."""
    return event.data["result"]["verdict"] == "FAIL"


def may_revise(facts: Facts, event: Event, heard: tuple[Event, ...]) -> bool:
    """Guard: QC failed and rounds are left."""
    return failed(facts, event, heard) and facts.get("qc_rounds", 0) < QC_ROUNDS


def overtaken(kind: str, name: str):
    """Guard: while the call ran, a later version was told; its verdict says nothing about that one."""
    is_newer = newer(kind)

    def guard(facts: Facts, event: Event, heard: tuple[Event, ...]) -> bool:
        return any(e.name == name and is_newer(facts, e, heard) for e in heard)

    return guard


def round_left(facts: Facts, event: Event, heard: tuple[Event, ...]) -> bool:
    """Guard: the changes concern the version at hand, and the contract still holds a round."""
    used, contracted = facts.get("client_rounds", 0), facts.get("contracted_rounds", 0)
    return current("draft_bundle", "subject")(facts, event, heard) and used < contracted


def final_invoice(facts: Facts, event: Event, heard: tuple[Event, ...]) -> bool:
    """Guard: the event is about this journey's final invoice."""
    return event.data.get("invoice_id") == facts.get("ids", {}).get("final_invoice")


def paid_in_full(facts: Facts, event: Event, heard: tuple[Event, ...]) -> bool:
    """Guard: nothing of the final invoice is open any more."""
    return final_invoice(facts, event, heard) and bool(event.data.get("paid_in_full"))


def something_live(facts: Facts, event: Event, heard: tuple[Event, ...]) -> bool:
    """Guard: at least one post stands."""
    return current("delivery_package", "package")(facts, event, heard) and event.data.get("live", 0) > 0


def nothing_live(facts: Facts, event: Event, heard: tuple[Event, ...]) -> bool:
    """Guard: publishing ended and not one post stands."""
    return current("delivery_package", "package")(facts, event, heard) and not event.data.get("live", 0)
