"""Rows tell when they last changed, so that integrators can ask for what is new."""

from django.db import migrations

from kernel.changes import ChangedAt, changed_index, stamp_existing


class Migration(migrations.Migration):
    dependencies = [("retention", "0002_defaults")]
    operations = [
        migrations.AddField("assessment", "changed_at", ChangedAt()),
        migrations.AddIndex("assessment", changed_index("retention_assessments_chg")),
        migrations.AddField("account", "changed_at", ChangedAt()),
        migrations.AddIndex("account", changed_index("retention_accounts_changed")),
        stamp_existing("retention", "Assessment", "Account"),
    ]
