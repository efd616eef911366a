"""What production keeps of others' facts: QC's verdict, the client's approval, a newer strategy."""

from __future__ import annotations

from uuid import UUID

from apps.production import contracts, signals
from apps.production.logic.checks import shape_problems
from apps.production.models import Bundle, Calendar
from apps.production.services import upstream
from apps.production.services.mapping import to_bundle
from kernel.actors import Actor
from kernel.db import INTERNAL, audit, command
from kernel.errors import InvalidInput, StaleVersion
from kernel.refs import ArtifactRef
from kernel.signals import publish


@command("production", right=INTERNAL)
def note_verdict(*, actor: Actor, ref: ArtifactRef, verdict: str, key: str) -> None:
    """Keep QC's word on exactly this version; another hash than the stored one changes nothing."""
    Bundle.objects.filter(pk=ref.id, sha256=ref.sha256).update(qc_verdict=verdict)


@command("production", right=INTERNAL)
def approve(*, actor: Actor, bundle: ArtifactRef, key: str) -> contracts.Bundle:
    """Approve exactly this version after the client has: content valid, lineage present and fresh, QC not FAIL, legal move.

    The calendar it fills is approved with it. Raises StaleVersion, InvalidInput, DraftNotReady or IllegalTransition.
    """
    row = Bundle.objects.all().reach(actor, bundle.id, lock=True)
    if row.sha256 != bundle.sha256:
        raise StaleVersion(f"{bundle} is not the stored version {row.ref()}.")
    if row.status == "approved":
        return to_bundle(row)
    if found := shape_problems(row.content):
        raise InvalidInput(f"The drafts are not complete: {found[0]}", field="content")
    if row.strategy_ref() is None or row.calendar_ref() is None:
        raise contracts.DraftNotReady("The drafts do not name what they were made from.")
    upstream.check_lineage(actor, row)
    if row.qc_verdict not in ("PASS", "WARN"):
        raise contracts.DraftNotReady(f"QC says {row.qc_verdict or 'nothing yet'} of this version.", remedy="Have it judged.")
    row.move("approved")
    calendar = Calendar.objects.all().reach(actor, row.calendar_ref().id)
    if calendar.status != "approved":
        calendar.move("approved")
    whose = {"engagement_id": row.engagement_id, "client_id": row.client_id}
    publish(signals.BundleApproved(ref=row.ref(), parents=row.parents(), **whose))
    audit(client_id=row.client_id, subject=row.id)
    return to_bundle(row)


@command("production", right=INTERNAL)
def flag_outdated(*, actor: Actor, strategy: ArtifactRef, engagement_id: UUID, key: str) -> int:
    """Flag what is approved but was made from another strategy version than the newly approved one; returns how many."""
    flagged = 0
    for model in (Calendar, Bundle):
        for row in model.objects.select_for_update(of=("self",)).filter(engagement_id=engagement_id, status="approved"):
            if row.strategy_ref().sha256 != strategy.sha256:
                row.move("flagged_for_review")
                flagged += 1
    audit(flagged=flagged)
    return flagged
