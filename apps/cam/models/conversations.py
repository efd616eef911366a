"""A thread: all that went between us and one lead, or one sender whom nobody knows."""

from __future__ import annotations

from django.db import models

from apps.cam.contracts import ReplyClass
from apps.cam.models.base import agency
from apps.cam.models.leads import Lead, choices
from kernel.ids import new_id


class Thread(models.Model):
    """One line of the inbox; `key` names whose it is. It carries what the list shows of its last mail, so that a page reads rows.

    `waits`: a person has to judge something in it. `parked`: its last mail could not be read. State open or done.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=340, unique=True)
    lead = models.ForeignKey(Lead, null=True, blank=True, on_delete=models.CASCADE, related_name="threads")
    from_email = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=400, blank=True)
    snippet = models.CharField(max_length=200, blank=True)
    classification = models.CharField(max_length=10, blank=True, choices=choices(ReplyClass))
    confidence = models.FloatField(default=0)
    state = models.CharField(max_length=5, default="open")
    unread = models.BooleanField(default=True)
    waits = models.BooleanField(default=False)
    parked = models.BooleanField(default=False)
    assigned_to = models.UUIDField(null=True, blank=True)
    last_at = models.DateTimeField()
    objects = agency()

    class Meta:
        db_table = "cam_threads"
        verbose_name = "thread"
        verbose_name_plural = "inbox"
        indexes = [
            models.Index(fields=["-last_at", "-id"], name="cam_threads_new"),
            models.Index(fields=["state", "-last_at", "-id"], name="cam_threads_open"),
        ]

    def __str__(self) -> str:
        return self.subject or "(no subject)"
