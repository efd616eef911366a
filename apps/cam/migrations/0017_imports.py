"""Column mappings that people chose, by the header of the layout."""

from django.db import migrations, models

import kernel.ids


class Migration(migrations.Migration):
    dependencies = [("cam", "0016_sequence_versions")]

    operations = [
        migrations.CreateModel(
            name="ColumnLayout",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("fingerprint", models.CharField(max_length=64, unique=True)),
                ("header", models.JSONField(default=list)),
                ("mapping", models.JSONField(default=dict)),
                ("remembered_by", models.UUIDField(blank=True, null=True)),
                ("remembered_at", models.DateTimeField()),
            ],
            options={"db_table": "cam_column_layouts"},
        ),
    ]
