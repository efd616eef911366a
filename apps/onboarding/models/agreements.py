"""Agreements: frozen text, its states, and the append-only signing log."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from apps.onboarding.contracts import AgreementClosed
from apps.onboarding.models.engagements import Engagement
from kernel.errors import IllegalTransition, StaleVersion
from kernel.ids import new_id
from kernel.refs import ArtifactRef
from kernel.scoping import scoped

MOVES = {
    "prepared": ("sent", "signed", "expired", "replaced"),
    "sent": ("signed", "expired", "replaced"),
    "expired": ("replaced",),
    "signed": (),
    "replaced": (),
}
"""State → states it may move to."""
OPEN = ("prepared", "sent")


class Agreement(models.Model):
    """A services agreement. Text and hash never change; a change is a new version that replaces this one."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="agreements")
    version = models.PositiveIntegerField(default=1)
    language = models.CharField(max_length=2)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default="prepared", choices=[(s, s) for s in MOVES])
    prepared_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, blank=True)
    signer_name = models.CharField(max_length=200, blank=True)
    objects = scoped(scope_field="engagement_id")

    class Meta:
        db_table = "onboarding_agreements"
        constraints = [
            models.UniqueConstraint(fields=["engagement", "version"], name="onboarding_agreement_version"),
            models.UniqueConstraint(fields=["engagement"], condition=Q(state="signed"), name="onboarding_agreement_signed_once"),
            models.CheckConstraint(condition=Q(state__in=list(MOVES)), name="onboarding_agreement_state"),
        ]

    def __str__(self) -> str:
        return f"Agreement v{self.version} ({self.state})"

    def ref(self) -> ArtifactRef:
        """Exactly this text."""
        return ArtifactRef(kind="agreement", id=self.id, version=self.version, sha256=self.sha256)

    def move(self, state: str) -> None:
        """Change the state along MOVES; IllegalTransition otherwise."""
        if state not in MOVES[self.state]:
            raise IllegalTransition(f"An agreement that is {self.state} cannot become {state}.")
        self.state = state

    def sign(self, *, sha256: str, signer_name: str, at: datetime) -> None:
        """Take the signature of exactly these bytes; StaleVersion for others, AgreementClosed if it is no longer open."""
        if self.state not in OPEN:
            raise AgreementClosed(f"This agreement is {self.state}.", remedy="Ask us for a new one.")
        if at >= self.expires_at:
            raise AgreementClosed(f"This agreement expired on {self.expires_at:%d %B %Y}.", remedy="Ask us for a new one.")
        if sha256 != self.sha256:
            raise StaleVersion("The text you read is not the current one.", field="sha256", remedy="Read it again, then sign.")
        self.move("signed")
        self.signed_at, self.signer_name = at, signer_name
        self.save(update_fields=["state", "signed_at", "signer_name"])


class SigningEntry(models.Model):
    """A line of the signing log. IP and agent are keyed hashes; the person's name stands in the agreement only."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="log")
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    actor_kind = models.CharField(max_length=12)
    actor_id = models.UUIDField(null=True, blank=True)
    signer_hash = models.CharField(max_length=64, blank=True)
    ip_hash = models.CharField(max_length=64, blank=True)
    agent_hash = models.CharField(max_length=64, blank=True)
    objects = scoped(scope_field="agreement__engagement_id")

    class Meta:
        db_table = "onboarding_signing_log"
        verbose_name = "signing log entry"
        verbose_name_plural = "signing log"
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
