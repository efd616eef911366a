"""First tables of retention."""

import kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60, unique=True)),
                ("offer", models.CharField(max_length=300)),
                ("reason", models.CharField(help_text="{value} stands for the measured value.", max_length=300)),
                ("measure", models.CharField(max_length=40)),
                ("op", models.CharField(choices=[(">=", "at least"), ("<=", "at most")], default=">=", max_length=2)),
                ("threshold", models.FloatField()),
                ("observations", models.PositiveIntegerField(default=1)),
                ("active", models.BooleanField(default=True)),
            ],
            options={
                "db_table": "retention_offers",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Account",
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
                ("engagement_id", models.UUIDField(unique=True)),
                ("client_id", models.UUIDField(db_index=True)),
                ("client_name", models.CharField(blank=True, max_length=200)),
                (
                    "lifecycle",
                    models.CharField(
                        choices=[
                            ("onboarding", "onboarding"),
                            ("active", "active"),
                            ("at_risk", "at_risk"),
                            ("churned", "churned"),
                        ],
                        default="onboarding",
                        max_length=20,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("renewal_on", models.DateField(blank=True, null=True)),
                ("score", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "band",
                    models.CharField(blank=True, choices=[("low", "low"), ("medium", "medium"), ("high", "high")], max_length=10),
                ),
            ],
            options={
                "db_table": "retention_accounts",
                "ordering": ["-since"],
                "indexes": [
                    models.Index(condition=models.Q(("state", "pending")), fields=["due_at", "id"], name="retention_accounts_due")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("lifecycle__in", ["onboarding", "active", "at_risk", "churned"])),
                        name="retention_accounts_lifecycle",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("score", None), ("score__lte", 100), _connector="OR"), name="retention_accounts_score"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("engagement_id", models.UUIDField(db_index=True)),
                ("client_id", models.UUIDField(db_index=True)),
                ("score", models.PositiveSmallIntegerField()),
                ("band", models.CharField(choices=[("low", "low"), ("medium", "medium"), ("high", "high")], max_length=10)),
                ("inputs", models.JSONField()),
                ("weights", models.JSONField()),
                ("trend", models.SmallIntegerField(null=True)),
                ("sentence", models.TextField()),
                ("renewal_on", models.DateField(null=True)),
                ("assessed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "retention_assessments",
                "ordering": ["-assessed_at", "-id"],
                "indexes": [models.Index(fields=["engagement_id", "-assessed_at"], name="retention_assessments_last")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("score__lte", 100)), name="retention_assessments_score"),
                    models.CheckConstraint(
                        condition=models.Q(("band__in", ["low", "medium", "high"])), name="retention_assessments_band"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("engagement_id", models.UUIDField(db_index=True)),
                ("client_id", models.UUIDField(db_index=True)),
                ("measure", models.CharField(max_length=40)),
                ("value", models.FloatField()),
                ("subject", models.CharField(blank=True, max_length=80)),
                ("event_id", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "retention_observations",
                "ordering": ["-at"],
                "indexes": [models.Index(fields=["engagement_id", "measure", "at"], name="retention_observations_by")],
                "constraints": [models.UniqueConstraint(fields=("event_id", "measure"), name="retention_observations_once")],
            },
        ),
        migrations.CreateModel(
            name="Weight",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("measure", models.CharField(max_length=40, unique=True)),
                ("title", models.CharField(max_length=120)),
                ("unit", models.CharField(blank=True, max_length=20)),
                ("weight", models.FloatField()),
                ("best", models.FloatField(help_text="The value that scores 100.")),
                ("worst", models.FloatField(help_text="The value that scores 0.")),
            ],
            options={
                "db_table": "retention_weights",
                "ordering": ["-weight", "measure"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("weight__gte", 0)), name="retention_weights_positive")
                ],
            },
        ),
    ]
