"""Lists of leads by every filter in their order, and the words that leads are found by."""

import django.db.models.deletion
from django.db import migrations, models

from kernel.search import words_of

FILTERED = ("status", "tier", "verdict", "verdict_reason", "email_verdict", "country", "campaign")
HANDFUL = 2000


def fill(apps, schema_editor):
    """The words of the leads that are there."""
    alias = schema_editor.connection.alias
    leads = apps.get_model("cam", "Lead")._base_manager.using(alias)
    words = apps.get_model("cam", "LeadWord")
    rows = leads.values_list("id", "email", "company", "first_name", "last_name").order_by("id")
    found = []
    for pk, *texts in rows.iterator(chunk_size=HANDFUL):
        found += [words(lead_id=pk, word=word) for word in sorted(words_of(*texts))]
        if len(found) > HANDFUL:
            words._base_manager.using(alias).bulk_create(found)
            found = []
    words._base_manager.using(alias).bulk_create(found)


class Migration(migrations.Migration):
    dependencies = [("cam", "0017_imports")]
    operations = [
        migrations.CreateModel(
            name="LeadWord",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey("lead_id", "word", blank=True, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="words", to="cam.lead"
                    ),
                ),
                ("word", models.BinaryField(max_length=60)),
            ],
            options={"db_table": "cam_lead_words"},
        ),
        migrations.AddIndex("leadword", models.Index(fields=["word", "lead"], name="cam_lead_words_found")),
        *(
            migrations.AddIndex("lead", models.Index(fields=[name, "-score", "-id"], name=f"cam_leads_best_{name}"))
            for name in FILTERED
        ),
        migrations.AddIndex(
            "lead",
            models.Index(condition=models.Q(("is_role_address", True)), fields=["-score", "-id"], name="cam_leads_best_role"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
