"""The audit chain cannot be changed or deleted; the alert rules that an installation starts with."""

from django.db import migrations

from kernel.append_only import AppendOnly

RULES = (
    (
        "orchestration.workflow_step_failed.v1",
        "step_failed",
        "journey {journey_id}",
        "The step {step} failed: {error}",
        "warning",
    ),
    ("orchestration.journey_overdue.v1", "journey_overdue", "journey {journey_id}", "Still waiting for {for_what}.", "info"),
    (
        "strategy.generation_failed.v1",
        "writing_failed",
        "engagement {engagement_id}",
        "No strategy could be written: {reason}",
        "warning",
    ),
    (
        "production.draft_failed.v1",
        "writing_failed",
        "engagement {engagement_id}",
        "No drafts could be written: {error}",
        "warning",
    ),
    (
        "onboarding.intake_overdue.v1",
        "client_silent",
        "engagement {engagement_id}",
        "The intake is open after {reminders} reminders.",
        "info",
    ),
    (
        "onboarding.agreement_expired.v1",
        "client_silent",
        "engagement {engagement_id}",
        "The agreement expired unsigned.",
        "warning",
    ),
    (
        "client_review.review_overdue.v1",
        "client_silent",
        "engagement {engagement_id}",
        "The review of {subject} is overdue.",
        "info",
    ),
    (
        "delivery.publication_unknown.v1",
        "post_unknown",
        "publication {publication_id}",
        "Did the post reach {channel}? {reason}",
        "critical",
    ),
    (
        "delivery.publish_failed.v1",
        "post_failed",
        "publication {publication_id}",
        "A post did not reach {channel}: {reason}",
        "warning",
    ),
    (
        "billing.payment_failed.v1",
        "payment_failed",
        "invoice {invoice_id}",
        "A payment of {amount} went back: {reason}",
        "warning",
    ),
    ("billing.invoice_overdue.v1", "invoice_overdue", "invoice {number}", "Unpaid for {days} days, {open} open.", "info"),
    (
        "learning.budget_exhausted.v1",
        "budget_exhausted",
        "client {client_id}",
        "The day's budget for texts is used up.",
        "warning",
    ),
    ("retention.churn_risk_detected.v1", "churn_risk", "engagement {engagement_id}", "{sentence}", "warning"),
)


def add(apps, schema_editor):
    rows = apps.get_model("observability", "AlertRule").objects.using(schema_editor.connection.alias)
    for signal, kind, subject, message, severity in RULES:
        values = {"subject": subject, "message": message, "severity": severity}
        rows.get_or_create(signal=signal, kind=kind, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("observability", "0001_initial")]
    operations = [
        migrations.RunPython(add, migrations.RunPython.noop),
        AppendOnly(
            "observability_audit_entries",
            [
                *("id", "number", "fact_id", "app", "command", "actor_kind", "actor_id", "impersonator", "client_id"),
                *("subject", "why", "key", "correlation_id", "data", "at", "previous", "hash"),
            ],
        ),
    ]
