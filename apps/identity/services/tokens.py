"""API tokens, and the list of all credentials."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from apps.identity import contracts, signals
from apps.identity.contracts import AboveOwnRights, CredentialKind
from apps.identity.logic import rights as table
from apps.identity.logic import secrets
from apps.identity.models import ClientAccount, Credential
from kernel import clock, text
from kernel.actors import Actor, ActorKind
from kernel.db import audit, command, query
from kernel.errors import Forbidden, InvalidInput
from kernel.pages import Page
from kernel.paging import NEWEST, page
from kernel.signals import publish


@command("identity", right="identity.tokens")
def issue_token(
    *,
    actor: Actor,
    name: str,
    rights: tuple[str, ...],
    client_id: UUID | None = None,
    expires_at: datetime | None = None,
) -> contracts.IssuedToken:
    """A new API token with these rights, for one client or (None) for all the issuer sees. The secret is shown this once.

    It shrinks and dies with its issuer, a token's token too; one that a token issued issues none itself.

    AboveOwnRights if the scope asks for more than the issuer may; there is no idempotency key, because no secret is stored.
    """
    wanted = frozenset(rights)
    if unknown := sorted(wanted - table.known_rights()):
        raise InvalidInput(f"There is no right “{unknown[0][:60]}”.", field="rights")
    if not wanted:
        raise InvalidInput("A token needs at least one right.", field="rights")
    if actor.kind is ActorKind.TOKEN and Credential.objects.filter(pk=actor.id, issued_by_token=True).exists():
        raise Forbidden("A token that a token issued issues none.", remedy="Use the first token, or sign in.")
    if beyond := beyond_own(actor, wanted):
        raise AboveOwnRights(f"You do not hold {', '.join(sorted(beyond)[:3])} yourself.", field="rights")
    if client_id is not None:
        ClientAccount.objects.all().reach(actor, client_id)
    _refuse_past(expires_at)
    secret = secrets.new_secret()
    row = Credential.objects.create(
        kind=CredentialKind.TOKEN,
        name=text.one_line(name, field="name", most=120),
        client_id=client_id,
        rights=sorted(wanted),
        expires_at=expires_at,
        **issuer_of(actor, secret),
    )
    audit(subject=row.id, client_id=client_id)
    publish(signals.CredentialIssued(credential_id=row.id, kind=row.kind, client_id=client_id))
    return contracts.IssuedToken(id=row.id, secret=secret, expires_at=expires_at)


@command("identity", right="identity.tokens")
def revoke_credential(*, actor: Actor, credential_id: UUID, key: str = "") -> contracts.Credential:
    """Make a token or share link useless from now on; doing it twice is no error. Nobody revokes what may more than they."""
    row = Credential.objects.all().reach(actor, credential_id, lock=True)
    if beyond := beyond_own(actor, _rights(row)):
        raise AboveOwnRights(f"This credential may do what you may not: {', '.join(sorted(beyond)[:3])}.")
    if row.revoked_at is None:
        row.revoked_at = clock.now()
        row.save(update_fields=["revoked_at"])
        publish(signals.CredentialRevoked(credential_id=row.id, kind=row.kind, client_id=row.client_id))
    return _to_credential(row)


@query("identity", right="identity.tokens")
def get_credential(*, actor: Actor, credential_id: UUID) -> contracts.Credential:
    """One token or share link, without its secret; NotFound if the actor may not see it."""
    return _to_credential(Credential.objects.all().reach(actor, credential_id))


@query("identity", right="identity.tokens")
def list_credentials(
    *,
    actor: Actor,
    filter: contracts.CredentialFilter = contracts.CredentialFilter(),
    order: str = "-created_at",
    cursor: str = "",
    limit: int = 50,
) -> Page[contracts.Credential]:
    """Tokens and share links the actor may see, newest first; `active` tells valid ones from expired and revoked ones."""
    rows = Credential.objects.all().visible_to(actor)
    if filter.kind is not None:
        rows = rows.filter(kind=filter.kind)
    if filter.client_id is not None:
        rows = rows.filter(client_id=filter.client_id)
    if filter.active is not None:
        now = clock.now()
        valid = Q(revoked_at__isnull=True) & (Q(expires_at__isnull=True) | Q(expires_at__gt=now))
        rows = rows.filter(valid if filter.active else ~valid)
    return page(rows, _to_credential, order=order, allowed=NEWEST, cursor=cursor, limit=limit)


def known_rights() -> tuple[str, ...]:
    """Every right by name, sorted, and the patterns: what a token's scope may name."""
    return tuple(sorted(table.known_rights()))


def beyond_own(actor: Actor, wanted: frozenset[str]) -> frozenset[str]:
    """What `wanted` holds that the actor does not; workers act for the house and hold all."""
    return frozenset() if actor.kind is ActorKind.WORKER else table.above(actor.rights, wanted)


def issuer_of(actor: Actor, secret: str) -> dict:
    """The columns every new credential has: who made it, when, and what is kept of the secret."""
    return {
        "secret_sha256": secrets.digest(secret),
        "hint": secrets.hint(secret),
        "issued_by": actor.id,
        "issued_by_user": actor.kind in (ActorKind.STAFF, ActorKind.CLIENT),
        "issued_by_token": actor.kind is ActorKind.TOKEN,
        "created_at": clock.now(),
    }


def _refuse_past(expires_at: datetime | None) -> None:
    if expires_at is None:
        return
    if expires_at.tzinfo is None:
        raise InvalidInput("expires_at needs a time zone.", field="expires_at", remedy="Write it as 2026-01-31T12:00:00Z.")
    if expires_at <= clock.now():
        raise InvalidInput("expires_at is over already.", field="expires_at")


def _rights(row: Credential) -> frozenset[str]:
    return frozenset(row.rights) if row.kind == CredentialKind.TOKEN else table.link_rights(row.action)


def _to_credential(row: Credential) -> contracts.Credential:
    return contracts.Credential(
        id=row.id,
        kind=CredentialKind(row.kind),
        name=row.name,
        hint=row.hint,
        client_id=row.client_id,
        rights=tuple(sorted(_rights(row))),
        app=row.app,
        object_id=row.object_id,
        action=row.action,
        email=row.email,
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )
