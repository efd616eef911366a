"""First tables of onboarding."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import apps.onboarding.models.engagements
import kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Pack",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("name", models.SlugField(max_length=60, unique=True)),
                ("title", models.CharField(max_length=120)),
                ("summary", models.TextField(blank=True)),
                ("sections", models.JSONField(help_text="Names of the document's sections, in order.")),
                ("deliverables", models.JSONField(help_text="What the client receives, one sentence each.")),
                (
                    "exclusions",
                    models.JSONField(blank=True, default=list, help_text="What is not part of it, one sentence each."),
                ),
                ("price_minor", models.PositiveBigIntegerField(help_text="Net price in minor units (cents).")),
                ("currency", models.CharField(default="EUR", max_length=3)),
                ("rounds", models.PositiveSmallIntegerField(default=2, help_text="Rounds of changes that are included.")),
                ("weeks", models.PositiveSmallIntegerField(default=4)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("active", models.BooleanField(default=True)),
            ],
            options={
                "db_table": "onboarding_packs",
                "ordering": ["position", "name"],
            },
        ),
        migrations.CreateModel(
            name="Engagement",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                ("client_name", models.CharField(max_length=200)),
                ("lead_id", models.UUIDField(blank=True, null=True)),
                ("deal_id", models.UUIDField(blank=True, null=True, unique=True)),
                ("pack", models.SlugField(max_length=60)),
                ("pack_facts", models.JSONField(editable=False)),
                ("price_minor", models.PositiveBigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("deposit_percent", models.PositiveSmallIntegerField()),
                ("rounds", models.PositiveSmallIntegerField()),
                ("language", models.CharField(max_length=2)),
                ("contact_name", models.CharField(max_length=200)),
                ("contact_email", models.CharField(max_length=320)),
                ("opened_at", models.DateTimeField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
            ],
            options={
                "db_table": "onboarding_engagements",
                "indexes": [models.Index(fields=["opened_at", "id"], name="onboarding_eng_opened")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("language__in", ["en", "de"])), name="onboarding_eng_language"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("starts_on"))), name="onboarding_eng_dates"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Brief",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                ("version", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("revised", "revised"),
                            ("approved", "approved"),
                            ("flagged_for_review", "flagged_for_review"),
                            ("archived", "archived"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("language", models.CharField(max_length=2)),
                ("blocking", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("verdict", models.CharField(blank=True, max_length=4)),
                ("verdict_result_id", models.UUIDField(blank=True, null=True)),
                ("verdict_at", models.DateTimeField(blank=True, null=True)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("approved_by", models.UUIDField(blank=True, null=True)),
                (
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="briefs", to="onboarding.engagement"
                    ),
                ),
            ],
            options={
                "db_table": "onboarding_briefs",
            },
        ),
        migrations.CreateModel(
            name="BrandKit",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                ("version", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField()),
                (
                    "brief",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="brand_kits", to="onboarding.brief"
                    ),
                ),
                (
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="brand_kits", to="onboarding.engagement"
                    ),
                ),
            ],
            options={
                "db_table": "onboarding_brand_kits",
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("language", models.CharField(max_length=2)),
                ("text", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "prepared"),
                            ("sent", "sent"),
                            ("expired", "expired"),
                            ("signed", "signed"),
                            ("replaced", "replaced"),
                        ],
                        default="prepared",
                        max_length=10,
                    ),
                ),
                ("prepared_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("signer_name", models.CharField(blank=True, max_length=200)),
                (
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agreements", to="onboarding.engagement"
                    ),
                ),
            ],
            options={
                "db_table": "onboarding_agreements",
            },
        ),
        migrations.CreateModel(
            name="Intake",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("captured", "captured"), ("returned", "returned")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("override_reason", models.TextField(blank=True)),
                ("invited_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("captured_at", models.DateTimeField(blank=True, null=True)),
                ("round", models.PositiveSmallIntegerField(default=0)),
                ("overdue_at", models.DateTimeField(blank=True, null=True)),
                (
                    "engagement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="intake", to="onboarding.engagement"
                    ),
                ),
            ],
            options={
                "db_table": "onboarding_intakes",
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                ("field", models.CharField(max_length=40)),
                ("value", models.TextField(blank=True)),
                (
                    "dropped",
                    models.PositiveIntegerField(default=0, help_text="Control and invisible characters dropped from the input."),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("given", "given"), ("approved", "approved"), ("returned", "returned")],
                        default="given",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("changed", models.BooleanField(default=False, help_text="Changed since it was returned.")),
                ("updated_at", models.DateTimeField()),
                (
                    "intake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="onboarding.intake"
                    ),
                ),
            ],
            options={
                "db_table": "onboarding_answers",
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
                ("subject_id", models.UUIDField(help_text="The agreement or the intake it is about.")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agreement_invite", "agreement_invite"),
                            ("agreement_reminder", "agreement_reminder"),
                            ("agreement_expiry", "agreement_expiry"),
                            ("intake_invite", "intake_invite"),
                            ("intake_reminder", "intake_reminder"),
                            ("intake_overdue", "intake_overdue"),
                            ("items_returned", "items_returned"),
                        ],
                        max_length=20,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=0, help_text="First, second, third reminder.")),
                ("reason", models.CharField(blank=True, help_text="Why it was stopped.", max_length=200)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("mail_id", models.UUIDField(blank=True, null=True)),
                (
                    "engagement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="onboarding.engagement"
                    ),
                ),
            ],
            options={
                "db_table": "onboarding_notices",
            },
        ),
        migrations.CreateModel(
            name="Policy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agency_name", models.CharField(default="AICMO", max_length=120)),
                ("agency_address", models.CharField(blank=True, max_length=300)),
                ("governing_law", models.CharField(default="Germany", max_length=60)),
                (
                    "deposit_percent",
                    models.PositiveSmallIntegerField(default=50, validators=[django.core.validators.MaxValueValidator(100)]),
                ),
                ("payment_days", models.PositiveSmallIntegerField(default=14)),
                (
                    "start_after_days",
                    models.PositiveSmallIntegerField(default=14, help_text="Days from the deal to the start of work."),
                ),
                (
                    "agreement_expiry_days",
                    models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1)]),
                ),
                ("agreement_reminder_days", models.JSONField(default=apps.onboarding.models.engagements.reminder_days)),
                ("intake_due_days", models.PositiveSmallIntegerField(default=14)),
                (
                    "intake_link_days",
                    models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1)]),
                ),
                ("intake_reminder_days", models.JSONField(default=apps.onboarding.models.engagements.reminder_days)),
                (
                    "overdue_grace_days",
                    models.PositiveSmallIntegerField(
                        default=3, help_text="Days after the last reminder until we call it silence."
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "policy",
                "db_table": "onboarding_policy",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("deposit_percent__lte", 100)), name="onboarding_policy_deposit")
                ],
            },
        ),
        migrations.CreateModel(
            name="SigningEntry",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                ("kind", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("sha256", models.CharField(max_length=64)),
                ("actor_kind", models.CharField(max_length=12)),
                ("actor_id", models.UUIDField(blank=True, null=True)),
                ("signer_hash", models.CharField(blank=True, max_length=64)),
                ("ip_hash", models.CharField(blank=True, max_length=64)),
                ("agent_hash", models.CharField(blank=True, max_length=64)),
                (
                    "agreement",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="log", to="onboarding.agreement"),
                ),
            ],
            options={
                "verbose_name": "signing log entry",
                "verbose_name_plural": "signing log",
                "db_table": "onboarding_signing_log",
                "ordering": ["at", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="brief",
            index=models.Index(fields=["created_at", "id"], name="onboarding_brief_created"),
        ),
        migrations.AddConstraint(
            model_name="brief",
            constraint=models.UniqueConstraint(fields=("engagement", "version"), name="onboarding_brief_version"),
        ),
        migrations.AddConstraint(
            model_name="brief",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "approved")), fields=("engagement",), name="onboarding_brief_approved_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="brief",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "revised", "approved", "flagged_for_review", "archived"])),
                name="onboarding_brief_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="brandkit",
            constraint=models.UniqueConstraint(fields=("client_id", "version"), name="onboarding_kit_version"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(fields=("engagement", "version"), name="onboarding_agreement_version"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "signed")), fields=("engagement",), name="onboarding_agreement_signed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["prepared", "sent", "expired", "signed", "replaced"])),
                name="onboarding_agreement_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "captured", "returned"])), name="onboarding_intake_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("intake", "field"), name="onboarding_answer_once"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["given", "approved", "returned"])), name="onboarding_answer_state"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(condition=models.Q(("state", "pending")), fields=["due_at", "id"], name="onboarding_notices_due"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("subject_id", "kind", "number"), name="onboarding_notice_once"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        (
                            "agreement_invite",
                            "agreement_reminder",
                            "agreement_expiry",
                            "intake_invite",
                            "intake_reminder",
                            "intake_overdue",
                            "items_returned",
                        ),
                    )
                ),
                name="onboarding_notice_kind",
            ),
        ),
    ]
