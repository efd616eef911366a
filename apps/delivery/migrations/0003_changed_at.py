"""Rows tell when they last changed, so that integrators can ask for what is new."""

from django.db import migrations

from kernel.changes import ChangedAt, changed_index, stamp_existing


class Migration(migrations.Migration):
    dependencies = [("delivery", "0002_frozen")]
    operations = [
        migrations.AddField("package", "changed_at", ChangedAt()),
        migrations.AddIndex("package", changed_index("delivery_packages_changed")),
        migrations.AddField("publication", "changed_at", ChangedAt()),
        migrations.AddIndex("publication", changed_index("delivery_posts_changed")),
        stamp_existing("delivery", "Package", "Publication"),
    ]
