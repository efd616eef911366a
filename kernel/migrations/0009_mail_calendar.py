"""A mail may carry an invitation: an iCalendar object (RFC 5545) beside its text."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0008_installation")]
    operations = [migrations.AddField("mail", "calendar", models.TextField(blank=True, default=""))]
