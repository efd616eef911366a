"""First tables of delivery."""

import django.db.models.deletion
from django.db import migrations, models

import kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Package",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                ("engagement_id", models.UUIDField(db_index=True)),
                ("version", models.PositiveIntegerField()),
                ("bundle", models.JSONField()),
                ("bundle_sha256", models.CharField(max_length=64)),
                ("strategy", models.JSONField()),
                ("strategy_sha256", models.CharField(max_length=64)),
                ("approval_id", models.UUIDField()),
                ("zone", models.CharField(default="UTC", max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[("building", "building"), ("blocked", "blocked"), ("built", "built"), ("released", "released")],
                        default="building",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("revised", "revised"),
                            ("approved", "approved"),
                            ("flagged_for_review", "flagged for review"),
                            ("archived", "archived"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("checks", models.JSONField(default=list)),
                ("manifest", models.JSONField(default=dict)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("file_name", models.CharField(blank=True, max_length=160)),
                ("file_sha256", models.CharField(blank=True, max_length=64)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("qc_verdict", models.CharField(blank=True, max_length=8)),
                ("created_at", models.DateTimeField()),
                ("built_at", models.DateTimeField(blank=True, null=True)),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                ("publishing_at", models.DateTimeField(blank=True, null=True)),
                ("completed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "db_table": "delivery_packages",
                "indexes": [models.Index(fields=["-created_at", "-id"], name="delivery_packages_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bundle_sha256", "strategy_sha256", "approval_id"), name="delivery_package_of_these_inputs"
                    ),
                    models.UniqueConstraint(fields=("engagement_id", "version"), name="delivery_package_version"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["building", "blocked", "built", "released"])),
                        name="delivery_package_state",
                    ),
                ],
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
                ("client_id", models.UUIDField(db_index=True)),
                (
                    "package",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notice", to="delivery.package"
                    ),
                ),
            ],
            options={
                "db_table": "delivery_notices",
                "indexes": [
                    models.Index(condition=models.Q(("state", "pending")), fields=["due_at", "id"], name="delivery_notices_due")
                ],
            },
        ),
        migrations.CreateModel(
            name="Build",
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
                ("client_id", models.UUIDField(db_index=True)),
                (
                    "package",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="build", to="delivery.package"
                    ),
                ),
            ],
            options={
                "db_table": "delivery_builds",
                "indexes": [
                    models.Index(condition=models.Q(("state", "pending")), fields=["due_at", "id"], name="delivery_builds_due")
                ],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("retry_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("lease_until", models.DateTimeField(blank=True, editable=False, null=True)),
                ("leased_by", models.CharField(blank=True, editable=False, max_length=80)),
                ("attempt", models.PositiveIntegerField(default=0, editable=False)),
                ("token", models.PositiveIntegerField(default=0, editable=False)),
                ("last_error", models.TextField(blank=True, editable=False)),
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                ("engagement_id", models.UUIDField(db_index=True)),
                ("post_key", models.CharField(max_length=80)),
                ("channel", models.CharField(max_length=40)),
                ("post", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("wall_time", models.CharField(max_length=40)),
                ("zone", models.CharField(max_length=60)),
                ("time_note", models.CharField(blank=True, max_length=200)),
                ("scheduled_for", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("scheduled", "scheduled"),
                            ("sending", "sending"),
                            ("unknown", "unknown"),
                            ("live", "live"),
                            ("failed", "failed"),
                            ("removed", "removed"),
                        ],
                        default="scheduled",
                        max_length=10,
                    ),
                ),
                ("tries", models.PositiveIntegerField(default=1)),
                ("url", models.CharField(blank=True, max_length=400)),
                ("reason", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "package",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="publications", to="delivery.package"
                    ),
                ),
            ],
            options={
                "db_table": "delivery_publications",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["scheduled", "sending"])),
                        fields=["due_at", "id"],
                        name="delivery_publications_due",
                    ),
                    models.Index(fields=["scheduled_for", "id"], name="delivery_publications_order"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("package", "post_key"), name="delivery_publication_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["scheduled", "sending", "unknown", "live", "failed", "removed"])),
                        name="delivery_publication_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "live"), _negated=True), models.Q(("url", ""), _negated=True), _connector="OR"
                        ),
                        name="delivery_live_has_url",
                    ),
                ],
            },
        ),
    ]
