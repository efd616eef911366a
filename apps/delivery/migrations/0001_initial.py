"""First tables of delivery."""

from django.db import migrations, models

import kernel.ids


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, primary_key=True, serialize=False)),
                ("client_id", models.UUIDField(db_index=True)),
                ("title", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField()),
            ],
            options={"db_table": "delivery_entries", "verbose_name_plural": "entries"},
        ),
    ]
