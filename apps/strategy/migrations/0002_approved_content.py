"""What was approved never changes: the database itself refuses it."""

from django.db import migrations

from kernel.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("strategy", "0001_initial")]
    operations = [
        AppendOnly(
            "strategy_strategies",
            ["content", "sha256", "version", "brief_id", "brief_version", "brief_sha256", "provenance"],
            when="OLD.approved_at IS NOT NULL",
        )
    ]
