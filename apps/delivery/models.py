"""Tables of delivery."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import Q

from apps.delivery.contracts import PackageState, PublicationState
from kernel.changes import Changing, changed_index
from kernel.errors import IllegalTransition
from kernel.ids import new_id
from kernel.models import DueRow, due_index
from kernel.refs import ArtifactRef
from kernel.scoping import scoped

P, U = PackageState, PublicationState
PACKAGE_TRANSITIONS: dict[str, frozenset[str]] = {
    P.BUILDING: frozenset({P.BUILT, P.BLOCKED}),
    P.BLOCKED: frozenset({P.BUILDING}),
    P.BUILT: frozenset({P.RELEASED}),
    P.RELEASED: frozenset(),
}
STATUS_TRANSITIONS: dict[str, frozenset[str]] = {
    "draft": frozenset({"approved", "revised"}),
    "revised": frozenset({"approved"}),
    "approved": frozenset({"flagged_for_review", "revised", "archived"}),
    "flagged_for_review": frozenset({"revised", "approved"}),
    "archived": frozenset(),
}
PUBLICATION_TRANSITIONS: dict[str, frozenset[str]] = {
    U.SCHEDULED: frozenset({U.SENDING, U.FAILED, U.REMOVED}),
    U.SENDING: frozenset({U.LIVE, U.FAILED, U.UNKNOWN, U.SCHEDULED, U.SENDING}),
    U.UNKNOWN: frozenset({U.LIVE, U.FAILED, U.REMOVED, U.SCHEDULED}),
    U.FAILED: frozenset({U.SCHEDULED, U.LIVE, U.REMOVED}),
    U.LIVE: frozenset({U.REMOVED}),
    U.REMOVED: frozenset(),
}
OPEN_PUBLICATIONS = (U.SCHEDULED, U.SENDING, U.UNKNOWN)


class Package(Changing):
    """What is handed to the client: one bundle version, one strategy version, one approval. Frozen once built."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    engagement_id = models.UUIDField(db_index=True)
    version = models.PositiveIntegerField()
    bundle = models.JSONField()
    bundle_sha256 = models.CharField(max_length=64)
    strategy = models.JSONField()
    strategy_sha256 = models.CharField(max_length=64)
    approval_id = models.UUIDField()
    zone = models.CharField(max_length=60, default="UTC")
    state = models.CharField(max_length=10, default=P.BUILDING.value, choices=[(s.value, s.value) for s in P])
    status = models.CharField(max_length=20, default="draft", choices=[(s, s.replace("_", " ")) for s in STATUS_TRANSITIONS])
    checks = models.JSONField(default=list)
    manifest = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=160, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    qc_verdict = models.CharField(max_length=8, blank=True)
    created_at = models.DateTimeField()
    built_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    publishing_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    objects = scoped()

    class Meta:
        db_table = "delivery_packages"
        constraints = [
            models.UniqueConstraint(
                fields=["bundle_sha256", "strategy_sha256", "approval_id"], name="delivery_package_of_these_inputs"
            ),
            models.UniqueConstraint(fields=["engagement_id", "version"], name="delivery_package_version"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in P]), name="delivery_package_state"),
        ]
        indexes = [
            changed_index("delivery_packages_changed"),
            models.Index(fields=["-created_at", "-id"], name="delivery_packages_newest"),
        ]

    def __str__(self) -> str:
        return self.file_name or f"package v{self.version}"

    @property
    def ref(self) -> ArtifactRef | None:
        """This package as an artifact, None until it is built: its hash is the manifest's."""
        if not self.sha256:
            return None
        return ArtifactRef(kind="delivery_package", id=self.id, version=self.version, sha256=self.sha256)

    @property
    def bundle_ref(self) -> ArtifactRef:
        """The approved drafts in it."""
        return _ref(self.bundle)

    @property
    def strategy_ref(self) -> ArtifactRef:
        """The strategy in it."""
        return _ref(self.strategy)

    def lineage(self) -> tuple[ArtifactRef, ...]:
        """What it was made from."""
        return (self.bundle_ref, self.strategy_ref)

    def move(self, to: str) -> None:
        """Go to another state; IllegalTransition if the table does not list the move."""
        if to not in PACKAGE_TRANSITIONS[self.state]:
            raise IllegalTransition(f"A package that is {self.state} cannot become {to}.")
        self.state = to

    def mark(self, status: str) -> None:
        """Go to another artifact status; IllegalTransition if the table does not list the move."""
        if status not in STATUS_TRANSITIONS[self.status]:
            raise IllegalTransition(f"A package with status {self.status} cannot become {status}.")
        self.status = status


class Build(DueRow):
    """The building of a package, which outlasts a request."""

    id = models.UUIDField(primary_key=True, default=new_id)
    package = models.OneToOneField(Package, on_delete=models.PROTECT, related_name="build")
    client_id = models.UUIDField(db_index=True)
    objects = scoped(scope_field="package_id")

    class Meta:
        db_table = "delivery_builds"
        indexes = [due_index("delivery_builds_due")]

    def __str__(self) -> str:
        return f"build of {self.package_id}"


class Notice(DueRow):
    """Word to the client's people that a package was released."""

    id = models.UUIDField(primary_key=True, default=new_id)
    package = models.OneToOneField(Package, on_delete=models.PROTECT, related_name="notice")
    client_id = models.UUIDField(db_index=True)
    objects = scoped(scope_field="package_id")

    class Meta:
        db_table = "delivery_notices"
        indexes = [due_index("delivery_notices_due")]

    def __str__(self) -> str:
        return f"notice of {self.package_id}"


class Publication(Changing, DueRow):
    """One post for one channel at one moment. `post` is compared with what was approved before each call."""

    CLAIMABLE = (U.SCHEDULED.value, U.SENDING.value)
    id = models.UUIDField(primary_key=True, default=new_id)
    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="publications")
    client_id = models.UUIDField(db_index=True)
    engagement_id = models.UUIDField(db_index=True)
    post_key = models.CharField(max_length=80)
    channel = models.CharField(max_length=40)
    post = models.JSONField()
    sha256 = models.CharField(max_length=64)
    wall_time = models.CharField(max_length=40)
    zone = models.CharField(max_length=60)
    time_note = models.CharField(max_length=200, blank=True)
    scheduled_for = models.DateTimeField()
    state = models.CharField(max_length=10, default=U.SCHEDULED.value, choices=[(s.value, s.value) for s in U])
    tries = models.PositiveIntegerField(default=1)
    url = models.CharField(max_length=400, blank=True)
    reason = models.TextField(blank=True)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    objects = scoped(scope_field="package_id")

    class Meta:
        db_table = "delivery_publications"
        constraints = [
            models.UniqueConstraint(fields=["package", "post_key"], name="delivery_publication_once"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in U]), name="delivery_publication_state"),
            models.CheckConstraint(condition=~Q(state="live") | ~Q(url=""), name="delivery_live_has_url"),
        ]
        indexes = [
            changed_index("delivery_posts_changed"),
            models.Index(
                fields=["due_at", "id"], condition=Q(state__in=["scheduled", "sending"]), name="delivery_publications_due"
            ),
            models.Index(fields=["scheduled_for", "id"], name="delivery_publications_order"),
        ]

    def __str__(self) -> str:
        return f"{self.post_key} on {self.channel}"

    @property
    def effect_key(self) -> str:
        """The ledger's key: a person's retry after a certain failure is a new act."""
        return f"{self.id}:{self.tries}"

    def move(self, to: str) -> None:
        """Go to another state; IllegalTransition if the table does not list the move."""
        if to not in PUBLICATION_TRANSITIONS[self.state]:
            raise IllegalTransition(f"A post that is {self.state} cannot become {to}.")
        self.state = to


def _ref(data: dict) -> ArtifactRef:
    return ArtifactRef(kind=data["kind"], id=UUID(data["id"]), version=data["version"], sha256=data["sha256"])
