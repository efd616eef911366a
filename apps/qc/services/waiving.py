"""Waivers: one rule's findings in one exact text do not stop it, for a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from apps.production import services as production
from apps.qc import contracts
from apps.qc.logic import RULES, settle_score, with_waivers
from apps.qc.models import Result, Waiver
from apps.qc.services.mapping import stored_finding, tell, to_finding, to_waiver
from kernel import claims, clock
from kernel.actors import Actor, worker
from kernel.db import INTERNAL, audit, command
from kernel.errors import InvalidInput, NotFound
from kernel.refs import ArtifactRef

LONGEST = timedelta(days=90)


@command("qc", right="qc.waive", why="reason")
def waive(*, actor: Actor, result_id: UUID, rule: str, reason: str, expires_at: datetime, key: str) -> contracts.Waiver:
    """Let one rule's findings pass in this exact text until `expires_at` (at most 90 days); a new version is judged afresh.

    OwnWork if the actor wrote the version; WaiverRefused if the rule found nothing here, crashed, or may never be waived.
    """
    row = Result.objects.all().reach(actor, result_id, lock=True)
    findings = [to_finding(stored) for stored in row.findings]
    _check_waiver(row, findings, rule, reason, expires_at)
    if actor.id is not None and actor.id in _authors(actor, row.ref()):
        raise contracts.OwnWork("You wrote this version.", remedy="Ask a colleague with the right qc.waive.")
    waiver = Waiver.objects.create(
        client_id=row.client_id,
        result=row,
        artifact_sha256=row.artifact_sha256,
        rule=rule,
        reason=reason.strip(),
        waived_by=actor.id,
        waived_by_name=actor.name[:200],
        due_at=expires_at,
        created_at=clock.now(),
    )
    audit(client_id=row.client_id, rule=rule, artifact=str(row.ref()))
    _judge_again(row)
    return to_waiver(waiver)


def reopen_due(*, actor: Actor) -> int:
    """End the waivers whose time is over: the result counts their findings again and tells the verdict it then has."""
    rows = claims.claim(Waiver, limit=50)
    for row in rows:
        _end_waiver(actor=worker("qc", client_id=row.client_id), waiver_id=row.id, token=row.token)
    return len(rows)


@command("qc", right=INTERNAL)
def _end_waiver(*, actor: Actor, waiver_id: UUID, token: int) -> UUID:
    """Close one waiver under its token and judge its result without it."""
    waiver = Waiver.objects.select_related("result").filter(pk=waiver_id, token=token).first()
    if waiver is None:
        raise claims.LostLease(f"waiver {waiver_id} was claimed by another worker")
    claims.settle(waiver)
    _judge_again(Result.objects.all().reach(actor, waiver.result_id, lock=True))
    return waiver.id


def _judge_again(row: Result) -> None:
    """Score and verdict from the same findings under the waivers that hold now; told only if the verdict has changed."""
    before = row.verdict
    rules = row.waivers.filter(state="pending", due_at__gt=clock.now()).values_list("rule", flat=True)
    findings = with_waivers([to_finding(stored) for stored in row.findings], rules)
    row.score, row.verdict = settle_score(findings)
    row.findings = [stored_finding(finding) for finding in findings]
    row.save(update_fields=["score", "verdict", "findings"])
    if row.verdict != before:
        tell(row)


def _check_waiver(row: Result, findings: list[contracts.Finding], rule: str, reason: str, expires_at: datetime) -> None:
    if not any(finding.rule == rule and not finding.waived for finding in findings):
        raise contracts.WaiverRefused(f"The rule “{rule}” found nothing here that still counts.", field="rule")
    if rule not in RULES or not RULES[rule].waivable:
        raise contracts.WaiverRefused(f"Findings of “{rule}” cannot be waived.", field="rule", remedy="Mend the text.")
    if len(reason.split()) < 3:
        raise InvalidInput("A waiver needs its reason in a few words.", field="reason")
    if expires_at.tzinfo is None or not clock.now() < expires_at <= clock.now() + LONGEST:
        raise InvalidInput(f"The expiry must lie within the next {LONGEST.days} days.", field="expires_at")


def _authors(actor: Actor, ref: ArtifactRef) -> set[UUID]:
    """Who wrote this version by hand, as far as its module tells."""
    if ref.kind != "draft_bundle":
        return set()
    try:
        return set(production.list_editors(actor=actor, bundle_id=ref.id))
    except NotFound:
        return set()
