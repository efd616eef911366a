"""Rows tell when they last changed, so that integrators can ask for what is new."""

from django.db import migrations

from kernel.changes import ChangedAt, changed_index, stamp_existing


class Migration(migrations.Migration):
    dependencies = [("strategy", "0002_approved_content")]
    operations = [
        migrations.AddField("strategy", "changed_at", ChangedAt()),
        migrations.AddIndex("strategy", changed_index("strategy_changed")),
        stamp_existing("strategy", "Strategy"),
    ]
