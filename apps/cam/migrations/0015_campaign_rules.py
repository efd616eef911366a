"""What staff may set: from how few yeses a campaign is paused."""

from django.db import migrations

SETTINGS = (
    (
        "pause_rate_below",
        0,
        "Share of people who said yes (0 to 1) below which a campaign is paused; 0 pauses none. To let a paused one go on, lower it.",
    ),
    ("pause_rate_people", 200, "People, first mailed no_reply_days ago or longer, from whom on pause_rate_below is judged."),
)


def seed(apps, schema_editor):
    using = schema_editor.connection.alias
    for name, value, text in SETTINGS:
        apps.get_model("cam", "Setting").objects.using(using).get_or_create(name=name, defaults={"value": value, "help": text})


class Migration(migrations.Migration):
    dependencies = [("cam", "0014_appointments")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
