"""Rows tell when they last changed, so that integrators can ask for what is new."""

from django.db import migrations

from kernel.changes import ChangedAt, changed_index, stamp_existing


class Migration(migrations.Migration):
    dependencies = [("production", "0001_initial")]
    operations = [
        migrations.AddField("bundle", "changed_at", ChangedAt()),
        migrations.AddIndex("bundle", changed_index("production_bundles_changed")),
        stamp_existing("production", "Bundle"),
    ]
