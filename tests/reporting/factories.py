"""What reporting's tests build on: facts as signals tell them, files of metrics, snapshots, reports."""

from datetime import date
from uuid import UUID, uuid4

from apps.delivery import signals as delivery
from apps.identity import services as identity
from apps.reporting import services
from apps.reporting.contracts import Report, Snapshot
from kernel import clock
from kernel.actors import worker
from kernel.db import atomic
from kernel.refs import ArtifactRef
from kernel.signals import publish
from kernel.testing import staff

ANALYST = staff("reporting.view", "reporting.write", name="Ana Analyst")
HEAD = "date,channel,post_key,metric,value\n"


def client(name: str = "Acme GmbH") -> UUID:
    """A client account."""
    opened = identity.open_client_account(
        actor=staff("identity.clients"), name=name, contact_name="Cleo", contact_email="cleo@acme.example", key=f"client:{name}"
    )
    return opened.id


def post_goes_live(client_id: UUID, engagement_id: UUID, channel: str = "linkedin", post_key: str = "p1") -> None:
    """What delivery tells when a post is live."""
    package = ArtifactRef(kind="delivery_package", id=uuid4(), version=1, sha256="b" * 64)
    with atomic("delivery"):
        publish(
            delivery.PostPublished(
                publication_id=uuid4(),
                package=package,
                engagement_id=engagement_id,
                client_id=client_id,
                post_key=post_key,
                channel=channel,
                url="https://example.com/p",
                scheduled_for=clock.now(),
                published_at=clock.now(),
                actor=worker("delivery", client_id=client_id),
            )
        )


def take_file(client_id: UUID, engagement_id: UUID, *rows: str, head: str = HEAD, **more):
    """A CSV of metrics, imported."""
    values = {"file_name": "metrics.csv", "key": ""} | more
    data = (head + "\n".join(rows)).encode()
    return services.import_metrics(actor=ANALYST, client_id=client_id, engagement_id=engagement_id, data=data, **values)


def snapshot(client_id: UUID, engagement_id: UUID, start: str = "2025-12-01", end: str = "2025-12-13") -> Snapshot:
    """A frozen period."""
    return services.collect_metrics(
        actor=ANALYST,
        client_id=client_id,
        engagement_id=engagement_id,
        period_start=date.fromisoformat(start),
        period_end=date.fromisoformat(end),
        key="",
    )


def report(harness, frozen: Snapshot) -> Report:
    """A written report."""
    job = services.generate_report(
        actor=ANALYST, engagement_id=frozen.engagement_id, client_id=frozen.client_id, snapshot_id=frozen.id, key=""
    )
    harness.drain()
    done = services.get_job(actor=ANALYST, job_id=job.id)
    assert done.report_id, done.error
    return services.get_report(actor=ANALYST, report_id=done.report_id)
