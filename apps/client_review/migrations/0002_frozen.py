"""The database itself refuses a change of frozen content and of decisions, and the deletion of either."""

from django.db import migrations

from kernel.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("client_review", "0001_initial")]
    operations = [
        AppendOnly(
            "client_review_packages",
            [
                "content",
                "sha256",
                "subject_kind",
                "subject_id",
                "subject_version",
                "parents",
                "client_id",
                "engagement_id",
                "round",
            ],
        ),
        AppendOnly(
            "client_review_decisions", ["package_id", "client_id", "verdict", "sha256", "decided_by", "via", "decided_at"]
        ),
    ]
