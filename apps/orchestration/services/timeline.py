"""A journey's story: the lead's own history in front, then calls, waits, decisions, artifacts and moves in order of time."""

from __future__ import annotations

from uuid import UUID

from apps.cam import services as cam
from apps.orchestration import contracts, queries
from apps.orchestration.contracts import TimelineEntry
from apps.orchestration.logic.client_journey import DECISIONS, EXTRA_ROUND
from apps.orchestration.models import Event, Journey, Move, Step, Wait
from apps.orchestration.services import ancestry, mappers, store
from kernel.actors import Actor, worker
from kernel.db import query
from kernel.errors import DomainError

Placed = tuple[UUID, TimelineEntry]
"""An entry with its row's time-ordered id, which orders what happened at the same moment."""
_WORDS = {
    "onboarding.agreement_signed": "The client signed the agreement",
    "onboarding.intake_captured": "The client handed the intake in",
    "onboarding.brief_approved": "The brief was approved",
    "strategy.strategy_approved": "The strategy was approved",
    "client_review.client_approved": "The client approved",
    "client_review.revision_requested": "The client asked for changes",
    "client_review.client_rejected": "The client turned the drafts down",
    "billing.invoice_issued": "An invoice was issued",
    "billing.payment_received": "A payment came in",
    "human.hold": "Put on hold",
    "human.release": "Taken up again",
    "human.retry": "Resumed",
    "human.cancel": "Cancelled",
    "human.override": "Moved out of order",
    EXTRA_ROUND: "A change order was approved",
}


@query("orchestration", right="orchestration.view")
def get_timeline(*, actor: Actor, journey_id: UUID, kinds: tuple[str, ...] = ()) -> contracts.Timeline:
    """The whole story of a journey; `kinds` keeps only lead, step, wait, decision, artifact or move."""
    row = Journey.objects.all().reach(actor, journey_id)
    told = [*_calls(row), *_waits(row), *_decisions(row), *_artifacts(row), *_moves(row)]
    told.sort(key=lambda pair: (pair[1].at, pair[0]))
    entries = [e for e in (*_lead(row), *(entry for _, entry in told)) if not kinds or e.kind in kinds]
    return contracts.Timeline(journey=mappers.to_journey(row, queries.open_wait(row)), entries=tuple(entries))


def _lead(row: Journey) -> list[TimelineEntry]:
    try:
        history = cam.get_lead_history(actor=worker("orchestration"), lead_id=row.lead_id)
    except DomainError:
        return []
    return [TimelineEntry(at=e.at, kind="lead", title=e.text, detail=e.kind.replace("_", " ")) for e in history]


def _calls(row: Journey) -> list[Placed]:
    definition = store.definition_of(row)
    found = []
    for step in Step.objects.filter(journey=row).order_by("number"):
        known = definition.steps.get(step.name)
        title = known.title if known else definition.undo_titles.get(step.name, step.name)
        detail = f"QC {step.result['verdict']}, score {step.result['score']}" if "verdict" in step.result else ""
        if step.state in ("dead", "pending") and step.last_error:
            detail = f"Attempt {step.attempt}: {step.last_error}"
        at = step.ended_at or step.created_at
        entry = TimelineEntry(at=at, kind="step", title=title, detail=detail, state=step.state, by="worker")
        found.append((step.pk, entry))
    return found


def _waits(row: Journey) -> list[Placed]:
    found = []
    for wait in Wait.objects.filter(journey=row).order_by("since"):
        if wait.for_whom == "system" and wait.ended_at is not None:
            continue
        whom = {"client": "the client", "system": "our own workers"}.get(wait.for_whom, f"staff who may “{wait.for_whom}”")
        detail = f"For {whom}" + (f", wanted by {wait.expected_by:%d %B %Y}" if wait.expected_by else "")
        detail += f"; {wait.reminders} reminders" if wait.reminders else ""
        state = "waiting" if wait.ended_at is None else "done"
        title = f"Waited for {wait.for_what}" if wait.ended_at else f"Waits for {wait.for_what}"
        entry = TimelineEntry(at=wait.since, kind="wait", title=title, detail=detail, state=state, until=wait.ended_at)
        found.append((wait.pk, entry))
    return found


def _decisions(row: Journey) -> list[Placed]:
    found = []
    for event in Event.objects.filter(journey=row).order_by("id"):
        if event.name not in DECISIONS and not event.name.startswith("human.") and event.name != EXTRA_ROUND:
            continue
        ref = event.data.get("subject") or event.data.get("ref")
        detail = event.data.get("reason") or "; ".join(event.data.get("notes", ()))[:600]
        if event.name == "billing.payment_received":
            detail = "in full" if event.data.get("paid_in_full") else "in part"
        entry = TimelineEntry(
            at=event.at,
            kind="decision",
            title=_WORDS.get(event.name, event.name),
            detail=detail,
            by=event.actor_kind,
            ref=mappers.to_ref(ref) if ref else None,
        )
        found.append((event.pk, entry))
    return found


def _artifacts(row: Journey) -> list[Placed]:
    if row.engagement_id is None:
        return []
    return [
        (
            node.pk,
            TimelineEntry(at=node.told_at, kind="artifact", title=f"{named(node.kind)}, version {node.version}", ref=node.ref()),
        )
        for node in ancestry.of_engagement(row.engagement_id)
    ]


def named(kind: str) -> str:
    """A kind of artifact in words."""
    return "QC result" if kind == "qc_result" else kind.replace("_", " ").capitalize()


def _moves(row: Journey) -> list[Placed]:
    return [
        (
            move.pk,
            TimelineEntry(
                at=move.at,
                kind="move",
                title=f"{move.before} → {move.after}",
                detail=("Override: " if move.override else "") + move.reason,
                state="override" if move.override else "done",
                by=move.actor_kind,
            ),
        )
        for move in Move.objects.filter(journey=row)
    ]
