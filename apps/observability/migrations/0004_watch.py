"""The watchdog: its rules with the limits an installation starts with, its turn, and what ends an alert of a signal."""

import kernel.ids
from django.db import migrations, models


WATCHES = (
    ("dead_rows", 0, "rows", "warning", "More rows of a table than this have used up their attempts."),
    ("late_rows", 30, "minutes", "warning", "The oldest due row of a table has been due for longer."),
    ("worker_silent", 60, "seconds", "warning", "A worker was not heard for longer and has not said goodbye."),
    ("effect_open", 15, "minutes", "critical", "An irreversible act has begun and for longer nobody can tell its end."),
    ("provider_failing", 20, "percent", "warning", "A larger share of a provider's calls failed in the last ten minutes."),
    ("mail_bounces", 5, "percent", "critical", "A larger share of the last day's mails came back."),
    ("switch_on", 24, "hours", "warning", "A control flag has been on for longer."),
    ("disk_space", 10, "percent", "critical", "Less of the disk that holds the files is free."),
    ("clock_moved", 0, "seconds", "critical", "The business clock is moved, where that is not allowed."),
    ("audit_late", 10, "minutes", "warning", "An audit fact has waited for longer to be chained."),
    ("audit_broken", 0, "entries", "critical", "The audit chain does not hold."),
)
MOVED_ON = "orchestration.workflow_step_succeeded.v1 orchestration.workflow_completed.v1"
ENDS = {"orchestration.journey_overdue.v1": MOVED_ON, "orchestration.workflow_step_failed.v1": MOVED_ON}
WEBHOOK = {
    "signal": "observability.webhook_disabled.*",
    "kind": "webhook_disabled",
    "subject": "webhook {webhook_id}",
    "message": "The webhook was switched off: {reason}. What happens meanwhile is held.",
    "severity": "warning",
    "cleared_by": "observability.webhook_enabled.*",
}


def add(apps, schema_editor):
    using = schema_editor.connection.alias
    watches = apps.get_model("observability", "WatchRule").objects.using(using)
    for name, limit, unit, severity, meaning in WATCHES:
        watches.get_or_create(name=name, defaults={"limit": limit, "unit": unit, "severity": severity, "meaning": meaning})
    rules = apps.get_model("observability", "AlertRule").objects.using(using)
    for signal, cleared_by in ENDS.items():
        rules.filter(signal=signal, cleared_by="").update(cleared_by=cleared_by)
    rules.get_or_create(signal=WEBHOOK["signal"], kind=WEBHOOK["kind"], defaults=WEBHOOK)


class Migration(migrations.Migration):
    dependencies = [
        ("observability", "0003_correlation"),
    ]

    operations = [
        migrations.CreateModel(
            name="WatchTurn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ran_at", models.DateTimeField()),
                ("memory", models.JSONField(default=dict)),
            ],
            options={
                "db_table": "observability_watch_turn",
            },
        ),
        migrations.AddField(
            model_name="alertrule",
            name="cleared_by",
            field=models.CharField(
                blank=True, help_text="Signals, parted by blanks, that resolve the alert with the same subject.", max_length=300
            ),
        ),
        migrations.CreateModel(
            name="WatchRule",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("name", models.CharField(editable=False, max_length=40, unique=True)),
                ("meaning", models.CharField(editable=False, max_length=200)),
                ("limit", models.FloatField()),
                ("unit", models.CharField(editable=False, max_length=20)),
                (
                    "severity",
                    models.CharField(
                        choices=[("info", "info"), ("warning", "warning"), ("critical", "critical")],
                        default="warning",
                        max_length=10,
                    ),
                ),
                ("active", models.BooleanField(default=True)),
            ],
            options={
                "db_table": "observability_watch_rules",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("limit__gte", 0)), name="observability_watch_rules_limit")
                ],
            },
        ),
        migrations.RunPython(add, migrations.RunPython.noop),
    ]
