"""Intakes and their answers."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from apps.onboarding.contracts import IntakeClosed
from apps.onboarding.models.engagements import Engagement
from kernel.errors import IllegalTransition
from kernel.ids import new_id
from kernel.scoping import scoped

MOVES = {"open": ("captured",), "captured": ("returned",), "returned": ("captured",)}
"""State → states it may move to."""


class Intake(models.Model):
    """The questions put to one client for one engagement."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    engagement = models.OneToOneField(Engagement, on_delete=models.PROTECT, related_name="intake")
    state = models.CharField(max_length=10, default="open", choices=[(s, s) for s in MOVES])
    override_reason = models.TextField(blank=True)
    invited_at = models.DateTimeField()
    due_on = models.DateField()
    captured_at = models.DateTimeField(null=True, blank=True)
    round = models.PositiveSmallIntegerField(default=0)
    overdue_at = models.DateTimeField(null=True, blank=True)
    objects = scoped(scope_field="engagement_id")

    class Meta:
        db_table = "onboarding_intakes"
        constraints = [models.CheckConstraint(condition=Q(state__in=list(MOVES)), name="onboarding_intake_state")]

    def __str__(self) -> str:
        return f"Intake of {self.engagement} ({self.state})"

    def move(self, state: str) -> None:
        """Change the state along MOVES; IllegalTransition otherwise."""
        if state not in MOVES[self.state]:
            raise IllegalTransition(f"An intake that is {self.state} cannot become {state}.")
        self.state = state
        self.save(update_fields=["state"])

    def capture(self, *, at: datetime) -> None:
        """Take the intake in; the round counts how often that happened."""
        self.round += 1
        self.captured_at, self.overdue_at = at, None
        self.save(update_fields=["round", "captured_at", "overdue_at"])
        self.move("captured")

    def refuse_unless_editable(self, answer: Answer | None, *, inside: bool) -> None:
        """IntakeClosed if the client may not change this answer now; staff may as long as it is not approved."""
        state = answer.state if answer else ""
        if state == "approved":
            raise IntakeClosed("This answer was approved.", remedy="Ask us to give it back to you.")
        if not inside and self.state != "open" and state != "returned":
            raise IntakeClosed("The intake was handed in.", remedy="Ask us to give this answer back to you.")


class Answer(models.Model):
    """One answer: given (by the client or for them), approved or returned (by staff, with a reason)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="answers")
    field = models.CharField(max_length=40)
    value = models.TextField(blank=True)
    dropped = models.PositiveIntegerField(default=0, help_text="Control and invisible characters dropped from the input.")
    state = models.CharField(max_length=10, default="given", choices=[(s, s) for s in ("given", "approved", "returned")])
    reason = models.TextField(blank=True)
    changed = models.BooleanField(default=False, help_text="Changed since it was returned.")
    updated_at = models.DateTimeField()
    objects = scoped(scope_field="intake__engagement_id")

    class Meta:
        db_table = "onboarding_answers"
        constraints = [
            models.UniqueConstraint(fields=["intake", "field"], name="onboarding_answer_once"),
            models.CheckConstraint(condition=Q(state__in=["given", "approved", "returned"]), name="onboarding_answer_state"),
        ]

    def __str__(self) -> str:
        return self.field
