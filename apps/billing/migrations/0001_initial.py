"""First tables of billing."""

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import apps.billing.contracts
import apps.billing.models.terms
import kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="StatementBatch",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("report", models.JSONField(default=dict)),
                ("imported_at", models.DateTimeField()),
                ("imported_by", models.UUIDField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "bank statement",
                "db_table": "billing_statements",
            },
        ),
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("series", models.CharField(max_length=10)),
                ("year", models.PositiveIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "db_table": "billing_counters",
                "constraints": [models.UniqueConstraint(fields=("series", "year"), name="billing_counters_once")],
            },
        ),
        migrations.CreateModel(
            name="Invoice",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                ("engagement_id", models.UUIDField(db_index=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("DEPOSIT", "deposit"), ("FINAL", "final"), ("EXTRA", "extra"), ("CREDIT", "credit")],
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("discarded", "discarded"),
                            ("issued", "issued"),
                            ("partially_paid", "partially paid"),
                            ("overdue", "overdue"),
                            ("paid", "paid"),
                            ("credited", "credited"),
                        ],
                        default=apps.billing.contracts.InvoiceStatus["DRAFT"],
                        max_length=16,
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=30)),
                ("currency", models.CharField(max_length=3)),
                ("bill_to", models.JSONField()),
                ("bill_to_name", models.CharField(max_length=200)),
                ("supplier", models.JSONField(blank=True, default=dict)),
                ("taxes", models.JSONField(default=list)),
                ("net_minor", models.BigIntegerField()),
                ("tax_minor", models.BigIntegerField()),
                ("total_minor", models.BigIntegerField()),
                ("paid_minor", models.BigIntegerField(default=0)),
                ("credited_minor", models.BigIntegerField(default=0)),
                ("due_days", models.PositiveIntegerField(default=14)),
                ("note", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                ("issued_at", models.DateTimeField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("pdf_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credit_notes",
                        to="billing.invoice",
                    ),
                ),
            ],
            options={
                "db_table": "billing_invoices",
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("booking_id", models.UUIDField(db_index=True)),
                ("account", models.CharField(max_length=10)),
                ("currency", models.CharField(max_length=3)),
                ("debit_minor", models.BigIntegerField(default=0)),
                ("credit_minor", models.BigIntegerField(default=0)),
                ("client_id", models.UUIDField(db_index=True)),
                ("invoice_id", models.UUIDField(db_index=True)),
                ("payment_id", models.UUIDField(blank=True, null=True)),
                ("booked_on", models.DateField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "ledger entries",
                "db_table": "billing_ledger",
                "indexes": [models.Index(fields=["account", "currency"], name="billing_ledger_account")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("credit_minor", 0), ("debit_minor__gt", 0)),
                            models.Q(("credit_minor__gt", 0), ("debit_minor", 0)),
                            _connector="OR",
                        ),
                        name="billing_ledger_one_side",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("position", models.PositiveIntegerField()),
                ("description", models.TextField()),
                ("quantity", models.DecimalField(decimal_places=6, max_digits=18)),
                ("unit_minor", models.BigIntegerField()),
                ("net_minor", models.BigIntegerField()),
                ("tax_category", models.CharField(max_length=2)),
                ("tax_rate", models.DecimalField(decimal_places=2, max_digits=5)),
                ("proof_kind", models.CharField(blank=True, max_length=20)),
                ("proof_id", models.UUIDField(blank=True, null=True)),
                ("proof_sha256", models.CharField(blank=True, max_length=64)),
                ("frozen", models.BooleanField(default=False)),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="billing.line",
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="billing.invoice"),
                ),
            ],
            options={
                "db_table": "billing_lines",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                ("currency", models.CharField(max_length=3)),
                ("amount_minor", models.BigIntegerField()),
                ("applied_minor", models.BigIntegerField()),
                ("surplus_minor", models.BigIntegerField(default=0)),
                ("method", models.CharField(max_length=20)),
                ("reference", models.CharField(blank=True, max_length=200)),
                ("received_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(blank=True, null=True)),
                (
                    "invoice",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="billing.invoice"),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="billing.payment",
                    ),
                ),
            ],
            options={
                "db_table": "billing_payments",
            },
        ),
        migrations.CreateModel(
            name="Quote",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                ("engagement_id", models.UUIDField(db_index=True)),
                ("number", models.CharField(max_length=30, unique=True)),
                ("title", models.CharField(max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "open"), ("accepted", "accepted"), ("declined", "declined"), ("expired", "expired")],
                        default=apps.billing.contracts.QuoteStatus["OPEN"],
                        max_length=10,
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("bill_to", models.JSONField()),
                ("supplier", models.JSONField()),
                ("lines", models.JSONField()),
                ("taxes", models.JSONField()),
                ("net_minor", models.BigIntegerField()),
                ("tax_minor", models.BigIntegerField()),
                ("total_minor", models.BigIntegerField()),
                ("valid_until", models.DateField()),
                ("sha256", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_by", models.UUIDField(blank=True, null=True)),
                ("pdf_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "invoice",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quote",
                        to="billing.invoice",
                    ),
                ),
            ],
            options={
                "db_table": "billing_quotes",
            },
        ),
        migrations.CreateModel(
            name="Reminder",
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
                ("level", models.PositiveSmallIntegerField()),
                ("days", models.PositiveSmallIntegerField()),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to="billing.invoice"
                    ),
                ),
            ],
            options={
                "db_table": "billing_reminders",
            },
        ),
        migrations.CreateModel(
            name="RenderJob",
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
                    "invoice",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="render_job",
                        to="billing.invoice",
                    ),
                ),
                (
                    "quote",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="render_job",
                        to="billing.quote",
                    ),
                ),
            ],
            options={
                "db_table": "billing_render_jobs",
            },
        ),
        migrations.CreateModel(
            name="StatementLine",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("line", models.PositiveIntegerField()),
                ("fingerprint", models.CharField(max_length=64, unique=True)),
                ("booked_on", models.DateField()),
                ("currency", models.CharField(max_length=3)),
                ("amount_minor", models.BigIntegerField()),
                ("payer", models.CharField(blank=True, max_length=200)),
                ("reference", models.CharField(blank=True, max_length=400)),
                ("state", models.CharField(max_length=12)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="billing.statementbatch"
                    ),
                ),
                (
                    "payment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statement_line",
                        to="billing.payment",
                    ),
                ),
            ],
            options={
                "db_table": "billing_statement_lines",
            },
        ),
        migrations.CreateModel(
            name="Terms",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                (
                    "deposit_percent",
                    models.PositiveSmallIntegerField(
                        default=50,
                        help_text="Per cent of the price billed before the work.",
                        validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)],
                    ),
                ),
                ("due_days", models.PositiveSmallIntegerField(default=14, help_text="Days to pay from the day of issue.")),
                (
                    "dunning_days",
                    models.JSONField(
                        default=apps.billing.models.terms.default_dunning_days,
                        help_text="Days after the due date, e.g. [3, 10, 20, 30].",
                        validators=[apps.billing.models.terms._increasing_days],
                    ),
                ),
                ("quote_days", models.PositiveSmallIntegerField(default=30, help_text="Days a quote stays open.")),
            ],
            options={
                "verbose_name_plural": "terms",
                "db_table": "billing_terms",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="billing_terms_one_row"),
                    models.CheckConstraint(condition=models.Q(("deposit_percent__lte", 100)), name="billing_terms_share"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["-created_at", "-id"], name="billing_invoices_newest"),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["status", "due_on"], name="billing_invoices_status_due"),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True), fields=("number",), name="billing_invoices_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "total_minor",
                        django.db.models.expressions.CombinedExpression(models.F("net_minor"), "+", models.F("tax_minor")),
                    )
                ),
                name="billing_invoices_total",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("issued_at__isnull", True), ("number", "")),
                    models.Q(
                        ("issued_at__isnull", False),
                        models.Q(("number", ""), _negated=True),
                        models.Q(("sha256", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="billing_invoices_numbered",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("credited_minor__gte", 0), ("paid_minor__gte", 0)), name="billing_invoices_sums"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["draft", "discarded", "issued", "partially_paid", "overdue", "paid", "credited"])
                ),
                name="billing_invoices_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.UniqueConstraint(fields=("invoice", "position"), name="billing_lines_position"),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["-recorded_at", "-id"], name="billing_payments_newest"),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "amount_minor",
                        django.db.models.expressions.CombinedExpression(
                            models.F("applied_minor"), "+", models.F("surplus_minor")
                        ),
                    )
                ),
                name="billing_payments_split",
            ),
        ),
        migrations.AddIndex(
            model_name="quote",
            index=models.Index(fields=["-created_at", "-id"], name="billing_quotes_newest"),
        ),
        migrations.AddConstraint(
            model_name="quote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "total_minor",
                        django.db.models.expressions.CombinedExpression(models.F("net_minor"), "+", models.F("tax_minor")),
                    )
                ),
                name="billing_quotes_total",
            ),
        ),
        migrations.AddConstraint(
            model_name="quote",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["open", "accepted", "declined", "expired"])), name="billing_quotes_status"
            ),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(condition=models.Q(("state", "pending")), fields=["due_at", "id"], name="billing_reminders_due"),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(fields=("invoice", "level"), name="billing_reminders_once"),
        ),
        migrations.AddIndex(
            model_name="renderjob",
            index=models.Index(condition=models.Q(("state", "pending")), fields=["due_at", "id"], name="billing_render_due"),
        ),
        migrations.AddConstraint(
            model_name="statementline",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["booked", "unmatched", "ignored"])), name="billing_statement_lines_state"
            ),
        ),
    ]
