"""Work that must happen: documents to render and send, reminders of unpaid invoices."""

from __future__ import annotations

from django.db import models

from kernel.ids import new_id
from kernel.models import DueRow, due_index


class RenderJob(DueRow):
    """A PDF to be made, stored and announced to the client."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    invoice = models.OneToOneField("billing.Invoice", null=True, blank=True, on_delete=models.PROTECT, related_name="render_job")
    quote = models.OneToOneField("billing.Quote", null=True, blank=True, on_delete=models.PROTECT, related_name="render_job")

    class Meta:
        db_table = "billing_render_jobs"
        indexes = [due_index("billing_render_due")]

    def __str__(self) -> str:
        return f"PDF of {self.invoice or self.quote}"


class Reminder(DueRow):
    """A step of the dunning of one invoice: level 0 notes it is overdue, 1-4 write to the client. Stops on payment."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    invoice = models.ForeignKey("billing.Invoice", on_delete=models.PROTECT, related_name="reminders")
    level = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "billing_reminders"
        constraints = [models.UniqueConstraint(fields=["invoice", "level"], name="billing_reminders_once")]
        indexes = [due_index("billing_reminders_due")]

    def __str__(self) -> str:
        return f"Reminder {self.level} of {self.invoice}"
