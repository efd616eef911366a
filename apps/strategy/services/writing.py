"""Having a strategy written: a due job, then the worker's three beats (claim, compose, record)."""

from __future__ import annotations

import logging
from uuid import UUID

from django.db.models import Max

from apps.learning import services as learning
from apps.learning.contracts import BudgetExhausted, Draft, DraftRefused
from apps.onboarding import services as onboarding
from apps.strategy import contracts, signals
from apps.strategy.contracts import Status
from apps.strategy.logic.compose import PROMPT_VERSION, compose
from apps.strategy.logic.validate import problems
from apps.strategy.models import Job, Strategy
from apps.strategy.services.mapping import to_job
from kernel import claims, clock
from kernel.actors import Actor, worker
from kernel.db import INTERNAL, audit, command
from kernel.errors import DomainError, InvalidInput, NotFound
from kernel.refs import ArtifactRef, content_hash, plain
from kernel.signals import publish

log = logging.getLogger(__name__)
LEASE_SECONDS = 180


@command("strategy", right="strategy.write")
def generate(*, actor: Actor, engagement_id: UUID, brief: ArtifactRef, key: str) -> contracts.Job:
    """Have a strategy written from exactly this approved brief; the worker does it and strategy_generated tells the end.

    Raises BriefNotApproved if the brief is not approved or is another version, NotFound if the actor may not see it.
    """
    found = onboarding.get_brief(actor=actor, brief_id=brief.id)
    if found.engagement_id != engagement_id or not actor.sees(found.client_id):
        raise NotFound("There is no such brief of this engagement.")
    if (found.version, found.sha256) != (brief.version, brief.sha256) or str(found.status) != "approved":
        raise contracts.BriefNotApproved(
            f"Brief v{found.version} is {found.status}; the strategy needs it approved, as {brief}.",
            remedy="Approve the brief first, then ask again.",
        )
    row = _new_job("generate", engagement_id, found.client_id, brief, [])
    audit(client_id=found.client_id, subject=row.id)
    return to_job(row)


@command("strategy", right="strategy.write")
def revise(*, actor: Actor, strategy_id: UUID, notes: tuple[str, ...], key: str) -> contracts.Job:
    """Have a new version written that keeps to these notes; the version at hand stays until the new one is approved."""
    row = Strategy.objects.all().reach(actor, strategy_id)
    wishes = [note.strip()[:1000] for note in notes if note.strip()]
    if not wishes:
        raise InvalidInput("A revision needs at least one note.", field="notes")
    job = _new_job("revise", row.engagement_id, row.client_id, row.brief(), wishes)
    audit(client_id=row.client_id, subject=job.id)
    return to_job(job)


def write_due(*, actor: Actor) -> int:
    """Write what is due, one job at a time; returns how many were handled."""
    rows = claims.claim(Job, lease_seconds=LEASE_SECONDS, where=_writes())
    for row in rows:
        _write(row)
    return len(rows)


def _write(row: Job) -> None:
    as_client = worker("strategy", client_id=row.client_id)
    try:
        draft = _compose(as_client, row)
        _record(actor=as_client, job_id=row.id, token=row.token, content=draft.content, provenance=plain(draft.provenance))
    except claims.LostLease:
        log.warning("strategy lease lost", extra={"job": str(row.id)})
    except (DraftRefused, BudgetExhausted, NotFound, contracts.BriefNotApproved) as error:
        _fail(actor=as_client, job_id=row.id, token=row.token, reason=error.detail, final=True)
    except DomainError as error:
        _fail(actor=as_client, job_id=row.id, token=row.token, reason=error.detail, final=False)
    except Exception as error:
        log.exception("strategy not written", extra={"job": str(row.id)})
        _fail(actor=as_client, job_id=row.id, token=row.token, reason=f"{type(error).__name__}: {error}", final=False)


def _compose(actor: Actor, job: Job) -> Draft:
    """The second beat: read the brief and the memory, have the text written and checked. No transaction is open."""
    brief = onboarding.get_brief(actor=actor, brief_id=job.brief_id)
    if brief.sha256 != job.brief_sha256:
        raise contracts.BriefNotApproved("The brief is no longer the version that was asked for.")
    fields = brief.content.get("fields", {})
    query = f"{fields.get('primary_offer', '')} {fields.get('objective', '')} {fields.get('target_audience', '')}"
    lessons = learning.retrieve(actor=actor, query=query, client_id=job.client_id, limit=5)
    context = {
        "brief": brief.content,
        "brief_version": brief.version,
        "lessons": [item.text for item in lessons],
        "notes": list(job.notes),
    }
    sources = _texts(context)
    return learning.generate(
        actor=actor,
        task="strategy.write",
        context=context,
        house=compose,
        client_id=job.client_id,
        key=str(job.id),
        check=lambda content: problems(content, sources),
        prompt_version=PROMPT_VERSION,
    )


@command("strategy", right=INTERNAL)
def _record(*, actor: Actor, job_id: UUID, token: int, content: dict, provenance: dict) -> UUID:
    """The third beat: the new version, the job's end and the fact commit together, under the job's token."""
    job = Job.objects.get(pk=job_id)
    job.token = token
    others = Strategy.objects.select_for_update(of=("self",)).filter(engagement_id=job.engagement_id)
    version = (others.aggregate(last=Max("version"))["last"] or 0) + 1
    for old in others.filter(status=Status.DRAFT):
        old.move(Status.REVISED)
    row = Strategy.objects.create(
        engagement_id=job.engagement_id,
        client_id=job.client_id,
        client_name=str(content.get("client_name", ""))[:200],
        version=version,
        language=content.get("language", "en"),
        content=content,
        sha256=content_hash(content),
        brief_id=job.brief_id,
        brief_version=job.brief_version,
        brief_sha256=job.brief_sha256,
        provenance=provenance,
        notes=job.notes,
        created_at=clock.now(),
    )
    claims.settle(job, strategy_id=row.id)
    _new_job("render", job.engagement_id, job.client_id, job.brief(), [], strategy_id=row.id)
    ids = {"engagement_id": row.engagement_id, "client_id": row.client_id}
    publish(signals.StrategyGenerated(ref=row.ref(), parents=(row.brief(),), **ids))
    audit(client_id=row.client_id, subject=row.id)
    return row.id


@command("strategy", right=INTERNAL)
def _fail(*, actor: Actor, job_id: UUID, token: int, reason: str, final: bool) -> None:
    job = Job.objects.get(pk=job_id)
    job.token = token
    if claims.fail(job, reason, final=final):
        ids = {"engagement_id": job.engagement_id, "client_id": job.client_id}
        publish(signals.GenerationFailed(job_id=job.id, reason=reason[:1000], **ids))


def _writes():
    from django.db.models import Q

    return Q(kind__in=["generate", "revise"])


def _new_job(
    kind: str, engagement_id: UUID, client_id: UUID, brief: ArtifactRef, notes: list[str], *, strategy_id: UUID | None = None
) -> Job:
    return Job.objects.create(
        kind=kind,
        engagement_id=engagement_id,
        client_id=client_id,
        brief_id=brief.id,
        brief_version=brief.version,
        brief_sha256=brief.sha256,
        strategy_id=strategy_id,
        notes=notes,
        due_at=clock.now(),
        created_at=clock.now(),
    )


def _texts(value: object) -> tuple[str, ...]:
    """Every text of a context: what numbers and quotations may come from."""
    if isinstance(value, dict):
        return tuple(text for inner in value.values() for text in _texts(inner))
    if isinstance(value, list | tuple):
        return tuple(text for inner in value for text in _texts(inner))
    return () if value is None or isinstance(value, bool) else (str(value),)
