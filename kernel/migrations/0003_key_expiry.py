"""API keys are forgotten some time after their call."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_append_only")]
    operations = [
        migrations.AddField("commandkey", "expires_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "commandkey",
            models.Index(fields=["expires_at"], condition=models.Q(expires_at__isnull=False), name="kernel_keys_expiring"),
        ),
    ]
