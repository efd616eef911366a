"""Mails that came in before there were threads get theirs."""

from django.db import migrations


def give_threads(apps, schema_editor):
    """One thread per lead, or per unknown sender, with what its last mail says."""
    using = schema_editor.connection.alias
    Mail, Thread = apps.get_model("cam", "InboundEmail"), apps.get_model("cam", "Thread")
    Review = apps.get_model("cam", "ReviewItem")
    asked = set(Review.objects.using(using).filter(state="open", inbound__isnull=False).values_list("inbound_id", flat=True))
    rows = Mail.objects.using(using).filter(thread=None).order_by("received_at", "id")
    for mail in rows.iterator(chunk_size=500):
        key = f"lead:{mail.lead_id}" if mail.lead_id else f"from:{mail.from_email}" if mail.from_email else f"mail:{mail.id}"
        thread, _ = Thread.objects.using(using).get_or_create(
            key=key[:340], defaults={"lead_id": mail.lead_id, "last_at": mail.received_at, "unread": False}
        )
        thread.from_email, thread.subject, thread.last_at = mail.from_email, mail.subject, mail.received_at
        thread.snippet = " ".join(mail.new_text.split())[:200]
        thread.classification, thread.confidence = mail.classification, mail.confidence
        thread.parked, thread.waits = mail.state == "parked", thread.waits or mail.id in asked
        thread.save()
        Mail.objects.using(using).filter(pk=mail.pk).update(thread_id=thread.id)


class Migration(migrations.Migration):
    dependencies = [("cam", "0010_inbox")]
    operations = [migrations.RunPython(give_threads, migrations.RunPython.noop)]
