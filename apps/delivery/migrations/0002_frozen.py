"""The database itself refuses to change what a built package holds, and to delete one."""

from django.db import migrations

from kernel.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("delivery", "0001_initial")]
    operations = [
        AppendOnly(
            "delivery_packages",
            ["manifest", "sha256", "file_sha256", "bundle", "strategy", "approval_id", "version", "client_id", "engagement_id"],
            when="OLD.built_at IS NOT NULL",
        ),
    ]
