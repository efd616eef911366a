"""First tables of orchestration."""

import django.db.models.deletion
from django.db import migrations, models

import kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Policy",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=60, unique=True)),
                ("title", models.CharField(max_length=200)),
                (
                    "mode",
                    models.CharField(
                        choices=[("manual", "manual"), ("review_first", "review_first"), ("full_auto", "full_auto")],
                        default="review_first",
                        max_length=20,
                    ),
                ),
                ("days", models.PositiveIntegerField(default=30, help_text="How long a proposal stays open; 0 is for ever.")),
            ],
            options={
                "verbose_name_plural": "policies",
                "db_table": "orchestration_policies",
                "ordering": ["kind"],
            },
        ),
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=40, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("job", models.CharField(max_length=40)),
                ("hour", models.PositiveSmallIntegerField()),
                ("minute", models.PositiveSmallIntegerField(default=0)),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(blank=True, help_text="0 is Monday; empty is every day.", null=True),
                ),
                ("zone", models.CharField(default="UTC", max_length=60)),
                ("latest_start_minutes", models.PositiveIntegerField(default=240)),
                ("active", models.BooleanField(default=True)),
            ],
            options={
                "db_table": "orchestration_schedules",
                "ordering": ["hour", "minute", "name"],
            },
        ),
        migrations.CreateModel(
            name="SwitchChange",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=20)),
                ("scope", models.CharField(blank=True, max_length=120)),
                ("on", models.BooleanField()),
                ("reason", models.TextField()),
                ("set_by", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "orchestration_switch_changes",
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Artifact",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("artifact_id", models.UUIDField(db_index=True)),
                ("version", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("engagement_id", models.UUIDField(blank=True, db_index=True, null=True)),
                ("client_id", models.UUIDField(blank=True, db_index=True, null=True)),
                ("told_by", models.CharField(blank=True, max_length=120)),
                ("told_at", models.DateTimeField()),
            ],
            options={
                "db_table": "orchestration_artifacts",
                "ordering": ["-told_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "artifact_id", "version", "sha256"), name="orchestration_artifacts_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Journey",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("definition", models.CharField(max_length=40)),
                ("deal_id", models.UUIDField(unique=True)),
                ("lead_id", models.UUIDField(db_index=True)),
                ("client_id", models.UUIDField(blank=True, db_index=True, null=True)),
                ("engagement_id", models.UUIDField(blank=True, null=True, unique=True)),
                ("company", models.CharField(max_length=200)),
                ("pack", models.CharField(max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("RUNNING", "RUNNING"),
                            ("WAITING", "WAITING"),
                            ("NEEDS_HUMAN", "NEEDS_HUMAN"),
                            ("ON_HOLD", "ON_HOLD"),
                            ("COMPENSATING", "COMPENSATING"),
                            ("COMPLETED", "COMPLETED"),
                            ("COMPENSATED", "COMPENSATED"),
                            ("CANCELLED", "CANCELLED"),
                            ("FAILED", "FAILED"),
                        ],
                        default="RUNNING",
                        max_length=20,
                    ),
                ),
                (
                    "engagement_state",
                    models.CharField(
                        choices=[
                            ("CREATED", "CREATED"),
                            ("INTAKE_COMPLETE", "INTAKE_COMPLETE"),
                            ("STRATEGY_GENERATED", "STRATEGY_GENERATED"),
                            ("STRATEGY_APPROVED", "STRATEGY_APPROVED"),
                            ("CAMPAIGN_DEFINED", "CAMPAIGN_DEFINED"),
                            ("CREATIVE_GENERATED", "CREATIVE_GENERATED"),
                            ("QC_FAILED", "QC_FAILED"),
                            ("QC_APPROVED", "QC_APPROVED"),
                            ("DELIVERED", "DELIVERED"),
                            ("ON_HOLD", "ON_HOLD"),
                            ("CANCELLED", "CANCELLED"),
                        ],
                        default="CREATED",
                        max_length=20,
                    ),
                ),
                ("step", models.CharField(max_length=40)),
                ("reason", models.TextField(blank=True)),
                ("facts", models.JSONField(blank=True, default=dict)),
                ("number", models.PositiveIntegerField(default=0)),
                ("contact", models.JSONField(blank=True, default=dict)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("started_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "db_table": "orchestration_journeys",
                "indexes": [models.Index(fields=["state", "-changed_at"], name="orchestration_journey_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "RUNNING",
                                    "WAITING",
                                    "NEEDS_HUMAN",
                                    "ON_HOLD",
                                    "COMPENSATING",
                                    "COMPLETED",
                                    "COMPENSATED",
                                    "CANCELLED",
                                    "FAILED",
                                ],
                            )
                        ),
                        name="orchestration_journeys_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "engagement_state__in",
                                [
                                    "CREATED",
                                    "INTAKE_COMPLETE",
                                    "STRATEGY_GENERATED",
                                    "STRATEGY_APPROVED",
                                    "CAMPAIGN_DEFINED",
                                    "CREATIVE_GENERATED",
                                    "QC_FAILED",
                                    "QC_APPROVED",
                                    "DELIVERED",
                                    "ON_HOLD",
                                    "CANCELLED",
                                ],
                            )
                        ),
                        name="orchestration_journeys_engagement_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("before", models.CharField(max_length=20)),
                ("after", models.CharField(max_length=20)),
                ("step", models.CharField(max_length=40)),
                ("override", models.BooleanField(default=False)),
                ("actor_kind", models.CharField(blank=True, max_length=12)),
                ("actor_id", models.UUIDField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "journey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="orchestration.journey"
                    ),
                ),
            ],
            options={
                "db_table": "orchestration_moves",
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Notice",
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
                ("key", models.CharField(max_length=200, unique=True)),
                ("for_right", models.CharField(max_length=60)),
                ("client_id", models.UUIDField(blank=True, db_index=True, null=True)),
                ("subject", models.CharField(max_length=300)),
                ("text", models.TextField()),
                ("url", models.CharField(blank=True, max_length=300)),
                ("mailed", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "orchestration_notices",
                "ordering": ["-created_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "pending")), fields=["due_at", "id"], name="orchestration_notices_due"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("event_id", models.UUIDField(unique=True)),
                ("engagement_id", models.UUIDField(db_index=True, null=True)),
                ("name", models.CharField(max_length=120)),
                ("data", models.JSONField(default=dict)),
                ("actor_kind", models.CharField(blank=True, max_length=12)),
                ("actor_id", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("used_at_step", models.CharField(blank=True, max_length=40)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "journey",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="events", to="orchestration.journey"
                    ),
                ),
            ],
            options={
                "db_table": "orchestration_events",
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("used_at", None)), fields=["journey", "id"], name="orchestration_events_open"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("retry_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("lease_until", models.DateTimeField(blank=True, editable=False, null=True)),
                ("leased_by", models.CharField(blank=True, editable=False, max_length=80)),
                ("attempt", models.PositiveIntegerField(default=0, editable=False)),
                ("token", models.PositiveIntegerField(default=0, editable=False)),
                ("last_error", models.TextField(blank=True, editable=False)),
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=200, unique=True)),
                ("kind", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=300)),
                ("effect", models.TextField()),
                ("payload", models.JSONField(blank=True, default=dict)),
                ("sha256", models.CharField(max_length=64)),
                ("mode", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PENDING", "PENDING"),
                            ("READY", "READY"),
                            ("RETRY", "RETRY"),
                            ("DLQ", "DLQ"),
                            ("SUCCESS", "SUCCESS"),
                            ("FAILED", "FAILED"),
                            ("CANCELLED", "CANCELLED"),
                        ],
                        default="PENDING",
                        max_length=20,
                    ),
                ),
                ("reversible", models.BooleanField(default=True)),
                ("client_id", models.UUIDField(blank=True, db_index=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("result", models.TextField(blank=True)),
                ("decided_by", models.UUIDField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "journey",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="orchestration.journey",
                    ),
                ),
            ],
            options={
                "db_table": "orchestration_actions",
                "ordering": ["-created_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["READY", "RETRY"])),
                        fields=["due_at", "id"],
                        name="orchestration_actions_due",
                    ),
                    models.Index(fields=["state", "-created_at"], name="orchestration_actions_state_at"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["PENDING", "READY", "RETRY", "DLQ", "SUCCESS", "FAILED", "CANCELLED"])),
                        name="orchestration_actions_state",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="up", to="orchestration.artifact"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="down", to="orchestration.artifact"
                    ),
                ),
            ],
            options={
                "db_table": "orchestration_links",
                "constraints": [models.UniqueConstraint(fields=("parent", "child"), name="orchestration_links_once")],
            },
        ),
        migrations.CreateModel(
            name="Slot",
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
                ("slot_at", models.DateTimeField()),
                ("result", models.TextField(blank=True)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="slots", to="orchestration.schedule"
                    ),
                ),
            ],
            options={
                "db_table": "orchestration_slots",
                "ordering": ["-slot_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "pending")), fields=["due_at", "id"], name="orchestration_slots_due"
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("schedule", "slot_at"), name="orchestration_slots_once")],
            },
        ),
        migrations.CreateModel(
            name="Step",
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
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=40)),
                ("compensates", models.BooleanField(default=False)),
                ("planned", models.JSONField(blank=True, default=dict)),
                ("result", models.JSONField(blank=True, default=dict)),
                ("created_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "journey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="orchestration.journey"
                    ),
                ),
            ],
            options={
                "db_table": "orchestration_steps",
                "ordering": ["journey", "number"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "pending")), fields=["due_at", "id"], name="orchestration_steps_due"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("journey", "number"), name="orchestration_steps_number"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["pending", "held", "done", "dead", "skipped"])),
                        name="orchestration_steps_state",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wait",
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
                ("step", models.CharField(max_length=40)),
                ("for_whom", models.CharField(max_length=60)),
                ("for_what", models.CharField(max_length=300)),
                ("since", models.DateTimeField()),
                ("expected_by", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.CharField(blank=True, max_length=120)),
                ("reminders", models.PositiveIntegerField(default=0)),
                (
                    "journey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="waits", to="orchestration.journey"
                    ),
                ),
            ],
            options={
                "db_table": "orchestration_waits",
                "ordering": ["since"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "pending")), fields=["due_at", "id"], name="orchestration_waits_due"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("journey",), name="orchestration_waits_one_open"
                    )
                ],
            },
        ),
    ]
