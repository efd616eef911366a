"""QC in the journey: the exact version's content goes in, with what it must agree with; the verdict comes out."""

from __future__ import annotations

from typing import Any

from apps.delivery import services as delivery
from apps.onboarding import services as onboarding
from apps.orchestration.services.task import Task
from apps.production import services as production
from apps.qc import services as qc
from apps.strategy import services as strategies
from kernel.refs import ArtifactRef


def brief(task: Task) -> dict[str, Any]:
    """qc: the brief at hand."""
    found = onboarding.get_brief(actor=task.actor, brief_id=task.ref("brief").id)
    return _evaluate(task, task.ref("brief"), found.content, {"language": found.content.get("language", "en")})


def strategy(task: Task) -> dict[str, Any]:
    """qc: the strategy at hand, against the brief it was made from."""
    found = strategies.get_strategy(actor=task.actor, strategy_id=task.ref("strategy").id)
    return _evaluate(task, task.ref("strategy"), found.content, {"brief": _brief(task)})


def bundle(task: Task) -> dict[str, Any]:
    """qc: the drafts at hand, against brief and strategy."""
    found = production.get_bundle(actor=task.actor, bundle_id=task.ref("draft_bundle").id)
    plan = strategies.get_strategy(actor=task.actor, strategy_id=task.ref("strategy").id)
    brief = _brief(task)
    forbidden = [
        *plan.content.get("layer7_constraints", {}).get("forbidden_language", []),
        *brief.get("brand", {}).get("avoid_terms", []),
    ]
    context = {
        "brief": brief,
        "strategy": plan.content,
        "strategy_sha256": plan.sha256,
        "forbidden_language": forbidden,
        "channels": list(found.content.get("channels", ())),
        "language": found.content.get("language", "en"),
    }
    return _evaluate(task, task.ref("draft_bundle"), found.content, context)


def package(task: Task) -> dict[str, Any]:
    """qc: the package's manifest."""
    found = delivery.get_package(actor=task.actor, package_id=task.ref("delivery_package").id)
    return _evaluate(task, task.ref("delivery_package"), found.manifest, {})


def _brief(task: Task) -> dict[str, Any]:
    return onboarding.get_brief(actor=task.actor, brief_id=task.ref("brief").id).content


def _evaluate(task: Task, ref: ArtifactRef, content: dict[str, Any], context: dict[str, Any]) -> dict[str, Any]:
    result = qc.evaluate(**task.owner, ref=ref, content=content, client_id=task.client_id, context=context)
    serious = [f for f in result.findings if str(f.severity) != "minor"]
    notes = [_note(f) for f in (serious or result.findings)]
    return {"kind": ref.kind, "verdict": str(result.verdict), "score": result.score, "notes": notes}


def _note(finding: Any) -> str:
    where = f"{finding.path}: " if finding.path else ""
    return f"{where}{finding.message} {finding.fix}".strip()
