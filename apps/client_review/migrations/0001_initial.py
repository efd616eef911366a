"""First tables of client_review."""

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
                ("name", models.CharField(default="default", max_length=40, unique=True)),
                ("days", models.PositiveIntegerField(default=7, help_text="Days from sending to the day a decision is wanted.")),
                (
                    "reminder_days",
                    models.JSONField(default=list, help_text="Days after the sending on which a reminder goes out, e.g. [3, 6]."),
                ),
            ],
            options={
                "verbose_name_plural": "policies",
                "db_table": "client_review_policies",
            },
        ),
        migrations.CreateModel(
            name="Package",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                ("engagement_id", models.UUIDField(db_index=True)),
                ("title", models.CharField(max_length=200)),
                ("language", models.CharField(default="en", max_length=8)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.UUIDField()),
                ("subject_version", models.PositiveIntegerField()),
                ("parents", models.JSONField(default=list)),
                ("content", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("round", models.PositiveIntegerField()),
                ("rounds_contracted", models.PositiveIntegerField(default=0)),
                ("previous_id", models.UUIDField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("on_hold", "on hold"),
                            ("approved", "approved"),
                            ("changes_requested", "changes requested"),
                            ("rejected", "rejected"),
                            ("superseded", "superseded"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("due_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "review",
                "db_table": "client_review_packages",
                "indexes": [models.Index(fields=["-created_at", "-id"], name="client_review_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("subject_id", "sha256"), name="client_review_subject_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "on_hold", "approved", "changes_requested", "rejected", "superseded"])
                        ),
                        name="client_review_package_state",
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
                ("kind", models.CharField(max_length=10)),
                ("number", models.PositiveIntegerField(default=0)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "package",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="client_review.package"
                    ),
                ),
            ],
            options={
                "db_table": "client_review_notices",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "pending")), fields=["due_at", "id"], name="client_review_notices_due"
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("package", "kind", "number"), name="client_review_notice_once")],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("APPROVE", "approve"),
                            ("REQUEST_CHANGES", "request changes"),
                            ("REJECT", "reject"),
                            ("HOLD", "hold"),
                        ],
                        max_length=20,
                    ),
                ),
                ("comment", models.TextField(blank=True)),
                ("sha256", models.CharField(max_length=64)),
                ("decided_by", models.UUIDField(null=True)),
                ("decided_name", models.CharField(max_length=320)),
                ("via", models.CharField(max_length=12)),
                ("decided_at", models.DateTimeField()),
                (
                    "package",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="client_review.package"
                    ),
                ),
            ],
            options={
                "db_table": "client_review_decisions",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("verdict", "HOLD"), _negated=True),
                        fields=("package",),
                        name="client_review_decided_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["APPROVE", "REQUEST_CHANGES", "REJECT", "HOLD"])),
                        name="client_review_decision_verdict",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                ("post_key", models.CharField(blank=True, max_length=80)),
                ("start", models.PositiveIntegerField(blank=True, null=True)),
                ("end", models.PositiveIntegerField(blank=True, null=True)),
                ("quote", models.TextField(blank=True)),
                ("text", models.TextField()),
                ("author_id", models.UUIDField(null=True)),
                ("author_name", models.CharField(max_length=320)),
                ("internal", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                ("resolved_by", models.UUIDField(blank=True, null=True)),
                (
                    "package",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="client_review.package"
                    ),
                ),
            ],
            options={
                "db_table": "client_review_comments",
                "indexes": [models.Index(fields=["package", "created_at"], name="client_review_comments_of")],
            },
        ),
    ]
