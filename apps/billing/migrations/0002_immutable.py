"""What was issued, paid, booked or offered cannot be changed or deleted, whatever the code above does."""

from django.db import migrations

from kernel.append_only import AppendOnly

INVOICE = [
    "id",
    "client_id",
    "engagement_id",
    "kind",
    "number",
    "corrects_id",
    "currency",
    "bill_to",
    "bill_to_name",
    "supplier",
    "taxes",
    "net_minor",
    "tax_minor",
    "total_minor",
    "due_days",
    "note",
    "created_at",
    "issued_at",
    "due_on",
    "sha256",
]
LINE = [
    "id",
    "invoice_id",
    "position",
    "description",
    "quantity",
    "unit_minor",
    "net_minor",
    "tax_category",
    "tax_rate",
    "proof_kind",
    "proof_id",
    "proof_sha256",
    "corrects_id",
    "frozen",
]
PAYMENT = [
    "id",
    "client_id",
    "invoice_id",
    "currency",
    "amount_minor",
    "applied_minor",
    "surplus_minor",
    "method",
    "reference",
    "reverses_id",
    "received_on",
    "recorded_at",
    "recorded_by",
]
LEDGER = [
    "id",
    "booking_id",
    "account",
    "currency",
    "debit_minor",
    "credit_minor",
    "client_id",
    "invoice_id",
    "payment_id",
    "booked_on",
    "at",
]
QUOTE = [
    "id",
    "client_id",
    "engagement_id",
    "number",
    "title",
    "currency",
    "bill_to",
    "supplier",
    "lines",
    "taxes",
    "net_minor",
    "tax_minor",
    "total_minor",
    "valid_until",
    "sha256",
    "created_at",
]


class NoLateLines(migrations.RunPython):
    """Refuse a new line on an invoice that was issued."""

    reduces_to_sql = True

    def __init__(self) -> None:
        super().__init__(self._create, self._drop)

    def deconstruct(self):
        return (self.__class__.__name__, [], {})

    @staticmethod
    def _create(apps, schema_editor) -> None:
        issued = 'EXISTS (SELECT 1 FROM "billing_invoices" WHERE "id" = NEW."invoice_id" AND "issued_at" IS NOT NULL)'
        message = "append-only: billing_lines of an issued invoice"
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f'CREATE TRIGGER "billing_lines_no_late" BEFORE INSERT ON "billing_lines" WHEN {issued} '
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            )
            return
        schema_editor.execute(
            f'CREATE OR REPLACE FUNCTION "billing_lines_no_late"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
            f"IF {issued} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation'; END IF; "
            f"RETURN NEW; END $$; "
            f'CREATE TRIGGER "billing_lines_no_late" BEFORE INSERT ON "billing_lines" FOR EACH ROW '
            f'EXECUTE FUNCTION "billing_lines_no_late"()'
        )

    @staticmethod
    def _drop(apps, schema_editor) -> None:
        on = "" if schema_editor.connection.vendor == "sqlite" else ' ON "billing_lines"'
        schema_editor.execute(f'DROP TRIGGER IF EXISTS "billing_lines_no_late"{on}')


class Migration(migrations.Migration):
    dependencies = [("billing", "0001_initial")]
    operations = [
        AppendOnly("billing_invoices", INVOICE, when="OLD.issued_at IS NOT NULL"),
        AppendOnly("billing_lines", LINE, when="OLD.frozen"),
        NoLateLines(),
        AppendOnly("billing_payments", PAYMENT),
        AppendOnly("billing_ledger", LEDGER),
        AppendOnly("billing_quotes", QUOTE),
    ]
