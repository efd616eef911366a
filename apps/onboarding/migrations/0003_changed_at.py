"""Rows tell when they last changed, so that integrators can ask for what is new."""

from django.db import migrations

from kernel.changes import ChangedAt, changed_index, stamp_existing


class Migration(migrations.Migration):
    dependencies = [("onboarding", "0002_packs_and_guards")]
    operations = [
        migrations.AddField("engagement", "changed_at", ChangedAt()),
        migrations.AddIndex("engagement", changed_index("onboarding_engagements_chg")),
        migrations.AddField("brief", "changed_at", ChangedAt()),
        migrations.AddIndex("brief", changed_index("onboarding_briefs_changed")),
        stamp_existing("onboarding", "Engagement", "Brief"),
    ]
