"""The ten packs and the policy row; signed text, briefs and the signing log cannot be changed."""

from django.db import migrations

from apps.onboarding.logic.packs import PACKS
from kernel.append_only import AppendOnly


def seed(apps, schema_editor):
    """Put the packs and the policy in, unless staff have some already."""
    pack, policy = apps.get_model("onboarding", "Pack"), apps.get_model("onboarding", "Policy")
    using = schema_editor.connection.alias
    for position, values in enumerate(PACKS):
        facts = {k: v for k, v in values.items() if k != "name"}
        pack.objects.using(using).get_or_create(name=values["name"], defaults={**facts, "position": position})
    if not policy.objects.using(using).exists():
        policy.objects.using(using).create()


class Migration(migrations.Migration):
    dependencies = [("onboarding", "0001_initial")]
    operations = [
        migrations.RunPython(seed, migrations.RunPython.noop),
        AppendOnly("onboarding_agreements", ["text", "sha256", "version", "engagement_id", "client_id"]),
        AppendOnly("onboarding_briefs", ["content", "sha256", "version", "engagement_id", "client_id"]),
        AppendOnly("onboarding_signing_log", ["agreement_id", "kind", "at", "sha256", "signer_hash", "ip_hash", "agent_hash"]),
    ]
