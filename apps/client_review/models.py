"""Tables of client_review."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Q

from apps.client_review.contracts import PackageState, ReviewClosed, Verdict
from kernel.actors import Actor
from kernel.changes import Changing, changed_index
from kernel.errors import AlreadyDecided, IllegalTransition, StaleVersion
from kernel.ids import new_id
from kernel.models import DueRow, due_index
from kernel.refs import ArtifactRef, content_hash
from kernel.scoping import scoped

S = PackageState
TRANSITIONS: dict[str, frozenset[str]] = {
    S.OPEN: frozenset({S.ON_HOLD, S.APPROVED, S.CHANGES_REQUESTED, S.REJECTED, S.SUPERSEDED}),
    S.ON_HOLD: frozenset({S.ON_HOLD, S.APPROVED, S.CHANGES_REQUESTED, S.REJECTED, S.SUPERSEDED}),
    S.APPROVED: frozenset(),
    S.CHANGES_REQUESTED: frozenset(),
    S.REJECTED: frozenset(),
    S.SUPERSEDED: frozenset(),
}
WAITING = (S.OPEN, S.ON_HOLD)
AFTER = {
    Verdict.APPROVE: S.APPROVED,
    Verdict.REQUEST_CHANGES: S.CHANGES_REQUESTED,
    Verdict.REJECT: S.REJECTED,
    Verdict.HOLD: S.ON_HOLD,
}


class Policy(models.Model):
    """How long a client has, and on which days after the sending they are reminded. One row; staff may change it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=40, unique=True, default="default")
    days = models.PositiveIntegerField(default=7, help_text="Days from sending to the day a decision is wanted.")
    reminder_days = models.JSONField(default=list, help_text="Days after the sending on which a reminder goes out, e.g. [3, 6].")

    class Meta:
        db_table = "client_review_policies"
        verbose_name_plural = "policies"

    def __str__(self) -> str:
        return self.name


class Package(Changing):
    """Content frozen for one decision of the client. The database refuses a change of what was frozen, and deletion."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    engagement_id = models.UUIDField(db_index=True)
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=8, default="en")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    subject_version = models.PositiveIntegerField()
    parents = models.JSONField(default=list)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    round = models.PositiveIntegerField()
    rounds_contracted = models.PositiveIntegerField(default=0)
    previous_id = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=20, default=S.OPEN.value, choices=[(s.value, s.value.replace("_", " ")) for s in S])
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    objects = scoped()

    class Meta:
        db_table = "client_review_packages"
        verbose_name = "review"
        constraints = [
            models.UniqueConstraint(fields=["subject_id", "sha256"], name="client_review_subject_once"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in S]), name="client_review_package_state"),
        ]
        indexes = [
            changed_index("client_review_packages_chg"),
            models.Index(fields=["-created_at", "-id"], name="client_review_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, round {self.round}"

    @property
    def subject(self) -> ArtifactRef:
        """What is under review."""
        return ArtifactRef(kind=self.subject_kind, id=self.subject_id, version=self.subject_version, sha256=self.sha256)

    @property
    def ref(self) -> ArtifactRef:
        """This package as an artifact: its version is the round."""
        return ArtifactRef(kind="review_package", id=self.id, version=self.round, sha256=self.sha256)

    def lineage(self) -> tuple[ArtifactRef, ...]:
        """The subject, then what the subject was made from."""
        return (self.subject, *(_ref(parent) for parent in self.parents))

    @property
    def waits(self) -> bool:
        """Whether a decision is still possible."""
        return self.state in WAITING

    @property
    def rounds_used(self) -> int:
        """Revision rounds that led to this version: the first review has used none."""
        return self.round - 1

    @property
    def extra_round(self) -> bool:
        """Whether this version came from more revisions than the contract holds."""
        return self.rounds_used > self.rounds_contracted

    def move(self, to: str) -> None:
        """Go to another state; IllegalTransition if the table does not list the move."""
        if to not in TRANSITIONS[self.state]:
            raise IllegalTransition(f"A review that is {self.state} cannot become {to}.")
        self.state = to
        self.save(update_fields=["state", "decided_at", "sent_at"])

    def decide(self, *, by: Actor, sha256: str, verdict: Verdict, comment: str, at: datetime) -> Decision:
        """Record a decision on exactly the frozen bytes. Raises AlreadyDecided, ReviewClosed or StaleVersion."""
        if self.state == S.SUPERSEDED:
            raise ReviewClosed("A newer version has been sent; please decide on that one.")
        if not self.waits:
            raise AlreadyDecided(f"This review was decided before: {self.state.replace('_', ' ')}.")
        if sha256 != self.sha256 or content_hash(self.content) != self.sha256:
            raise StaleVersion("What you decided on is not what lies here now.", field="sha256", remedy="Open the review again.")
        if verdict is not Verdict.HOLD:
            self.decided_at = at
        self.move(AFTER[verdict])
        return Decision.objects.create(
            package=self,
            client_id=self.client_id,
            verdict=verdict,
            comment=comment,
            sha256=sha256,
            decided_by=by.id,
            decided_name=by.name,
            via=by.kind.value,
            decided_at=at,
        )


class Decision(Changing):
    """What one person decided. One decision is final; holds may come before it. Never changed, never deleted."""

    id = models.UUIDField(primary_key=True, default=new_id)
    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="decisions")
    client_id = models.UUIDField(db_index=True)
    verdict = models.CharField(max_length=20, choices=[(v.value, v.value.replace("_", " ").lower()) for v in Verdict])
    comment = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    decided_by = models.UUIDField(null=True)
    decided_name = models.CharField(max_length=320)
    via = models.CharField(max_length=12)
    decided_at = models.DateTimeField()
    objects = scoped(scope_field="package_id")

    class Meta:
        db_table = "client_review_decisions"
        indexes = [
            changed_index("client_review_decisions_chg"),
            models.Index(fields=["-decided_at", "-id"], name="client_review_decisions_new"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["package"], condition=~Q(verdict="HOLD"), name="client_review_decided_once"),
            models.CheckConstraint(condition=Q(verdict__in=[v.value for v in Verdict]), name="client_review_decision_verdict"),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} by {self.decided_name}"


class Comment(models.Model):
    """A remark on the whole, one post or a range of its text. `internal` ones never leave the agency."""

    id = models.UUIDField(primary_key=True, default=new_id)
    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="comments")
    client_id = models.UUIDField(db_index=True)
    post_key = models.CharField(max_length=80, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(blank=True)
    text = models.TextField()
    author_id = models.UUIDField(null=True)
    author_name = models.CharField(max_length=320)
    internal = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.UUIDField(null=True, blank=True)
    objects = scoped(scope_field="package_id")

    class Meta:
        db_table = "client_review_comments"
        indexes = [models.Index(fields=["package", "created_at"], name="client_review_comments_of")]

    def __str__(self) -> str:
        return self.text[:60]


class Notice(DueRow):
    """Word to people that is due: the invitation, a reminder, or the passing of the due day."""

    INVITE, REMINDER, OVERDUE = "invite", "reminder", "overdue"
    id = models.UUIDField(primary_key=True, default=new_id)
    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="notices")
    client_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=10)
    number = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    objects = scoped(scope_field="package_id")

    class Meta:
        db_table = "client_review_notices"
        constraints = [models.UniqueConstraint(fields=["package", "kind", "number"], name="client_review_notice_once")]
        indexes = [due_index("client_review_notices_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()


def _ref(data: dict) -> ArtifactRef:
    return ArtifactRef(kind=data["kind"], id=UUID(data["id"]), version=data["version"], sha256=data["sha256"])
