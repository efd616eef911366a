"""Having drafts written and revised: a due job, then the worker's three beats (claim, compose, record)."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from apps.learning import services as learning
from apps.learning.contracts import BudgetExhausted, Draft, DraftRefused
from apps.production import contracts, signals
from apps.production.contracts import Reason
from apps.production.logic import compose
from apps.production.logic import revise as revising
from apps.production.logic.checks import problems
from apps.production.models import Bundle, Calendar, DraftJob
from apps.production.services import upstream
from apps.production.services.mapping import to_bundle, to_job
from apps.production.services.versions import add_version
from kernel import claims, clock
from kernel.actors import Actor, worker
from kernel.db import INTERNAL, audit, command
from kernel.errors import DomainError, InvalidInput, NotFound
from kernel.refs import ArtifactRef, plain
from kernel.signals import publish

log = logging.getLogger(__name__)
LEASE_SECONDS = 180
_NOTES = 200


@command("production", right="production.write")
def generate_draft(*, actor: Actor, engagement_id: UUID, calendar: ArtifactRef, key: str) -> contracts.Job:
    """Have the drafts of exactly this calendar written; the worker does it and draft_ready tells the end.

    DraftNotReady if the calendar is another version, or its strategy is no longer the approved one.
    """
    row = Calendar.objects.all().reach(actor, calendar.id, engagement_id=engagement_id)
    if row.sha256 != calendar.sha256 or row.status == "revised":
        raise contracts.DraftNotReady(f"{calendar} is not the calendar that stands.", remedy="Use the newest calendar.")
    upstream.check_lineage(actor, row)
    job = _new_job(row, Reason.FIRST)
    audit(client_id=row.client_id, subject=job.id)
    return to_job(job)


@command("production", right="production.write")
def revise(*, actor: Actor, bundle_id: UUID, notes: tuple[str, ...], key: str) -> contracts.Job:
    """Have the next version written by notes: findings of qc or a client's comments; only what they touch changes.

    What cannot be carried out is kept as an open point in the new version's notes.
    BundleClosed if this is not the newest version.
    """
    row = Bundle.objects.all().reach(actor, bundle_id)
    wishes = [note.strip()[:2000] for note in notes if note.strip()][:_NOTES]
    if not wishes:
        raise InvalidInput("A revision needs at least one note.", field="notes")
    _check_open(row)
    calendar = Calendar.objects.all().reach(actor, row.calendar_ref().id)
    reason = Reason.QC if all(revising.is_finding(note) for note in wishes) else Reason.CLIENT
    job = _new_job(calendar, reason, base=row, notes=wishes)
    audit(client_id=row.client_id, subject=job.id)
    return to_job(job)


@command("production", right="production.write")
def edit_post(*, actor: Actor, bundle_id: UUID, post_key: str, text: str, key: str) -> contracts.Bundle:
    """Replace one post's text by hand: the next version, with human provenance, to be judged anew.

    BundleClosed if this is not the newest version, NotFound for an unknown post, InvalidInput for an empty text.
    """
    row = Bundle.objects.all().reach(actor, bundle_id, lock=True)
    _check_open(row)
    if not text.strip():
        raise InvalidInput("A post needs its text.", field="text")
    if all(post["key"] != post_key for post in row.content["posts"]):
        raise NotFound(f"There is no post “{post_key}” in this version.")
    content = revising.with_text(row.content, post_key, text.strip())
    touched = {**_touched(row), post_key: "human"}
    provenance = {**row.provenance, "posts": touched, "editor": str(actor.id or ""), "writer": "person", "machine": False}
    made = add_version(
        base=row, content=content, reason=Reason.EDIT, provenance=provenance, notes=list(row.notes), editor_id=actor.id
    )
    audit(client_id=row.client_id, subject=made.id, post=post_key)
    return to_bundle(made)


def write_due(*, actor: Actor) -> int:
    """Write what is due, one job at a time; returns how many were handled."""
    rows = claims.claim(DraftJob, lease_seconds=LEASE_SECONDS)
    for row in rows:
        as_client = worker("production", client_id=row.client_id)
        try:
            _write(as_client, row)
        except claims.LostLease:
            log.warning("draft lease lost", extra={"job": str(row.id)})
        except (DraftRefused, BudgetExhausted, NotFound, contracts.DraftNotReady, contracts.BundleClosed) as error:
            _fail(actor=as_client, job_id=row.id, token=row.token, error=error.detail, final=True)
        except DomainError as error:
            _fail(actor=as_client, job_id=row.id, token=row.token, error=error.detail, final=False)
        except Exception as error:
            log.exception("drafts not written", extra={"job": str(row.id)})
            _fail(actor=as_client, job_id=row.id, token=row.token, error=f"{type(error).__name__}: {error}", final=False)
    return len(rows)


def _write(actor: Actor, job: DraftJob) -> None:
    """The second beat reads and composes with no transaction open; the third records."""
    calendar = Calendar.objects.all().reach(actor, job.calendar_id)
    context = upstream.writing_context(actor, calendar)
    if job.base_id is None:
        draft = _generate(actor, job, "production.draft", context, compose.compose)
        content, open_points = draft.content, []
        posts = {post["key"]: _hand(draft) for post in content["posts"]}
    else:
        base = Bundle.objects.all().reach(actor, job.base_id)
        asked = {**context, "bundle": base.content, "notes": list(job.notes)}
        draft = _generate(actor, job, "production.revise", asked, revising.compose)
        content, open_points = draft.content["content"], draft.content["open"]
        changed = {key: "assisted" if _touched(base).get(key) == "human" else _hand(draft) for key in draft.content["changed"]}
        posts = {**_touched(base), **changed}
    provenance = {**plain(draft.provenance), "posts": posts}
    _record(actor=actor, job_id=job.id, token=job.token, content=content, provenance=provenance, notes=tuple(open_points))


def _generate(actor: Actor, job: DraftJob, task: str, context: dict[str, Any], house: Any) -> Draft:
    return learning.generate(
        actor=actor,
        task=task,
        context=context,
        house=house,
        client_id=job.client_id,
        key=str(job.id),
        check=lambda content: problems(content.get("content", content), context),
        prompt_version=compose.PROMPT_VERSION,
    )


@command("production", right=INTERNAL)
def _record(
    *, actor: Actor, job_id: UUID, token: int, content: dict[str, Any], provenance: dict[str, Any], notes: tuple[str, ...]
) -> UUID:
    """The third beat: the new version, the job's end and the facts commit together, under the job's token."""
    job = DraftJob.objects.all().reach(actor, job_id)
    job.token = token
    calendar = Calendar.objects.all().reach(actor, job.calendar_id)
    base = Bundle.objects.all().reach(actor, job.base_id, lock=True) if job.base_id else None
    if base is not None:
        _check_open(base)
    row = add_version(
        base=base, calendar=calendar, content=content, reason=Reason(job.reason), provenance=provenance, notes=list(notes)
    )
    claims.settle(job, bundle_id=row.id)
    audit(client_id=row.client_id, subject=row.id, open_points=len(notes))
    return row.id


@command("production", right=INTERNAL)
def _fail(*, actor: Actor, job_id: UUID, token: int, error: str, final: bool) -> None:
    """A failed attempt; after the last one draft_failed tells it."""
    job = DraftJob.objects.all().reach(actor, job_id)
    job.token = token
    if claims.fail(job, error, final=final):
        whose = {"engagement_id": job.engagement_id, "client_id": job.client_id}
        publish(signals.DraftFailed(job_id=job.id, reason=job.reason, error=error[:1000], **whose))


def _new_job(calendar: Calendar, reason: Reason, *, base: Bundle | None = None, notes: list[str] | None = None) -> DraftJob:
    return DraftJob.objects.create(
        client_id=calendar.client_id,
        engagement_id=calendar.engagement_id,
        reason=reason,
        calendar_id=calendar.id,
        base_id=base.id if base else None,
        notes=notes or [],
        due_at=clock.now(),
        created_at=clock.now(),
    )


def _check_open(row: Bundle) -> None:
    if not row.is_open:
        raise contracts.BundleClosed(
            f"Version {row.version} is {row.status}; a newer one was made of it.", remedy="Work on the newest version."
        )


def _touched(row: Bundle) -> dict[str, str]:
    """Post key → machine, assisted or human."""
    return dict(row.provenance.get("posts") or {post["key"]: "machine" for post in row.content["posts"]})


def _hand(draft: Draft) -> str:
    return "machine" if draft.provenance.machine else "human"
