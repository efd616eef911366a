"""Rows tell when they last changed, so that integrators can ask for what is new."""

from django.db import migrations

from kernel.changes import ChangedAt, changed_index, stamp_existing


class Migration(migrations.Migration):
    dependencies = [("cam", "0002_seed")]
    operations = [
        migrations.AddField("campaign", "changed_at", ChangedAt()),
        migrations.AddIndex("campaign", changed_index("cam_campaigns_changed")),
        migrations.AddField("lead", "changed_at", ChangedAt()),
        migrations.AddIndex("lead", changed_index("cam_leads_changed")),
        stamp_existing("cam", "Campaign", "Lead"),
    ]
