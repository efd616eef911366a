"""What was deleted, for those who keep a copy."""

from django.db import migrations, models

import kernel.ids


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_key_expiry")]
    operations = [
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=80)),
                ("object_id", models.UUIDField()),
                ("client_id", models.UUIDField(null=True)),
                ("changed_at", models.DateTimeField()),
            ],
            options={"db_table": "kernel_tombstones"},
        ),
        migrations.AddIndex(
            "tombstone", models.Index(fields=["kind", "changed_at", "object_id"], name="kernel_tombstones_since")
        ),
    ]
