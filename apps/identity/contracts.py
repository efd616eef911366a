"""What identity says and takes: DTOs, filters, roles, errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kernel.errors import Conflict, DomainError

CONTRACT_VERSION = "1.3"


class Role(StrEnum):
    """What a person is. The rights of each role stand in one table, logic/rights.py."""

    OWNER = "owner"
    ACCOUNT_MANAGER = "account_manager"
    STRATEGIST = "strategist"
    CREATIVE = "creative"
    QC = "qc"
    FINANCE = "finance"
    READ_ONLY = "read_only"
    CLIENT_APPROVER = "client_approver"
    CLIENT_VIEWER = "client_viewer"

    @property
    def is_staff(self) -> bool:
        """Whether people of this role work for the agency."""
        return not self.value.startswith("client_")

    @property
    def label(self) -> str:
        """The role's name for people."""
        return {"qc": "Quality control", "read_only": "Read-only"}.get(self.value, self.value.replace("_", " ").capitalize())


class CredentialKind(StrEnum):
    """An API token acts for a program, a share link for whoever holds it, on one object."""

    TOKEN = "token"  # noqa: S105 (a kind, not a password)
    LINK = "link"


@dataclass(frozen=True, kw_only=True)
class ClientAccount:
    """A customer of the agency."""

    id: UUID
    name: str
    website: str
    country: str
    language: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class ClientFilter:
    """Which client accounts to list; `search` matches name and website."""

    search: str = ""
    country: str = ""


@dataclass(frozen=True, kw_only=True)
class Member:
    """A person as others see them: whom to notify, who belongs to a client."""

    user_id: UUID
    email: str
    name: str
    role: Role


@dataclass(frozen=True, kw_only=True)
class StaffUser:
    """A person who works for the agency; `all_clients` off means: only those assigned."""

    id: UUID
    email: str
    name: str
    role: Role
    all_clients: bool
    is_active: bool
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class StaffFilter:
    """Which staff to list; `search` matches name and address."""

    search: str = ""
    role: Role | None = None
    active: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Credential:
    """A token or share link as its owner sees it later: never with the secret."""

    id: UUID
    kind: CredentialKind
    name: str
    hint: str
    client_id: UUID | None
    rights: tuple[str, ...]
    app: str
    object_id: UUID | None
    action: str
    email: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class CredentialFilter:
    """Which credentials to list."""

    kind: CredentialKind | None = None
    client_id: UUID | None = None
    active: bool | None = None


@dataclass(frozen=True, kw_only=True)
class IssuedToken:
    """A new token with its secret, which is shown this once."""

    id: UUID
    secret: str
    expires_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class IssuedLink:
    """A new share link; `url` is absolute and contains the secret."""

    id: UUID
    url: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class SharedObject:
    """What a valid share link opens."""

    credential_id: UUID
    client_id: UUID
    client_name: str
    app: str
    object_id: UUID
    action: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class Session:
    """A browser in which a person is signed in; times are UTC, `last_seen_at` is exact to a minute."""

    id: UUID
    user_id: UUID
    ip: str
    user_agent: str
    created_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, kw_only=True)
class Me:
    """The caller as the API sees it."""

    kind: str
    id: UUID | None
    name: str
    rights: tuple[str, ...]
    clients: tuple[UUID, ...] | None


class LinkNotValid(DomainError):
    """The share link is unknown, expired or revoked: the three answer alike."""

    status = 404
    title = "This link does not work (any more)"


class AboveOwnRights(DomainError):
    """Nobody grants a right they do not hold."""

    status = 403
    title = "This would grant more than you may do yourself"


class LastOwner(Conflict):
    """The agency would be left without an owner."""

    title = "The agency needs an owner"
