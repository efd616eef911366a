"""Who acts: the Actor of a user, a token, a share link. Rights are read from the database for every request."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from apps.identity import contracts
from apps.identity.contracts import CredentialKind, Role
from apps.identity.logic import rights as table
from apps.identity.logic import secrets
from apps.identity.models import Credential, Membership, StaffAssignment, User
from kernel import clock
from kernel.actors import ANONYMOUS, Actor, ActorKind, ObjectScope
from kernel.db import ANYONE, atomic, query
from kernel.errors import NotFound
from kernel.mail import normalise

USED_EVERY = timedelta(minutes=1)


def actor_for_user(*, user_id: UUID, client_id: UUID | None = None) -> Actor:
    """The actor of a user, ANONYMOUS if unknown or inactive; `client_id` narrows a client's person to one of its accounts.

    A person with different roles at several clients holds, while none is chosen, only the rights that all these roles have.
    """
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return ANONYMOUS if user is None else _of_user(user, client_id)


def actor_for_email(*, email: str) -> Actor:
    """The actor of the user with this address (command lines, demo); NotFound if there is none."""
    user = User.objects.filter(email=normalise(email), is_active=True).first()
    if user is None:
        raise NotFound(f"Nobody signs in as {email}.")
    return _of_user(user, None)


def actor_for_token(*, secret: str) -> Actor:
    """The actor of an API token, ANONYMOUS if unknown, expired or revoked. Notes the use, at most once a minute.

    It never may more than its issuer may now: a token of somebody demoted or gone shrinks with them.
    """
    row = _token(secret_sha256=secrets.digest(secret))
    actor = _of_token(row)
    if actor.kind is ActorKind.TOKEN:
        _note_use(row)
    return actor


def _of_token(row: Credential | None) -> Actor:
    """What a token may now, cut down to what its issuer may now: a person, or the token that issued it."""
    if row is None or not row.is_valid(clock.now()):
        return ANONYMOUS
    rights, clients = frozenset(row.rights), None if row.client_id is None else frozenset({row.client_id})
    if row.issued_by_user or row.issued_by_token:
        issuer = actor_for_user(user_id=row.issued_by) if row.issued_by_user else _of_token(_token(pk=row.issued_by))
        if issuer.kind is ActorKind.ANONYMOUS:
            return ANONYMOUS
        rights = table.common(rights, table.common(rights, issuer.rights)) if rights != issuer.rights else rights
        clients = _within(clients, issuer.clients)
    return Actor(kind=ActorKind.TOKEN, id=row.id, name=row.name, rights=rights, clients=clients)


def _token(**values: Any) -> Credential | None:
    return Credential.objects.filter(kind=CredentialKind.TOKEN, **values).first()


def actor_for_link(*, credential_id: UUID) -> Actor:
    """The guest actor of an opened share link, scoped to its one object; ANONYMOUS once it is expired or revoked."""
    row = Credential.objects.filter(pk=credential_id, kind=CredentialKind.LINK).first()
    if row is None or not row.is_valid(clock.now()):
        return ANONYMOUS
    return Actor(
        kind=ActorKind.GUEST,
        id=row.id,
        name=row.email or "guest",
        rights=table.link_rights(row.action),
        clients=frozenset({row.client_id}),
        scope=ObjectScope(app=row.app, object_id=row.object_id, action=row.action),
    )


@query("identity", right=ANYONE)
def authorize(*, actor: Actor, right: str, client_id: UUID | None = None) -> bool:
    """Whether the actor holds the right, and (with `client_id`) reaches that client."""
    return actor.may(right) and (client_id is None or actor.sees(client_id))


@query("identity", right=ANYONE)
def who_am_i(*, actor: Actor) -> contracts.Me:
    """The caller as the system sees it: kind, rights, clients (None: all)."""
    clients = None if actor.clients is None else tuple(sorted(actor.clients, key=str))
    return contracts.Me(kind=actor.kind.value, id=actor.id, name=actor.name, rights=tuple(sorted(actor.rights)), clients=clients)


def _of_user(user: User, client_id: UUID | None) -> Actor:
    if user.is_staff:
        role = Role(user.role)
        return Actor(
            kind=ActorKind.STAFF, id=user.id, name=user.email, rights=table.rights_of(role), clients=_staff_clients(user, role)
        )
    roles = dict(Membership.objects.filter(user=user).values_list("client_id", "role"))
    if client_id in roles:
        roles = {client_id: roles[client_id]}
    rights = table.common(*(table.rights_of(Role(role)) for role in roles.values())) if roles else frozenset()
    return Actor(kind=ActorKind.CLIENT, id=user.id, name=user.email, rights=rights, clients=frozenset(roles))


def _staff_clients(user: User, role: Role) -> frozenset[UUID] | None:
    if user.all_clients or role in table.SEE_ALL_CLIENTS:
        return None
    return frozenset(StaffAssignment.objects.filter(user=user).values_list("client_id", flat=True))


def _within(clients: frozenset[UUID] | None, limit: frozenset[UUID] | None) -> frozenset[UUID] | None:
    if clients is None or limit is None:
        return limit if clients is None else clients
    return clients & limit


def _note_use(row: Credential) -> None:
    now = clock.now()
    if row.last_used_at is not None and now - row.last_used_at < USED_EVERY:
        return
    with atomic("identity"):
        Credential.objects.filter(pk=row.pk).update(last_used_at=now)
