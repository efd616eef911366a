"""How long what is kept: the periods a new installation starts with. Staff change them."""

from django.db import migrations

DAYS = {"silent_leads": 730, "raw_mails": 365, "unknown_senders": 90, "refused_rows": 90, "import_files": 90}
HELP = (
    "Days after which data are removed, by kind; 0 keeps them for good: leads who never answered (anonymised), raw bytes of "
    "incoming mails, mails of senders who are no leads, refused rows of imported files, uploaded files."
)


def fill(apps, schema_editor):
    rows = apps.get_model("cam", "Setting").objects.using(schema_editor.connection.alias)
    rows.get_or_create(name="retention_days", defaults={"value": DAYS, "help": HELP})


def empty(apps, schema_editor):
    apps.get_model("cam", "Setting").objects.using(schema_editor.connection.alias).filter(name="retention_days").delete()


class Migration(migrations.Migration):
    dependencies = [("cam", "0012_sources")]
    operations = [migrations.RunPython(fill, empty)]
