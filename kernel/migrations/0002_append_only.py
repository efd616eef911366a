"""The audit facts cannot be changed or deleted, whatever the code above does."""

from django.db import migrations

from kernel.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [
        AppendOnly(
            "kernel_audit_facts",
            [
                "id",
                "app",
                "command",
                "actor_kind",
                "actor_id",
                "impersonator",
                "client_id",
                "subject",
                "why",
                "key",
                "correlation_id",
                "data",
                "at",
            ],
        )
    ]
