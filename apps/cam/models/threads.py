"""The inbox as people work through it: threads, what they answer, what they decided."""

from __future__ import annotations

from django.db import models

from apps.cam.contracts import AnswerState, ReplyClass
from apps.cam.models.base import agency
from apps.cam.models.conversations import Thread
from apps.cam.models.inbox import InboundEmail
from apps.cam.models.leads import Lead, choices
from apps.cam.models.outreach import Mailbox, OutboundEmail
from kernel.ids import new_id


class Answer(models.Model):
    """What a person wrote in a thread; `outbound` is the mail of the lead it became. It leaves once, by the key of its id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="answers")
    inbound = models.ForeignKey(InboundEmail, null=True, blank=True, on_delete=models.SET_NULL, related_name="answered")
    outbound = models.OneToOneField(OutboundEmail, null=True, blank=True, on_delete=models.SET_NULL, related_name="answer")
    mailbox = models.ForeignKey(Mailbox, null=True, blank=True, on_delete=models.SET_NULL)
    to_email = models.CharField(max_length=320)
    subject = models.CharField(max_length=400)
    text = models.TextField()
    state = models.CharField(max_length=10, default="draft", choices=choices(AnswerState))
    reason = models.CharField(max_length=300, blank=True)
    mail_id = models.UUIDField(null=True, blank=True, db_index=True)
    written_by = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    objects = agency()

    class Meta:
        db_table = "cam_answers"

    def __str__(self) -> str:
        return self.subject


class ReplyExample(models.Model):
    """A person's decision about an answer: `label`, where the classifier had said `judged`. Goes when the lead goes.

    `before` is what an undo restores.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    lead = models.ForeignKey(Lead, null=True, blank=True, on_delete=models.CASCADE, related_name="examples")
    inbound = models.OneToOneField(InboundEmail, on_delete=models.CASCADE, related_name="example")
    text_hash = models.CharField(max_length=64, db_index=True)
    new_text = models.TextField(blank=True)
    language = models.CharField(max_length=5, blank=True)
    label = models.CharField(max_length=10, choices=choices(ReplyClass))
    judged = models.CharField(max_length=10, blank=True, choices=choices(ReplyClass))
    confidence = models.FloatField(default=0)
    by = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()
    before = models.JSONField(default=dict, blank=True)
    objects = agency()

    class Meta:
        db_table = "cam_reply_examples"
        indexes = [models.Index(fields=["at", "id"], name="cam_examples_time")]

    def __str__(self) -> str:
        return f"{self.label}: {self.new_text[:60]}"
