"""Writing a report: a due row, then content, chart and PDF outside any transaction, then the record and the mail."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from apps.identity import services as identity
from apps.onboarding import services as onboarding
from apps.reporting import contracts, queries, signals
from apps.reporting.logic import compose, mails
from apps.reporting.models import Report, ReportJob, Snapshot
from kernel import claims, clock, documents, files, mail
from kernel.actors import Actor, worker
from kernel.claims import LostLease
from kernel.db import INTERNAL, command, query
from kernel.errors import NotFound
from kernel.refs import ArtifactRef, content_hash
from kernel.signals import publish

log = logging.getLogger(__name__)
TEMPLATE = "reporting/report.typ"


@command("reporting", right="reporting.write")
def generate_report(*, actor: Actor, engagement_id: UUID, client_id: UUID, snapshot_id: UUID, key: str) -> contracts.Job:
    """Have a report written from a snapshot; the worker does it and report_generated tells."""
    snapshot = Snapshot.objects.all().reach(actor, snapshot_id, client_id=client_id, engagement_id=engagement_id)
    row = ReportJob.objects.create(
        client_id=client_id, engagement_id=engagement_id, snapshot=snapshot, created_at=clock.now(), due_at=clock.now()
    )
    return queries.to_job(row)


@query("reporting", right="reporting.write")
def get_job(*, actor: Actor, job_id: UUID) -> contracts.Job:
    """A report's job; NotFound if the actor may not see it."""
    return queries.to_job(ReportJob.objects.all().reach(actor, job_id))


def write_due(*, actor: Actor) -> int:
    """Write the reports that are due; returns how many jobs were taken."""
    rows = claims.claim(ReportJob, limit=5, lease_seconds=120)
    for row in rows:
        try:
            _write(row)
        except LostLease:
            log.warning("report lease lost", extra={"job": str(row.id)})
        except Exception as error:
            log.exception("report failed", extra={"job": str(row.id)})
            reason = f"{type(error).__name__}: {error}"
            if claims.fail(row, reason):
                _give_up(actor=worker("reporting", client_id=row.client_id), job_id=row.id, reason=reason)
    return len(rows)


def _write(job: ReportJob) -> None:
    """The second beat: everything is computed from the frozen dataset; then record."""
    acting = worker("reporting", client_id=job.client_id)
    reader = _reader(acting, job)
    snapshot = _snapshot(actor=acting, snapshot_id=job.snapshot_id)
    content = compose.compose(
        snapshot.dataset, client_name=reader["client_name"], language=reader["language"], snapshot_sha256=snapshot.sha256
    )
    svg = queries.draw(content, theme="print")
    pdf = documents.render_pdf(template=TEMPLATE, data={**content, "chart_svg": svg}, created=job.created_at)
    report_id = job.id  # tried again, it is the same report behind the same link
    link = ""
    if reader["email"]:
        link = identity.issue_share_link(
            actor=acting,
            client_id=job.client_id,
            app="reporting",
            object_id=report_id,
            action="view_report",
            email=reader["email"],
            occasion=str(job.id),
        ).url
    _record(
        actor=acting,
        job_id=job.id,
        token=job.token,
        report_id=report_id,
        content=content,
        pdf_sha256=files.put("reporting", pdf),
        reader=reader | {"link": link},
    )


def _reader(acting: Actor, job: ReportJob) -> dict[str, str]:
    """Whom the report is for: the engagement's contact; an engagement nobody opened has a name and no reader."""
    try:
        found = onboarding.get_engagement(actor=acting, engagement_id=job.engagement_id)
    except NotFound:
        account = identity.get_client(actor=acting, client_id=job.client_id)
        return {"client_name": account.name, "language": account.language, "name": "", "email": ""}
    return {
        "client_name": found.client_name,
        "language": found.language if found.language in compose.TEXTS else "en",
        "name": found.contact_name,
        "email": found.contact_email,
    }


@query("reporting", right=INTERNAL)
def _snapshot(*, actor: Actor, snapshot_id: UUID) -> contracts.Snapshot:
    """The frozen dataset, checked against its hash."""
    row = Snapshot.objects.all().reach(actor, snapshot_id)
    if content_hash(row.dataset) != row.sha256:
        raise AssertionError(f"snapshot {row.id} no longer has the content it was frozen with")
    return queries.to_snapshot(row)


@command("reporting", right=INTERNAL)
def _record(
    *, actor: Actor, job_id: UUID, token: int, report_id: UUID, content: dict[str, Any], pdf_sha256: str, reader: dict[str, str]
) -> contracts.Report:
    """The third beat: the next version of the engagement's report, told and mailed."""
    job = ReportJob.objects.select_for_update(of=("self",)).select_related("snapshot").get(pk=job_id)
    if job.token != token:
        raise LostLease(f"report job {job_id} was claimed by another worker")
    newest = Report.objects.filter(engagement_id=job.engagement_id).order_by("-version").first()
    row = Report.objects.create(
        id=report_id,
        client_id=job.client_id,
        engagement_id=job.engagement_id,
        snapshot=job.snapshot,
        version=newest.version + 1 if newest else 1,
        title=f"{content['title']} {content['period_text']}",
        content=content,
        sha256=content_hash(content),
        pdf_sha256=pdf_sha256,
        missed=len(content["missed"]),
        created_at=clock.now(),
    )
    report = queries.to_report(row)
    publish(
        signals.ReportGenerated(
            ref=report.ref,
            parents=(report.snapshot, *_parents(job.snapshot)),
            engagement_id=row.engagement_id,
            client_id=row.client_id,
            goals=len(content["goals"]),
            missed=row.missed,
            unmeasured=len(content["unmeasured"]),
        )
    )
    if reader["email"]:
        _announce(row, content, reader)
    claims.settle(job, report=row)
    return report


def _parents(snapshot: Snapshot) -> tuple[ArtifactRef, ...]:
    return tuple(
        ArtifactRef(kind=kind, id=UUID(id_), version=version, sha256=sha256)
        for kind, id_, version, sha256 in snapshot.dataset["sources"]
    )


def _announce(row: Report, content: dict[str, Any], reader: dict[str, str]) -> None:
    subject, text = mails.report_mail(content, name=reader["name"], link=reader["link"])
    mail.queue(
        app="reporting",
        purpose="service",
        to=reader["email"],
        to_name=reader["name"],
        subject=subject,
        text=text,
        key=f"report:{row.id}",
        client_id=row.client_id,
    )


@command("reporting", right=INTERNAL, why="reason")
def _give_up(*, actor: Actor, job_id: UUID, reason: str) -> bool:
    """Tell that a report could not be written."""
    job = ReportJob.objects.get(pk=job_id)
    publish(signals.ReportFailed(job_id=job.id, engagement_id=job.engagement_id, client_id=job.client_id, reason=reason))
    return True
