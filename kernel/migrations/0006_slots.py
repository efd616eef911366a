"""Slots of what recurs: each is taken once."""

from django.db import migrations, models

import kernel.ids


class Migration(migrations.Migration):
    dependencies = [("kernel", "0005_correlation")]
    operations = [
        migrations.CreateModel(
            name="Slot",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "kernel_slots",
                "indexes": [models.Index(fields=["at"], name="kernel_slots_at")],
                "constraints": [models.UniqueConstraint(fields=("name", "at"), name="kernel_slots_once")],
            },
        ),
    ]
