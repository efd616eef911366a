"""Invoices of the journey: drafts whose lines name what they bill; finance issues them."""

from __future__ import annotations

from typing import Any

from apps.billing import services as billing
from apps.billing.contracts import BillTo, InvoiceKind, ProofKind
from apps.identity import services as identity
from apps.onboarding import services as onboarding
from apps.orchestration.services.task import Task
from kernel.refs import ArtifactRef


def deposit_invoice(task: Task) -> dict[str, Any]:
    """billing: the deposit, proven by the signed agreement."""
    agreement = task.ref("agreement")
    return {"ids": {"deposit_invoice": _draft(task, InvoiceKind.DEPOSIT, ProofKind.AGREEMENT, agreement)}}


def final_invoice(task: Task) -> dict[str, Any]:
    """billing: the rest of the price, proven by the client's approval of exactly what was published."""
    bundle = task.ref("draft_bundle")
    approval = ArtifactRef(kind="approval", id=task.id("approval"), version=bundle.version, sha256=bundle.sha256)
    return {"ids": {"final_invoice": _draft(task, InvoiceKind.FINAL, ProofKind.APPROVAL, approval)}}


def _draft(task: Task, kind: InvoiceKind, proof_kind: ProofKind, proof: ArtifactRef) -> Any:
    engagement = onboarding.get_engagement(actor=task.actor, engagement_id=task.engagement_id)
    account = identity.get_client(actor=task.actor, client_id=task.client_id)
    lines = billing.plan_lines(
        actor=task.actor,
        engagement_id=task.engagement_id,
        kind=kind,
        description=engagement.pack_title,
        price=engagement.price,
        proof_kind=proof_kind,
        proof_id=proof.id,
        proof_sha256=proof.sha256,
    )
    payer = BillTo(name=account.name, email=engagement.contact_email, country=account.country, language=engagement.language)
    drafted = billing.create_invoice(**task.owner, client_id=task.client_id, kind=kind, lines=lines, bill_to=payer)
    return drafted.id
