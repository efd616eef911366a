"""Tables of identity: people, client accounts, who belongs to which, credentials, sessions."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from apps.identity.contracts import CredentialKind, Role
from kernel import clock
from kernel.ids import new_id
from kernel.scoping import scoped

STAFF_ROLES = tuple(role.value for role in Role if role.is_staff)
CLIENT_ROLES = tuple(role.value for role in Role if not role.is_staff)


class UserManager(BaseUserManager):
    """Users are found and made by e-mail, always in lower case."""

    def create_user(self, email: str, password: str | None = None, **values):
        """A user; without a password one that can sign in by code only."""
        user = self.model(email=self.normalize_email(email).lower(), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **values):
        """What `createsuperuser` makes: an owner of the agency."""
        return self.create_user(email, password, role=Role.OWNER, **values)

    def get_by_natural_key(self, username: str):
        return self.get(email=username.lower())


class User(AbstractBaseUser):
    """A person who signs in, known by e-mail. `role` is a staff role; it is empty for clients, whose roles are memberships."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150, blank=True)
    role = models.CharField(max_length=20, blank=True, choices=[(r, Role(r).label) for r in STAFF_ROLES])
    all_clients = models.BooleanField(default=True, help_text="Off: only the clients this person is assigned to.")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(editable=False)
    objects = UserManager()
    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        db_table = "identity_users"
        constraints = [models.CheckConstraint(condition=Q(role__in=("", *STAFF_ROLES)), name="identity_users_role")]

    def save(self, *args, **kwargs):
        self.created_at = self.created_at or clock.now()
        super().save(*args, **kwargs)

    @property
    def is_staff(self) -> bool:
        """Whether the person works for the agency."""
        return bool(self.role)

    @property
    def is_superuser(self) -> bool:
        """Django's own permissions are not used: rights come from the role."""
        return False

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Never: pages ask the actor."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        """Never: pages ask the actor."""
        return False

    def get_full_name(self) -> str:
        return self.name or self.email

    get_short_name = get_full_name

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>" if self.name else self.email


class ClientAccount(models.Model):
    """A customer of the agency: the tenant of all its data."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    website = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=2, blank=True)
    language = models.CharField(max_length=8, default="en")
    created_at = models.DateTimeField(editable=False)
    objects = scoped(client_field="id")

    class Meta:
        db_table = "identity_client_accounts"
        verbose_name = "client account"
        indexes = [models.Index(fields=["created_at", "id"], name="identity_clients_created")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person of a client, and what that person may do there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    client = models.ForeignKey(ClientAccount, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(r, Role(r).label) for r in CLIENT_ROLES])
    created_at = models.DateTimeField(editable=False)
    objects = scoped()

    class Meta:
        db_table = "identity_memberships"
        constraints = [
            models.UniqueConstraint(fields=["user", "client"], name="identity_memberships_once"),
            models.CheckConstraint(condition=Q(role__in=CLIENT_ROLES), name="identity_memberships_role"),
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.client}"


class StaffAssignment(models.Model):
    """A client that a staff member looks after."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="assignments")
    client = models.ForeignKey(ClientAccount, on_delete=models.PROTECT, related_name="assignments")
    created_at = models.DateTimeField(editable=False)
    objects = scoped()

    class Meta:
        db_table = "identity_staff_assignments"
        verbose_name = "staff assignment"
        constraints = [models.UniqueConstraint(fields=["user", "client"], name="identity_assignments_once")]

    def __str__(self) -> str:
        return f"{self.user} for {self.client}"


class Credential(models.Model):
    """An API token or a share link. The secret itself is stored nowhere, only its SHA-256."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in CredentialKind])
    name = models.CharField(max_length=120, blank=True)
    secret_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(max_length=16, editable=False)
    client = models.ForeignKey(ClientAccount, null=True, blank=True, on_delete=models.PROTECT, related_name="credentials")
    rights = models.JSONField(default=list)
    app = models.CharField(max_length=40, blank=True)
    object_id = models.UUIDField(null=True, blank=True)
    action = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    issued_by = models.UUIDField(null=True, editable=False)
    issued_by_user = models.BooleanField(default=False, editable=False)
    issued_by_token = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(editable=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    objects = scoped()

    class Meta:
        db_table = "identity_credentials"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="token") | Q(client__isnull=False, object_id__isnull=False, expires_at__isnull=False),
                name="identity_credentials_link",
            )
        ]
        indexes = [models.Index(fields=["app", "object_id"], name="identity_credentials_object")]

    def is_valid(self, at) -> bool:
        """Whether it opens anything at this moment."""
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > at)

    def __str__(self) -> str:
        return f"{self.kind} {self.name or self.action} {self.hint}…"


class UserSession(models.Model):
    """A browser in which somebody is signed in; `session_key` is the key of the framework's session row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True, editable=False)
    ip = models.CharField(max_length=45, blank=True)
    user_agent = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(editable=False)
    last_seen_at = models.DateTimeField(editable=False)

    class Meta:
        db_table = "identity_sessions"
        verbose_name = "session"
        indexes = [models.Index(fields=["user", "last_seen_at"], name="identity_sessions_user")]

    def __str__(self) -> str:
        return f"{self.user}, {self.last_seen_at:%Y-%m-%d %H:%M}"
