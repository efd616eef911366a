"""Which installation this is, so that a restored database is recognised beside its journal."""

import uuid

from django.db import migrations, models


def make(apps, schema_editor):
    # From the system's randomness: a repeatable test must not give two databases one id.
    apps.get_model("kernel", "Installation").objects.using(schema_editor.connection.alias).create(id=uuid.uuid4())


class Migration(migrations.Migration):
    dependencies = [("kernel", "0007_answer_mails")]
    operations = [
        migrations.CreateModel(
            name="Installation",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("begun_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "kernel_installation"},
        ),
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
