"""The people of a journey: the agency's staff by role, the client's approver, and what each of them does at a gate."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from apps.billing import services as billing
from apps.billing.contracts import InvoiceFilter, InvoiceKind
from apps.cam import services as cam
from apps.cam.contracts import LeadStatus
from apps.client_review import services as client_review
from apps.client_review.contracts import PackageState, ReviewFilter, Verdict
from apps.identity import services as identity
from apps.identity.contracts import Role
from apps.onboarding import services as onboarding
from apps.orchestration import services as orchestration
from apps.orchestration.contracts import Journey, JourneyFilter
from apps.orchestration.models import Step
from apps.production import services as production
from apps.strategy import services as strategy
from kernel import clock
from kernel.actors import Actor, worker
from kernel.db import atomic
from kernel.ids import new_id
from kernel.money import Money
from tests.cam import factories as leads
from tests.onboarding.factories import ANSWERS

STAFF = (Role.ACCOUNT_MANAGER, Role.STRATEGIST, Role.CREATIVE, Role.QC, Role.FINANCE)


class Cast:
    """Who acts in a journey. Every step goes through a facade, as the person whose part it is."""

    pack, price = "strategy_campaign_standard", Money(minor=690000, currency="EUR")

    def __init__(self, harness: Any, inbox: Any) -> None:
        self.harness, self.inbox = harness, inbox
        identity.create_owner(
            actor=worker("identity"), email="owner@aicmo.example", name="Olivia Berg", password="a-long-password-1", key="owner"
        )
        for role in STAFF:
            identity.create_staff(
                actor=self.owner, email=f"{role.value}@aicmo.example", name=role.value, role=role, password="", key=role.value
            )

    @cached_property
    def owner(self) -> Actor:
        """The agency's owner."""
        return identity.actor_for_email(email="owner@aicmo.example")

    @property
    def approver(self) -> Actor:
        """The client's approver: whoever signed."""
        return identity.actor_for_email(email="ada.berg@nordwind.example")

    @property
    def journey(self) -> Journey:
        """The one journey as it stands."""
        (found,) = orchestration.list_journeys(actor=self.owner, filter=JourneyFilter()).items
        return found

    def win(self) -> Cast:
        """A lead is imported, mailed, answers and signs; the journey runs to its first gate."""
        leads.running_campaign(leads.row())
        self.harness.advance(days=4)
        self.inbox.put(
            leads.answer("Yes please, send me an offer and let us talk this week.", to=self.harness.mails.delivered[-1][1])
        )
        self.harness.advance(minutes=30)
        lead = leads.the_lead()
        assert lead.status is LeadStatus.QUALIFIED
        cam.close_deal(
            actor=self.owner,
            lead_id=lead.id,
            pack=self.pack,
            price=self.price,
            signer_name="Ada Berg",
            signer_email="ada.berg@nordwind.example",
            key="deal",
        )
        self.harness.drain()
        return self

    def sign(self) -> None:
        """The client signs exactly the agreement that lies before them."""
        found = onboarding.get_agreement(actor=self.approver, engagement_id=self.journey.engagement_id)
        onboarding.sign_agreement(
            actor=self.approver,
            agreement_id=found.id,
            sha256=found.sha256,
            signer_name="Ada Berg",
            ip="203.0.113.9",
            user_agent="Firefox",
            key="sign",
        )

    def answer_intake(self, **changed: str) -> None:
        """The client answers the intake and hands it in."""
        engagement_id = self.journey.engagement_id
        for field, value in (ANSWERS | changed).items():
            onboarding.save_answer(actor=self.approver, engagement_id=engagement_id, field=field, value=value)
        onboarding.capture_intake(actor=self.approver, engagement_id=engagement_id, key=new_id().hex)

    def approve_brief(self) -> None:
        """The account manager approves the brief at hand."""
        ref = self.ref("brief")
        onboarding.approve_brief(actor=self.owner, brief_id=ref.id, sha256=ref.sha256, key=f"brief:{ref.version}")

    def approve_strategy(self) -> None:
        """The strategist approves the strategy at hand."""
        ref = self.ref("strategy")
        strategy.approve(actor=self.owner, strategy_id=ref.id, sha256=ref.sha256, key=f"strategy:{ref.version}")

    def decide(self, verdict: Verdict = Verdict.APPROVE, comment: str = "") -> None:
        """The client decides on the review that is open."""
        wanted = ReviewFilter(engagement_id=self.journey.engagement_id, state=PackageState.OPEN)
        (review,) = client_review.list_packages(actor=self.approver, filter=wanted).items
        client_review.decide(
            actor=self.approver,
            package_id=review.id,
            sha256=review.sha256,
            verdict=verdict,
            comment=comment,
            key=f"decide:{review.id}",
        )

    def edit_post(self, text: str) -> None:
        """A creative rewrites the first post of the drafts at hand."""
        ref = self.ref("draft_bundle")
        post = production.get_bundle(actor=self.owner, bundle_id=ref.id).content["posts"][0]
        production.edit_post(actor=self.owner, bundle_id=ref.id, post_key=post["key"], text=text, key=f"edit:{ref.version}")

    def issue(self, kind: InvoiceKind) -> Any:
        """Finance issues the draft of this kind."""
        drafted = self.invoice(kind)
        return billing.issue(actor=self.owner, invoice_id=drafted.id, key=f"issue:{drafted.id}")

    def pay(self, kind: InvoiceKind) -> None:
        """The whole open amount of the invoice arrives."""
        invoice = self.invoice(kind)
        billing.record_payment(
            actor=self.owner,
            invoice_id=invoice.id,
            amount=invoice.open,
            method="bank",
            reference=f"pay {invoice.number}",
            received_on=clock.today(),
            key=f"pay:{invoice.id}",
        )

    def invoice(self, kind: InvoiceKind) -> Any:
        """The engagement's invoice of this kind."""
        wanted = InvoiceFilter(engagement_id=self.journey.engagement_id, kind=kind)
        (found,) = billing.list_invoices(actor=self.owner, filter=wanted).items
        return found

    def ref(self, kind: str) -> Any:
        """The journey's current artifact of a kind."""
        return next(ref for ref in self.journey.refs if ref.kind == kind)

    def settle(self) -> None:
        """Drain until nothing is due, backoffs included: a retry is not waited for."""
        for _ in range(100):
            self.harness.drain()
            with atomic("orchestration"):
                if not Step.objects.filter(state="pending", retry_at__isnull=False).update(retry_at=None):
                    return
        raise AssertionError("steps keep failing")

    def at(self, step: str) -> Journey:
        """Settle; the journey must now stand at this step."""
        self.settle()
        found = self.journey
        assert found.step == step, f"{found.step} ({found.state}): {found.reason}"
        return found

    def to(self, step: str) -> Cast:
        """Let everybody do their part until the journey stands at this step ("end": until it has ended)."""
        parts = self._parts()
        self.settle()
        while (found := self.journey).step != step and found.ended_at is None:
            assert found.step in parts, f"{found.step} ({found.state}): {found.reason}"
            parts[found.step]()
            self.settle()
            assert self.journey.step != found.step, f"nothing came of {found.step}"
        return self

    def pass_days(self, step: str, *, most: int) -> None:
        """Let time go by while the journey stands at this step, and no longer: whoever comes next is not made late by it."""
        for _ in range(most):
            if self.journey.step != step:
                return
            self.harness.advance(days=1)

    def _parts(self) -> dict[str, Callable[[], Any]]:
        return {
            "await_signature": self.sign,
            "await_intake": self.answer_intake,
            "await_brief_approval": self.approve_brief,
            "await_strategy_approval": self.approve_strategy,
            "await_decision": self.decide,
            "await_published": lambda: self.pass_days("await_published", most=60),
            "await_invoice": lambda: self.issue(InvoiceKind.FINAL),
            "await_payment": lambda: self.pay(InvoiceKind.FINAL),
        }
