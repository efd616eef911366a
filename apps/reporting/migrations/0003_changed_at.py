"""Rows tell when they last changed, so that integrators can ask for what is new."""

from django.db import migrations

from kernel.changes import ChangedAt, changed_index, stamp_existing


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_dictionary")]
    operations = [
        migrations.AddField("report", "changed_at", ChangedAt()),
        migrations.AddIndex("report", changed_index("reporting_reports_changed")),
        stamp_existing("reporting", "Report"),
    ]
