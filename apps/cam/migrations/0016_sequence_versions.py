"""Versions of sequences, and how many proofs a person may send."""

import django.db.models.deletion
import kernel.ids
from django.db import migrations, models


def fill(apps, schema_editor):
    rows = apps.get_model("cam", "Setting").objects.using(schema_editor.connection.alias)
    text = "Proofs of mails that one member of staff may send to themselves in an hour."
    rows.get_or_create(name="proofs_per_hour", defaults={"value": 20, "help": text})


class Migration(migrations.Migration):
    dependencies = [
        ("cam", "0015_campaign_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="SequenceVersion",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("data", models.JSONField()),
                ("note", models.CharField(blank=True, max_length=200)),
                ("by", models.CharField(blank=True, max_length=320)),
                ("at", models.DateTimeField()),
                (
                    "sequence",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="cam.sequence"),
                ),
            ],
            options={
                "db_table": "cam_sequence_versions",
                "ordering": ("-number",),
                "constraints": [models.UniqueConstraint(fields=("sequence", "number"), name="cam_sequence_versions_once")],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
