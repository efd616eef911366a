"""Counters per minute, hour and day instead of per day alone; the caps that staff set."""

from datetime import UTC, datetime, time

from django.db import migrations, models

SETTINGS = (
    ("per_minute", 30, "Outreach mails a calendar minute over all mailboxes."),
    ("per_hour", 200, "Outreach mails a calendar hour over all mailboxes."),
    ("mailbox_per_minute", 2, "Outreach mails a calendar minute from one mailbox."),
    ("mailbox_per_hour", 10, "Outreach mails a calendar hour from one mailbox."),
    (
        "channel_caps",
        {"linkedin": {"cap": 10, "start": 3, "step": 2}, "twitter": {"cap": 15, "start": 15, "step": 0}},
        "Tasks a day on channels that people work by hand: cap, its start on the first day of use, and what each day adds.",
    ),
)


def fill(apps, schema_editor):
    using = schema_editor.connection.alias
    for row in apps.get_model("cam", "SendCounter").objects.using(using).all():
        row.starts_at = datetime.combine(row.day, time(0), tzinfo=UTC)
        row.save(update_fields=["starts_at"])
    for row in apps.get_model("cam", "Attempt").objects.using(using).filter(reserved_on__isnull=False).iterator():
        row.reserved_at = datetime.combine(row.reserved_on, time(0), tzinfo=UTC)
        row.save(update_fields=["reserved_at"])
    for name, value, text in SETTINGS:
        apps.get_model("cam", "Setting").objects.using(using).get_or_create(name=name, defaults={"value": value, "help": text})


CHANNELS = [
    ("email", "E-mail"),
    ("linkedin", "LinkedIn (task)"),
    ("twitter", "X, once Twitter (task)"),
    ("contact_form", "Contact form (task)"),
]
PERIODS = [("minute", "Minute"), ("hour", "Hour"), ("day", "Day")]


class Migration(migrations.Migration):
    dependencies = [("cam", "0007_inbox_places")]
    operations = [
        migrations.AddField("sendcounter", "period", models.CharField(max_length=6, default="day", choices=PERIODS)),
        migrations.AddField("sendcounter", "starts_at", models.DateTimeField(null=True)),
        migrations.AddField("attempt", "reserved_at", models.DateTimeField(null=True, blank=True, editable=False)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveConstraint("sendcounter", "cam_counters_once"),
        migrations.RemoveField("sendcounter", "day"),
        migrations.RemoveField("attempt", "reserved_on"),
        migrations.AlterField("sendcounter", "starts_at", models.DateTimeField()),
        migrations.AddConstraint(
            "sendcounter",
            models.UniqueConstraint(fields=["scope", "period", "starts_at"], name="cam_counters_once_a_period"),
        ),
        migrations.AlterField("attempt", "channel", models.CharField(max_length=12, default="email", choices=CHANNELS)),
        migrations.AlterField("sequencestep", "channel", models.CharField(max_length=12, default="email", choices=CHANNELS)),
    ]
