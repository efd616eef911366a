"""Who the client is and what was agreed, billed, reported and decided about them."""

from __future__ import annotations

from uuid import uuid4

from apps.billing import services as billing
from apps.billing.contracts import BillTo, InvoiceKind, LineIn
from apps.identity import services as identity
from apps.observability import services as observability
from apps.onboarding import services as onboarding
from apps.orchestration import services as orchestration
from apps.orchestration.contracts import Proposal
from apps.reporting import services as reporting
from apps.retention import services as retention
from kernel import clock
from kernel.money import Money
from kernel.refs import ArtifactRef
from tests.architecture.objects import provides


@provides("identity", "client_id")
def client_account(world):
    """The world's own client."""
    return world.client_id


@provides("identity", "credential_id")
def credential(world):
    """A share link of the world's client."""
    link = identity.issue_share_link(
        actor=world.house, client_id=world.client_id, app="client_review", object_id=uuid4(), action="review"
    )
    return link.id


@provides("onboarding", "engagement_id")
def engagement(world):
    """An engagement of the world's client whose intake is open."""
    opened = opened_for(world, name="Mia Marsh", email="mia@example.com")
    onboarding.prepare_agreement(actor=world.house, engagement_id=opened.id, key="")
    onboarding.invite(actor=world.house, engagement_id=opened.id, override_reason="for the matrix", key="")
    return opened.id


@provides("onboarding", "brief_id")
def brief(world):
    """A brief of the world's client."""
    engagement_id = engagement(world)
    for field in onboarding.get_intake(actor=world.house, engagement_id=engagement_id).missing:
        onboarding.save_answer(actor=world.house, engagement_id=engagement_id, field=field, value="https://example.com")
    onboarding.capture_intake(actor=world.house, engagement_id=engagement_id, key="")
    return onboarding.normalize_brief(actor=world.house, engagement_id=engagement_id, key="").id


PAYER = BillTo(name="Marsh Ltd", email="mia@example.com", country="DE")
LINE = LineIn(
    description="Posts",
    unit_price=Money(minor=10000, currency="EUR"),
    proof_kind="agreement",
    proof_id=uuid4(),
    proof_sha256="a" * 64,
)


@provides("billing", "client_id")
def billed_account(world):
    """The world's own client."""
    return world.client_id


@provides("billing", "invoice_id")
def invoice(world):
    """An issued invoice of the world's client."""
    drafted = billing.create_invoice(
        actor=world.house,
        client_id=world.client_id,
        engagement_id=uuid4(),
        kind=InvoiceKind.EXTRA,
        lines=(LINE,),
        bill_to=PAYER,
        key="",
    )
    return billing.issue(actor=world.house, invoice_id=drafted.id, key="").id


@provides("billing", "quote_id")
def quote(world):
    """An open quote of the world's client."""
    return billing.create_quote(
        actor=world.house,
        client_id=world.client_id,
        engagement_id=uuid4(),
        title="More posts",
        lines=(LINE,),
        bill_to=PAYER,
        key="",
    ).id


@provides("reporting", "snapshot_id")
def snapshot(world):
    """A frozen dataset of the world's client."""
    return _snapshot(world).id


@provides("reporting", "job_id")
def report_job(world):
    """A report's job of the world's client."""
    return _report_job(world).id


@provides("reporting", "report_id")
def report(world):
    """A written report of the world's client."""
    job = _report_job(world)
    reporting.write_due(actor=world.house)
    return reporting.get_job(actor=world.house, job_id=job.id).report_id


def _snapshot(world):
    today = clock.today()
    return reporting.collect_metrics(
        actor=world.house, engagement_id=uuid4(), client_id=world.client_id, period_start=today, period_end=today, key=""
    )


def _report_job(world):
    frozen = _snapshot(world)
    return reporting.generate_report(
        actor=world.house, engagement_id=frozen.engagement_id, client_id=world.client_id, snapshot_id=frozen.id, key=""
    )


@provides("orchestration", "journey_id")
def journey(world):
    """A journey at its first gate; its client account is one of its own."""
    begun = orchestration.start_journey(
        actor=world.house,
        deal_id=uuid4(),
        lead_id=uuid4(),
        company="Marsh Ltd",
        contact_name="Mia Marsh",
        contact_email=f"mia-{uuid4().hex[:8]}@example.com",
        pack="quick_social_basic",
        price=Money(minor=190000, currency="EUR"),
        key="",
    )
    while orchestration.run_steps(actor=world.house):
        pass
    return begun.id


@provides("orchestration", "action_id")
def action(world):
    """An act that waits for approval."""
    proposal = Proposal(kind="credit_invoice", title="Credit", effect="Issue a credit note.", payload={})
    return orchestration.propose(actor=world.house, proposal=proposal, client_id=world.client_id, key=uuid4().hex).id


@provides("orchestration", "artifact_id")
def artifact(world):
    """An artifact that a signal told of."""
    ref = ArtifactRef(kind="brief", id=uuid4(), version=1, sha256="a" * 64)
    owner = {"engagement_id": None, "client_id": world.client_id}
    orchestration.note_artifact(actor=world.house, ref=ref, parents=(), told_by="test", **owner, key=uuid4().hex)
    return ref.id


@provides("observability", "alert_id")
def alert(world):
    """An open alert about the world's client."""
    return observability.raise_alert(
        actor=world.house, kind="test", subject=uuid4().hex, message="m", client_id=world.client_id, key=uuid4().hex
    ).id


@provides("observability", "webhook_id")
def webhook(world):
    """An endpoint of the world's client."""
    return observability.create_webhook(
        actor=world.house, url="https://hooks.example/in", events=("*",), client_id=world.client_id
    ).webhook.id


@provides("observability", "delivery_id")
def webhook_delivery(world):
    """A message on its way to an endpoint of the world's client."""
    return observability.send_test_event(actor=world.house, webhook_id=webhook(world)).id


@provides("retention", "engagement_id")
def assessed_engagement(world):
    """An assessed engagement of the world's client."""
    engagement_id = uuid4()
    retention.assess_renewal_risk(actor=world.house, engagement_id=engagement_id, client_id=world.client_id, key="")
    return engagement_id


def opened_for(world, *, name, email):
    """An engagement of the world's client."""
    return onboarding.open_engagement(
        actor=world.house,
        client_id=world.client_id,
        lead_id=None,
        deal_id=None,
        pack="quick_social_basic",
        price=Money(minor=190000, currency="EUR"),
        contact_name=name,
        contact_email=email,
        language="en",
        key="",
    )
