"""The strategy as a PDF: set by the worker after writing, stored by content, handed out as a document."""

from __future__ import annotations

import logging
import re
import unicodedata
from uuid import UUID

from django.db.models import Q

from apps.strategy import contracts
from apps.strategy.logic.document import charts_of, data_of
from apps.strategy.models import Job, Strategy
from apps.strategy.services.reading import visible
from kernel import claims, files
from kernel.actors import Actor, worker
from kernel.db import INTERNAL, audit, command, query
from kernel.documents import render_pdf

log = logging.getLogger(__name__)
TEMPLATE = "strategy/plan.typ"
LEASE_SECONDS = 120


@query("strategy", right="strategy.view")
def get_document(*, actor: Actor, strategy_id: UUID) -> contracts.Document:
    """The strategy's PDF; DocumentNotReady while it is being set."""
    row = visible(actor).reach(actor, strategy_id)
    if not row.document_sha256:
        raise contracts.DocumentNotReady("The document is still being set.", remedy="Try again in a minute.")
    data = files.get("strategy", row.document_sha256)
    name = f"{_slug(row.client_name)}-strategy-v{row.version}.pdf"
    return contracts.Document(file_name=name, content_type="application/pdf", sha256=row.document_sha256, data=data)


def render_due(*, actor: Actor) -> int:
    """Set one document that is due; returns how many were handled."""
    rows = claims.claim(Job, lease_seconds=LEASE_SECONDS, where=Q(kind="render"))
    for job in rows:
        _render(job)
    return len(rows)


def _render(job: Job) -> None:
    row = Strategy.objects.get(pk=job.strategy_id)
    as_client = worker("strategy", client_id=row.client_id)
    try:
        pdf = render_pdf(
            template=TEMPLATE, data=data_of(row.content, row.version), created=row.created_at, files=charts_of(row.content)
        )
        _keep(actor=as_client, job_id=job.id, token=job.token, sha256=files.put("strategy", pdf))
    except claims.LostLease:
        log.warning("document lease lost", extra={"job": str(job.id)})
    except Exception as error:
        log.exception("document not set", extra={"job": str(job.id)})
        _fail_render(actor=as_client, job_id=job.id, token=job.token, reason=f"{type(error).__name__}: {error}")


@command("strategy", right=INTERNAL)
def _keep(*, actor: Actor, job_id: UUID, token: int, sha256: str) -> None:
    job = Job.objects.get(pk=job_id)
    job.token = token
    claims.settle(job)
    Strategy.objects.filter(pk=job.strategy_id).update(document_sha256=sha256)
    audit(client_id=job.client_id, subject=job.strategy_id, after=sha256)


@command("strategy", right=INTERNAL)
def _fail_render(*, actor: Actor, job_id: UUID, token: int, reason: str) -> None:
    job = Job.objects.get(pk=job_id)
    job.token = token
    claims.fail(job, reason)


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "client"
