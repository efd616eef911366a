"""The domain gate, consent, personal sentences with their sources, variants by weight; the numbers staff set for them."""

import django.db.models.deletion
from django.db import migrations, models

import kernel.ids

SETTINGS = (
    ("domain_check_hours", 24, "Hours after which a sending domain's SPF, DKIM and DMARC are looked at again."),
    ("domain_valid_hours", 168, "Hours for which a check that passed lets live mail leave."),
    (
        "law_consent",
        ["AU", "CA", "CZ", "DK", "GR", "HU", "IT", "NO", "NZ", "PL", "RO", "SK"],
        "Countries (ISO codes) whose leads are written to with a recorded consent only. The law asks for it in AT, BE, CH, DE, ES "
        "and NL as well: they are left out at first because they are target markets of the shipped profile. Add them unless your "
        "lawyer sees a ground to write without consent.",
    ),
    ("claim_days", 90, "Days for which a personal sentence may be used after it was found."),
)


def fill(apps, schema_editor):
    using = schema_editor.connection.alias
    for name, value, text in SETTINGS:
        apps.get_model("cam", "Setting").objects.using(using).get_or_create(name=name, defaults={"value": value, "help": text})


class Migration(migrations.Migration):
    dependencies = [("cam", "0008_sending_caps")]
    operations = [
        migrations.CreateModel(
            name="SendingDomain",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=253, unique=True)),
                ("passed", models.BooleanField(default=False)),
                ("checked_at", models.DateTimeField()),
                ("findings", models.JSONField(default=list)),
            ],
            options={"db_table": "cam_sending_domains", "ordering": ("name",)},
        ),
        migrations.CreateModel(
            name="LeadClaim",
            fields=[
                ("id", models.UUIDField(default=kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("text", models.CharField(max_length=300)),
                ("source_url", models.CharField(blank=True, max_length=500)),
                ("found_on", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "lead",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="claims", to="cam.lead"),
                ),
            ],
            options={"db_table": "cam_lead_claims", "ordering": ("-created_at", "-id")},
        ),
        migrations.AddField("lead", "consent_on", models.DateField(blank=True, null=True)),
        migrations.AddField(
            "lead", "consent_source", models.CharField(blank=True, max_length=200, default=""), preserve_default=False
        ),
        migrations.AddField("steptext", "weight", models.PositiveSmallIntegerField(default=1)),
        migrations.AddField("steptext", "active", models.BooleanField(default=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
