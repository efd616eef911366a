"""How health is measured and what is offered, as an installation starts; staff change it."""

from django.db import migrations

from kernel.append_only import AppendOnly

WEIGHTS = (
    ("review_latency", "Days until the client decides", "days", 0.25, 1, 10),
    ("revision_rounds", "Rounds of changes", "", 0.15, 0, 4),
    ("late_payment", "Days that payments come late", "days", 0.25, 0, 30),
    ("publish_success", "Share of posts that stand", "share", 0.20, 1, 0.5),
    ("silence", "Reminders without an answer", "", 0.15, 0, 4),
)
OFFERS = (
    (
        "second_channel",
        "Another channel for the next engagement",
        "{value} of the posts went out as planned: there is room for one more channel.",
        "publish_success",
        ">=",
        0.95,
    ),
    (
        "more_rounds",
        "A pack with more rounds of changes",
        "The client used {value} rounds of changes.",
        "revision_rounds",
        ">=",
        2,
    ),
)


def add(apps, schema_editor):
    using = schema_editor.connection.alias
    weight = apps.get_model("retention", "Weight").objects.using(using)
    for measure, title, unit, share, best, worst in WEIGHTS:
        values = {"title": title, "unit": unit, "weight": share, "best": best, "worst": worst}
        weight.get_or_create(measure=measure, defaults=values)
    offer = apps.get_model("retention", "Offer").objects.using(using)
    for name, text, reason, measure, op, threshold in OFFERS:
        values = {"offer": text, "reason": reason, "measure": measure, "op": op, "threshold": threshold}
        offer.get_or_create(name=name, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("retention", "0001_initial")]
    operations = [
        migrations.RunPython(add, migrations.RunPython.noop),
        AppendOnly(
            "retention_assessments",
            [
                *("id", "engagement_id", "client_id", "score", "band", "inputs", "weights", "trend", "sentence"),
                *("renewal_on", "assessed_at"),
            ],
        ),
    ]
