"""Rows tell when they last changed, so that integrators can ask for what is new."""

from django.db import migrations, models

from kernel.changes import ChangedAt, changed_index, stamp_existing


class Migration(migrations.Migration):
    dependencies = [("client_review", "0002_frozen")]
    operations = [
        migrations.AddField("package", "changed_at", ChangedAt()),
        migrations.AddIndex("package", changed_index("client_review_packages_chg")),
        migrations.AddField("decision", "changed_at", ChangedAt()),
        migrations.AddIndex("decision", changed_index("client_review_decisions_chg")),
        migrations.AddIndex("decision", models.Index(fields=["-decided_at", "-id"], name="client_review_decisions_new")),
        stamp_existing("client_review", "Package", "Decision"),
    ]
