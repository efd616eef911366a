"""The client's journey, version 1: from a signed deal to the renewal assessment, as data."""

from __future__ import annotations

from apps.orchestration.logic.guards import (
    QC_ROUNDS,
    current,
    failed,
    final_invoice,
    learn,
    learn_approval,
    learn_changes,
    learn_draft,
    learn_result,
    learn_verdict,
    may_revise,
    newer,
    nothing_live,
    overtaken,
    paid_in_full,
    round_left,
    something_live,
)
from apps.orchestration.logic.types import DONE, Definition, Pause, Rule, StepDef

SIGNED, CAPTURED = "onboarding.agreement_signed", "onboarding.intake_captured"
BRIEF, BRIEF_OK = "onboarding.brief_validated", "onboarding.brief_approved"
PLAN, PLAN_OK, PLAN_DEAD = "strategy.strategy_generated", "strategy.strategy_approved", "strategy.generation_failed"
DRAFT, DRAFT_DEAD = "production.draft_ready", "production.draft_failed"
QC_OK = "qc.qc_passed"
APPROVED, CHANGES, REJECTED = (
    "client_review.client_approved",
    "client_review.revision_requested",
    "client_review.client_rejected",
)
BUILT, BLOCKED, PUBLISHED = "delivery.package_built", "delivery.package_blocked", "delivery.publish_completed"
REPORT, REPORT_DEAD = "reporting.report_generated", "reporting.report_failed"
ISSUED, PAID, DISCARDED = "billing.invoice_issued", "billing.payment_received", "billing.invoice_discarded"
EXTRA_ROUND = "action.extra_round"
DECISIONS = (SIGNED, CAPTURED, BRIEF_OK, PLAN_OK, APPROVED, CHANGES, REJECTED, ISSUED, PAID)
"""Events that are somebody's decision; the timeline shows them as such."""
HEARD = (
    *(SIGNED, CAPTURED, BRIEF, BRIEF_OK, PLAN, PLAN_OK, PLAN_DEAD, DRAFT, DRAFT_DEAD, QC_OK, APPROVED, CHANGES, REJECTED),
    *(BUILT, BLOCKED, PUBLISHED, REPORT, REPORT_DEAD, ISSUED, PAID, DISCARDED),
)
"""Signals that the journey listens to, by wire name without version."""


def _call(name: str, title: str, undo: str = "") -> StepDef:
    return StepDef(name=name, title=title, undo=undo)


def _wait(name: str, title: str, for_whom: str, for_what: str, days: int, *, needs_human: bool = False) -> StepDef:
    pause = Pause(for_whom=for_whom, for_what=for_what, days=days, needs_human=needs_human)
    return StepDef(name=name, title=title, pause=pause)


_STEPS = (
    _call("open_account", "Open the client account"),
    _call("open_engagement", "Open the engagement"),
    _call("prepare_agreement", "Prepare the agreement"),
    _wait("await_signature", "Agreement", "client", "the client's signature under the agreement", 7),
    _call("deposit_invoice", "Draft the deposit invoice", undo="undo_deposit"),
    _call("invite", "Invite to the intake"),
    _wait("await_intake", "Intake", "client", "the client's answers to the intake", 10),
    _call("normalize_brief", "Write the brief from the answers"),
    _call("qc_brief", "QC of the brief"),
    _wait("fix_brief", "Brief failed QC", "onboarding.write", "a new version of the brief that QC can pass", 3, needs_human=True),
    _wait("await_brief_approval", "Brief approval", "onboarding.approve", "the approval of the brief", 3),
    _call("generate_strategy", "Write the strategy"),
    _wait("await_strategy", "Strategy in writing", "system", "the strategy's text", 1),
    _wait("stuck_strategy", "Writing failed", "strategy.write", "a strategy: the writing job has given up", 1, needs_human=True),
    _call("qc_strategy", "QC of the strategy"),
    _wait(
        *("fix_strategy", "Strategy failed QC", "strategy.write", "a new version of the strategy that QC can pass", 3),
        needs_human=True,
    ),
    _wait("await_strategy_approval", "Strategy approval", "strategy.approve", "the approval of the strategy", 3),
    _call("plan_calendar", "Plan the calendar"),
    _call("generate_draft", "Write the drafts"),
    _wait("await_draft", "Drafts in writing", "system", "the drafts", 1),
    _wait("stuck_draft", "Writing failed", "production.write", "a draft: the writing job has given up", 1, needs_human=True),
    _call("qc_bundle", "QC of the drafts"),
    _wait("newer_bundle", "A newer draft came meanwhile", "system", "the newest draft", 1),
    _call("revise_for_qc", "Revise after QC"),
    _wait(
        *("stuck_bundle", "Drafts keep failing QC", "production.write"),
        *(f"a person's edit of the drafts, or a waiver by QC: {QC_ROUNDS} rounds did not make them pass", 2),
        needs_human=True,
    ),
    _call("create_review", "Ask the client", undo="undo_review"),
    _wait("await_decision", "Client review", "client", "the client's decision on the drafts", 5),
    _call("revise_for_client", "Revise for the client"),
    _wait(
        *("await_change_order", "Change order", "orchestration.approve"),
        *("a change order: the contracted rounds are used up and the client wants more changes", 3),
        needs_human=True,
    ),
    _wait(
        *("rejected", "The client rejected the drafts", "production.write"),
        *("a talk with the client, who turned the drafts down, and a new version", 3),
        needs_human=True,
    ),
    _call("create_package", "Build the package"),
    _wait("await_package", "Package in the making", "system", "the package's files", 1),
    _wait("stuck_package", "Package blocked", "delivery.write", "a package: a check before packing failed", 2, needs_human=True),
    _call("qc_package", "QC of the package"),
    _wait("fix_package", "Package failed QC", "delivery.write", "a package that QC can pass", 2, needs_human=True),
    _call("release", "Release to the client"),
    _call("publish", "Publish the posts", undo="undo_publishing"),
    _wait("await_published", "Publishing", "system", "the last post to go out", 45),
    _wait("nothing_published", "Nothing was published", "delivery.publish", "posts: not one of them stands", 1, needs_human=True),
    _call("collect_metrics", "Collect the figures"),
    _call("generate_report", "Write the report"),
    _wait("await_report", "Report in writing", "system", "the report", 1),
    _wait("stuck_report", "Writing failed", "reporting.write", "a report: the writing job has given up", 1, needs_human=True),
    _call("final_invoice", "Draft the final invoice", undo="undo_final_invoice"),
    _wait("await_invoice", "Final invoice", "billing.issue", "the final invoice to be issued", 3),
    _wait("await_payment", "Payment", "client", "the payment of the final invoice", 21),
    _call("assess_renewal", "Assess the renewal"),
)


def _drafted(at: str) -> Rule:
    return Rule(at=at, on=DRAFT, to="qc_bundle", when=newer("draft_bundle"), take=learn_draft, moves="CREATIVE_GENERATED")


def _brief(at: str) -> Rule:
    return Rule(at=at, on=BRIEF, to="qc_brief", when=newer("brief"), take=learn("brief"))


def _strategy(at: str, moves: str = "") -> Rule:
    return Rule(at=at, on=PLAN, to="qc_strategy", when=newer("strategy"), take=learn("strategy"), moves=moves)


def _package(at: str) -> Rule:
    return Rule(at=at, on=BUILT, to="qc_package", when=newer("delivery_package"), take=learn("delivery_package"))


def _done(at: str, to: str, moves: str = "") -> Rule:
    return Rule(at=at, on=DONE, to=to, take=learn_result, moves=moves)


_subject = current("draft_bundle", "subject")
_UP_TO_STRATEGY = (
    _done("open_account", "open_engagement"),
    _done("open_engagement", "prepare_agreement"),
    _done("prepare_agreement", "await_signature"),
    Rule(at="await_signature", on=SIGNED, to="deposit_invoice", take=learn("agreement")),
    _done("deposit_invoice", "invite"),
    _done("invite", "await_intake"),
    Rule(at="await_intake", on=CAPTURED, to="normalize_brief"),
    _done("normalize_brief", "qc_brief"),
    Rule(at="qc_brief", on=DONE, to="fix_brief", when=failed, take=learn_verdict),
    Rule(at="qc_brief", on=DONE, to="await_brief_approval", take=learn_verdict),
    _brief("fix_brief"),
    Rule(at="fix_brief", on=QC_OK, to="await_brief_approval", when=current("brief")),
    Rule(at="fix_brief", on=CAPTURED, to="normalize_brief"),
    _brief("await_brief_approval"),
    Rule(at="await_brief_approval", on=BRIEF_OK, to="generate_strategy", when=current("brief"), moves="INTAKE_COMPLETE"),
    Rule(at="await_brief_approval", on=CAPTURED, to="normalize_brief"),
    _done("generate_strategy", "await_strategy"),
    _strategy("await_strategy", moves="STRATEGY_GENERATED"),
    Rule(at="await_strategy", on=PLAN_DEAD, to="stuck_strategy"),
    _strategy("stuck_strategy", moves="STRATEGY_GENERATED"),
    Rule(at="qc_strategy", on=DONE, to="fix_strategy", when=failed, take=learn_verdict),
    Rule(at="qc_strategy", on=DONE, to="await_strategy_approval", take=learn_verdict),
    _strategy("fix_strategy"),
    Rule(at="fix_strategy", on=QC_OK, to="await_strategy_approval", when=current("strategy")),
    _strategy("await_strategy_approval"),
    Rule(at="await_strategy_approval", on=PLAN_OK, to="plan_calendar", when=current("strategy"), moves="STRATEGY_APPROVED"),
)
_DRAFTS_AND_REVIEW = (
    _done("plan_calendar", "generate_draft", moves="CAMPAIGN_DEFINED"),
    _done("generate_draft", "await_draft"),
    _drafted("await_draft"),
    Rule(at="await_draft", on=DRAFT_DEAD, to="stuck_draft"),
    _drafted("stuck_draft"),
    Rule(at="qc_bundle", on=DONE, to="newer_bundle", when=overtaken("draft_bundle", DRAFT)),
    _drafted("newer_bundle"),
    Rule(at="qc_bundle", on=DONE, to="revise_for_qc", when=may_revise, take=learn_verdict, moves="QC_FAILED"),
    Rule(at="qc_bundle", on=DONE, to="stuck_bundle", when=failed, take=learn_verdict, moves="QC_FAILED"),
    Rule(at="qc_bundle", on=DONE, to="create_review", take=learn_verdict, moves="QC_APPROVED"),
    _done("revise_for_qc", "await_draft"),
    _drafted("stuck_bundle"),
    Rule(at="stuck_bundle", on=QC_OK, to="create_review", when=current("draft_bundle"), moves="QC_APPROVED"),
    _done("create_review", "await_decision"),
    Rule(at="await_decision", on=APPROVED, to="create_package", when=_subject, take=learn_approval),
    Rule(at="await_decision", on=CHANGES, to="revise_for_client", when=round_left, take=learn_changes),
    Rule(at="await_decision", on=CHANGES, to="await_change_order", when=_subject, take=learn_changes),
    Rule(at="await_decision", on=REJECTED, to="rejected", when=_subject),
    _drafted("await_decision"),
    Rule(at="await_change_order", on=EXTRA_ROUND, to="revise_for_client"),
    _drafted("await_change_order"),
    _drafted("rejected"),
    _done("revise_for_client", "await_draft"),
)
_DELIVERY_TO_RENEWAL = (
    _done("create_package", "await_package"),
    _package("await_package"),
    Rule(at="await_package", on=BLOCKED, to="stuck_package"),
    _package("stuck_package"),
    Rule(at="qc_package", on=DONE, to="fix_package", when=failed, take=learn_verdict),
    Rule(at="qc_package", on=DONE, to="release", take=learn_verdict),
    _package("fix_package"),
    Rule(at="fix_package", on=QC_OK, to="release", when=current("delivery_package")),
    _done("release", "publish", moves="DELIVERED"),
    _done("publish", "await_published"),
    Rule(at="await_published", on=PUBLISHED, to="collect_metrics", when=something_live),
    Rule(at="await_published", on=PUBLISHED, to="nothing_published", when=nothing_live),
    Rule(at="nothing_published", on=PUBLISHED, to="collect_metrics", when=something_live),
    _done("collect_metrics", "generate_report"),
    _done("generate_report", "await_report"),
    Rule(at="await_report", on=REPORT, to="final_invoice", take=learn("report")),
    Rule(at="await_report", on=REPORT_DEAD, to="stuck_report"),
    Rule(at="stuck_report", on=REPORT, to="final_invoice", take=learn("report")),
    _done("final_invoice", "await_invoice"),
    Rule(at="await_invoice", on=ISSUED, to="await_payment", when=final_invoice, take=learn("invoice")),
    Rule(at="await_invoice", on=DISCARDED, to="final_invoice", when=final_invoice),
    Rule(at="await_payment", on=PAID, to="assess_renewal", when=paid_in_full),
    _done("assess_renewal", ""),
)

UNDO_TITLES = {
    "undo_deposit": "Settle the deposit invoice",
    "undo_review": "See that the client's open question is closed",
    "undo_publishing": "Take out what is not yet published",
    "undo_final_invoice": "Settle the final invoice",
}

V1 = Definition(
    name="client_journey.v1",
    first="open_account",
    steps={step.name: step for step in _STEPS},
    rules=(*_UP_TO_STRATEGY, *_DRAFTS_AND_REVIEW, *_DELIVERY_TO_RENEWAL),
    undo_titles=UNDO_TITLES,
)
DEFINITIONS = {V1.name: V1}
