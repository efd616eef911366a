"""Sequences, texts, mailboxes and settings of a new installation."""

from django.db import migrations

from apps.cam.migrations import _seed


def fill(apps, schema_editor):
    using = schema_editor.connection.alias
    get = lambda name: apps.get_model("cam", name).objects.using(using)  # noqa: E731
    for name, (title, tier, days) in _seed.DAYS.items():
        sequence = get("Sequence").create(name=name, title=title, tier=tier)
        for number, (day, texts) in enumerate(zip(days, _seed.texts_of(len(days)), strict=True), start=1):
            step = get("SequenceStep").create(sequence=sequence, number=number, day=day)
            for language, (subject, body) in texts.items():
                get("StepText").create(step=step, language=language, subject=subject, body=body)
    for address, display_name in _seed.MAILBOXES:
        get("Mailbox").create(address=address, display_name=display_name)
    for name, value, text in _seed.SETTINGS:
        get("Setting").create(name=name, value=value, help=text)


def empty(apps, schema_editor):
    for name in ("StepText", "SequenceStep", "Sequence", "Mailbox", "Setting"):
        apps.get_model("cam", name).objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("cam", "0001_initial")]
    operations = [migrations.RunPython(fill, empty)]
