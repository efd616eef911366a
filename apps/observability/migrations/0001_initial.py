"""First tables of observability."""

from django.db import migrations, models

import kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Alert",
            fields=[
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("retry_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("lease_until", models.DateTimeField(blank=True, editable=False, null=True)),
                ("leased_by", models.CharField(blank=True, editable=False, max_length=80)),
                ("state", models.CharField(default="pending", max_length=20)),
                ("attempt", models.PositiveIntegerField(default=0, editable=False)),
                ("token", models.PositiveIntegerField(default=0, editable=False)),
                ("last_error", models.TextField(blank=True, editable=False)),
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=80)),
                ("subject", models.CharField(max_length=200)),
                ("message", models.TextField()),
                (
                    "severity",
                    models.CharField(
                        choices=[("info", "info"), ("warning", "warning"), ("critical", "critical")],
                        default="warning",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "open"), ("acknowledged", "acknowledged"), ("resolved", "resolved")],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("count", models.PositiveIntegerField(default=1)),
                ("escalations", models.PositiveIntegerField(default=0)),
                ("client_id", models.UUIDField(blank=True, db_index=True, null=True)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("acknowledged_by", models.UUIDField(blank=True, null=True)),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "db_table": "observability_alerts",
                "ordering": ["-last_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "pending")), fields=["due_at", "id"], name="observability_alerts_due"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "open")), fields=("kind", "subject"), name="observability_alerts_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "acknowledged", "resolved"])),
                        name="observability_alerts_status",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AlertRule",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("signal", models.CharField(help_text="A signal's name; * stands for anything.", max_length=120)),
                ("kind", models.CharField(max_length=80)),
                (
                    "subject",
                    models.CharField(help_text="What the alert is about; the same subject is the same alert.", max_length=200),
                ),
                ("message", models.TextField()),
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
                "db_table": "observability_alert_rules",
                "ordering": ["signal"],
                "constraints": [models.UniqueConstraint(fields=("signal", "kind"), name="observability_alert_rules_once")],
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField(unique=True)),
                ("fact_id", models.UUIDField(unique=True)),
                ("app", models.CharField(max_length=40)),
                ("command", models.CharField(max_length=120)),
                ("actor_kind", models.CharField(max_length=12)),
                ("actor_id", models.UUIDField(null=True)),
                ("impersonator", models.UUIDField(null=True)),
                ("client_id", models.UUIDField(db_index=True, null=True)),
                ("subject", models.CharField(blank=True, max_length=120)),
                ("why", models.TextField(blank=True)),
                ("key", models.CharField(blank=True, max_length=200)),
                ("correlation_id", models.CharField(db_index=True, max_length=64)),
                ("data", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "verbose_name": "audit entry",
                "verbose_name_plural": "audit entries",
                "db_table": "observability_audit_entries",
                "ordering": ["-number"],
                "indexes": [
                    models.Index(fields=["command", "number"], name="observability_audit_command"),
                    models.Index(fields=["actor_id", "number"], name="observability_audit_actor"),
                ],
            },
        ),
    ]
