"""Compensation: new acts that put right what a cancelled journey has done. Nothing is deleted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from apps.billing import services as billing
from apps.billing.contracts import InvoiceStatus
from apps.delivery import services as delivery
from apps.delivery.contracts import PublicationFilter, PublicationState, Resolution
from apps.orchestration.contracts import Proposal
from apps.orchestration.services import actions
from apps.orchestration.services.task import Task


def publishing(task: Task) -> dict[str, Any]:
    """delivery: every post that has not gone out is taken out; those that stand stay and are counted."""
    if not task.facts.get("refs", {}).get("delivery_package"):
        return {"facts": {"undone_posts": 0}}
    reason, taken = f"The journey was cancelled: {task.facts.get('cancelled', '')}", 0
    for state in (PublicationState.SCHEDULED,):
        wanted = PublicationFilter(package_id=task.ref("delivery_package").id, state=state)
        while page := delivery.list_publications(actor=task.actor, filter=wanted, limit=100).items:
            for post in page:
                delivery.resolve_publication(
                    actor=task.actor,
                    publication_id=post.id,
                    resolution=Resolution.REMOVED,
                    reason=reason,
                    key=f"{task.key}:{post.id}",
                )
                taken += 1
    return {"facts": {"undone_posts": taken}}


def review(task: Task) -> dict[str, Any]:
    """A person tells the client that nothing is asked of them any more."""
    why = task.facts.get("cancelled", "")
    _propose(
        task,
        Proposal(
            kind="close_with_client",
            title=f"Tell {task.company} that the work has stopped",
            effect=f"Write to {task.company}: the work has stopped ({why}) and nothing more is asked of them.",
        ),
    )
    return {}


def deposit_invoice(task: Task) -> dict[str, Any]:
    """What becomes of the deposit invoice is put before finance."""
    return _settle_invoice(task, "deposit_invoice")


def final_invoice(task: Task) -> dict[str, Any]:
    """What becomes of the final invoice is put before finance."""
    return _settle_invoice(task, "final_invoice")


def _settle_invoice(task: Task, name: str) -> dict[str, Any]:
    stored = task.facts.get("ids", {}).get(name)
    if not stored:
        return {}
    invoice = billing.get_invoice(actor=task.actor, invoice_id=UUID(stored))
    if invoice.status in (InvoiceStatus.DISCARDED, InvoiceStatus.CREDITED):
        return {}
    reason = f"The engagement was cancelled: {task.facts.get('cancelled', '')}"
    payload = {"invoice_id": stored, "reason": reason}
    if invoice.status is InvoiceStatus.DRAFT:
        effect = f"Discard the draft over {invoice.total} to {invoice.bill_to.name}. It has no number, so none will be missing."
        proposal = Proposal(
            kind="discard_invoice", title=f"Discard the draft invoice of {task.company}", effect=effect, payload=payload
        )
    else:
        effect = (
            f"Issue a credit note over all that is left of invoice {invoice.number} ({invoice.total}) to {invoice.bill_to.name}. "
            f"What was paid ({invoice.paid}) becomes the client's credit."
        )
        proposal = Proposal(
            kind="credit_invoice",
            title=f"Credit invoice {invoice.number} of {task.company}",
            effect=effect,
            payload=payload,
            reversible=False,
        )
    _propose(task, proposal)
    return {}


def _propose(task: Task, proposal: Proposal) -> None:
    actions.propose(
        actor=task.actor,
        proposal=proposal,
        client_id=task.client_id,
        journey_id=task.journey_id,
        key=f"{task.key}:{proposal.kind}",
    )
