"""Policies and schedules that an installation starts with; staff change them."""

from django.db import migrations

POLICIES = (
    ("extra_round", "A round of changes beyond the contract", "review_first", 30),
    ("credit_invoice", "A credit note for a cancelled engagement", "review_first", 0),
    ("discard_invoice", "Discarding a draft invoice of a cancelled engagement", "review_first", 0),
    ("close_with_client", "Telling a client that the work has stopped", "manual", 0),
    ("renewal_talk", "A talk about a renewal", "manual", 120),
    ("upsell_offer", "An offer that the data suggests", "manual", 60),
)
SCHEDULES = (
    ("SCORE", "Score new leads", "score", 3, None),
    ("NURTURE", "One cycle of outreach", "nurture", 6, None),
    ("WEEKLY_SUMMARY", "The week in journeys", "summary", 7, 0),
)


def add(apps, schema_editor):
    using = schema_editor.connection.alias
    policy = apps.get_model("orchestration", "Policy").objects.using(using)
    for kind, title, mode, days in POLICIES:
        policy.get_or_create(kind=kind, defaults={"title": title, "mode": mode, "days": days})
    schedule = apps.get_model("orchestration", "Schedule").objects.using(using)
    for name, title, job, hour, weekday in SCHEDULES:
        values = {"title": title, "job": job, "hour": hour, "weekday": weekday, "active": False}
        schedule.get_or_create(name=name, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("orchestration", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
