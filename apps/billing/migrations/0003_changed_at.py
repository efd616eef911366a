"""Rows tell when they last changed, so that integrators can ask for what is new."""

from django.db import migrations

from kernel.changes import ChangedAt, changed_index, stamp_existing


class Migration(migrations.Migration):
    dependencies = [("billing", "0002_immutable")]
    operations = [
        migrations.AddField("invoice", "changed_at", ChangedAt()),
        migrations.AddIndex("invoice", changed_index("billing_invoices_changed")),
        migrations.AddField("payment", "changed_at", ChangedAt()),
        migrations.AddIndex("payment", changed_index("billing_payments_changed")),
        stamp_existing("billing", "Invoice", "Payment"),
    ]
