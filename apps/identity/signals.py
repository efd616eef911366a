"""The facts identity tells."""

from __future__ import annotations

from uuid import UUID

from kernel.signals import Signal, signal


@signal("identity.client_account_opened.v1")
class ClientAccountOpened(Signal):
    """A client account exists; its contact is its first approver."""

    client_id: UUID
    contact_user_id: UUID


@signal("identity.member_added.v1")
class MemberAdded(Signal):
    """A person belongs to a client now, or has another role there."""

    client_id: UUID
    user_id: UUID
    role: str


@signal("identity.staff_created.v1")
class StaffCreated(Signal):
    """A person works for the agency now."""

    user_id: UUID
    role: str


@signal("identity.staff_changed.v1")
class StaffChanged(Signal):
    """A staff member's role, clients or access have changed."""

    user_id: UUID
    role: str
    is_active: bool


@signal("identity.credential_issued.v1")
class CredentialIssued(Signal):
    """A token or share link was made; `kind` is token or link."""

    credential_id: UUID
    kind: str
    client_id: UUID | None


@signal("identity.credential_revoked.v1")
class CredentialRevoked(Signal):
    """A token or share link opens nothing any more."""

    credential_id: UUID
    kind: str
    client_id: UUID | None
