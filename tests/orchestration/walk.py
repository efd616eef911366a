"""Drives the pure journey in memory: calls end well unless told otherwise, signals are spoken by the test."""

from __future__ import annotations

from dataclasses import dataclass, field

from apps.orchestration.logic import client_journey as journey
from apps.orchestration.logic import process
from apps.orchestration.logic.types import DONE, FAILED, Event

V1 = journey.V1


def ref(kind: str, version: int) -> dict:
    """A reference as signals carry it."""
    return {"kind": kind, "id": f"{kind}-{version}", "version": version, "sha256": f"{kind}{version}" * 4}


@dataclass
class Walk:
    """One journey under test; `moves` and `calls` collect what happened."""

    verdicts: dict[str, list[str]] = field(default_factory=dict)
    rounds: int = 2
    moves: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    count: int = 0

    def __post_init__(self) -> None:
        self.at = process.begin(V1, {"contracted_rounds": self.rounds}).process
        self.calls.append(self.at.step)

    def say(self, name: str, **data) -> Walk:
        """One event; then every planned call ends."""
        self._next(name, data)
        return self.run()

    def run(self) -> Walk:
        """End planned calls as long as the journey runs."""
        while self.at.state == "RUNNING":
            self._next(DONE, {"step": self.at.step, "number": self.at.number, "result": self._result(self.at.step)})
        return self

    def crash(self) -> Walk:
        """The planned call has used up its attempts."""
        self._next(FAILED, {"step": self.at.step, "number": self.at.number, "error": "boom"})
        return self

    def _next(self, name: str, data: dict) -> None:
        self.count += 1
        outcome = process.next(V1, self.at, Event(id=str(self.count), name=name, data=data))
        self.at = outcome.process
        self.moves += [f"{m.before}>{m.after}" for m in outcome.moves]
        if outcome.plan:
            self.calls.append(outcome.plan)

    def _result(self, step: str) -> dict:
        if step.startswith("qc_"):
            kind = {"qc_brief": "brief", "qc_strategy": "strategy", "qc_bundle": "draft_bundle"}.get(step, "delivery_package")
            queue = self.verdicts.get(kind, [])
            return {"kind": kind, "verdict": queue.pop(0) if queue else "PASS", "score": 90, "notes": ["fix it"]}
        known = {"normalize_brief": {"refs": {"brief": ref("brief", 1)}}, "final_invoice": {"ids": {"final_invoice": "F"}}}
        return known.get(step, {})


def to_review(**values) -> Walk:
    """A journey whose first drafts lie with the client, if QC let them."""
    walk = Walk(**values).run()
    walk.say(journey.SIGNED, ref=ref("agreement", 1)).say(journey.CAPTURED)
    walk.say(journey.BRIEF_OK, ref=ref("brief", 1)).say(journey.PLAN, ref=ref("strategy", 1))
    walk.say(journey.PLAN_OK, ref=ref("strategy", 1))
    return walk.say(journey.DRAFT, ref=ref("draft_bundle", 1), reason="first")


def to_end(walk: Walk, version: int) -> Walk:
    """From the client's yes to the end."""
    walk.say(journey.APPROVED, subject=ref("draft_bundle", version), decision_id="D")
    walk.say(journey.BUILT, ref=ref("delivery_package", 1))
    walk.say(journey.PUBLISHED, package=ref("delivery_package", 1), live=12, failed=0)
    walk.say(journey.REPORT, ref=ref("report", 1))
    walk.say(journey.ISSUED, invoice_id="F", ref=ref("invoice", 1))
    return walk.say(journey.PAID, invoice_id="F", paid_in_full=True)
