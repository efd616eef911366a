"""First tables of reporting."""

import django.db.models.deletion
from django.db import migrations, models

import kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Fact",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                ("engagement_id", models.UUIDField()),
                ("day", models.DateField()),
                ("metric", models.CharField(max_length=60)),
                ("channel", models.CharField(blank=True, max_length=60)),
                ("post_key", models.CharField(blank=True, max_length=120)),
                ("value", models.DecimalField(decimal_places=4, max_digits=20)),
                ("source", models.CharField(max_length=40)),
                ("origin", models.CharField(max_length=200)),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "db_table": "reporting_facts",
                "indexes": [models.Index(fields=["engagement_id", "day"], name="reporting_facts_period")],
                "constraints": [
                    models.UniqueConstraint(fields=("engagement_id", "metric", "origin"), name="reporting_facts_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                ("engagement_id", models.UUIDField()),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("rows", models.PositiveIntegerField()),
                ("errors", models.JSONField(default=list)),
                ("imported_at", models.DateTimeField()),
                ("imported_by", models.UUIDField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "metrics file",
                "db_table": "reporting_imports",
                "constraints": [models.UniqueConstraint(fields=("engagement_id", "sha256"), name="reporting_imports_once")],
            },
        ),
        migrations.CreateModel(
            name="Metric",
            fields=[
                ("name", models.SlugField(max_length=60, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=120)),
                ("title_de", models.CharField(blank=True, max_length=120)),
                ("unit", models.CharField(blank=True, max_length=20)),
                (
                    "aggregation",
                    models.CharField(
                        choices=[("sum", "sum"), ("average", "average"), ("last", "last"), ("ratio", "ratio")], max_length=10
                    ),
                ),
                ("numerator", models.CharField(blank=True, help_text="Of a ratio: the metric above the line.", max_length=60)),
                ("denominator", models.CharField(blank=True, help_text="Of a ratio: the metric below the line.", max_length=60)),
                (
                    "factor",
                    models.DecimalField(
                        decimal_places=4,
                        default=1,
                        help_text="A ratio is multiplied by it, e.g. 100 for per cent.",
                        max_digits=12,
                    ),
                ),
                ("lower_is_better", models.BooleanField(default=False)),
                ("internal", models.BooleanField(default=False, help_text="For the house: not shown in a client's report.")),
                ("owner", models.CharField(help_text="Who answers for the definition.", max_length=60)),
                (
                    "words",
                    models.JSONField(
                        blank=True, default=list, help_text="Words by which a goal's name is recognised as this metric."
                    ),
                ),
                ("position", models.PositiveIntegerField(default=100)),
            ],
            options={
                "db_table": "reporting_metrics",
                "ordering": ["position", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("aggregation", "ratio"), _negated=True),
                            models.Q(models.Q(("numerator", ""), _negated=True), models.Q(("denominator", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="reporting_metrics_ratio",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                ("engagement_id", models.UUIDField(db_index=True)),
                ("period_start", models.DateField()),
                ("period_end", models.DateField()),
                ("dataset", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "reporting_snapshots",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period_end__gte", models.F("period_start"))), name="reporting_period"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                ("engagement_id", models.UUIDField()),
                ("version", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("content", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("pdf_sha256", models.CharField(max_length=64)),
                ("missed", models.PositiveIntegerField()),
                ("created_at", models.DateTimeField()),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="reporting.snapshot"
                    ),
                ),
            ],
            options={
                "db_table": "reporting_reports",
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                ("engagement_id", models.UUIDField()),
                ("kind", models.CharField(max_length=30)),
                ("artifact_id", models.UUIDField()),
                ("version", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "reporting_sources",
                "constraints": [models.UniqueConstraint(fields=("engagement_id", "kind"), name="reporting_sources_latest")],
            },
        ),
        migrations.CreateModel(
            name="ReportJob",
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
                ("engagement_id", models.UUIDField(db_index=True)),
                ("created_at", models.DateTimeField()),
                (
                    "report",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="job",
                        to="reporting.report",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="jobs", to="reporting.snapshot"),
                ),
            ],
            options={
                "db_table": "reporting_jobs",
                "indexes": [
                    models.Index(condition=models.Q(("state", "pending")), fields=["due_at", "id"], name="reporting_jobs_due")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["-created_at", "-id"], name="reporting_reports_newest"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(fields=("engagement_id", "version"), name="reporting_reports_version"),
        ),
    ]
