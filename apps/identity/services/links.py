"""Share links: one object, one action, a secret in the address. Opening the address changes nothing; a button does."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

from django.conf import settings

from apps.identity import contracts, signals
from apps.identity.contracts import AboveOwnRights, CredentialKind, LinkNotValid
from apps.identity.logic import rights as table
from apps.identity.logic import secrets
from apps.identity.models import ClientAccount, Credential
from apps.identity.services.tokens import beyond_own, issuer_of
from kernel import clock
from kernel.actors import Actor
from kernel.db import ANYONE, audit, command, query
from kernel.errors import Forbidden, InvalidInput
from kernel.mail import normalise
from kernel.signals import publish

LIFETIME = timedelta(days=30)


@command("identity", right=ANYONE)
def issue_share_link(
    *,
    actor: Actor,
    client_id: UUID,
    app: str,
    object_id: UUID,
    action: str,
    email: str = "",
    expires_at: datetime | None = None,
    occasion: str = "",
) -> contracts.IssuedLink:
    """A link that lets its holder do one action on one object of a client, for 30 days unless `expires_at` says otherwise.

    For workers, and for staff who hold the action's rights themselves. The secret is in `url` and stored nowhere: issue the
    link where the mail is written, not inside a keyed command. `occasion` names the mail: asked for again, after a crash
    between link and mail, the same link is answered as long as it is valid. Without it each call makes another.
    """
    if action not in table.LINK_ACTIONS:
        raise InvalidInput(f"No share link allows “{action[:40]}”.", field="action")
    if not re.fullmatch(r"[a-z][a-z_]{0,39}", app):
        raise InvalidInput(f"There is no module “{app[:40]}”.", field="app")
    if not actor.is_inside:
        raise Forbidden("Share links are made by the agency.")
    if beyond := beyond_own(actor, table.link_rights(action)):
        raise AboveOwnRights(f"You do not hold {', '.join(sorted(beyond))} yourself.")
    client = ClientAccount.objects.all().reach(actor, client_id)
    until = expires_at or clock.now() + LIFETIME
    if until <= clock.now():
        raise InvalidInput("expires_at is over already.", field="expires_at")
    secret, row = _secret((str(client_id), app, str(object_id), action, email, occasion))
    is_new = row is None
    row = row or Credential.objects.create(
        kind=CredentialKind.LINK,
        client=client,
        app=app,
        object_id=object_id,
        action=action,
        email=normalise(email) if email else "",
        expires_at=until,
        **issuer_of(actor, secret),
    )
    audit(subject=row.id, client_id=client.id)
    if is_new:
        publish(signals.CredentialIssued(credential_id=row.id, kind=row.kind, client_id=client.id))
    url = f"{settings.AICMO_PUBLIC_URL}/portal/identity/s/{secret}/"
    return contracts.IssuedLink(id=row.id, url=url, expires_at=row.expires_at)


def _secret(occasion: tuple[str, ...]) -> tuple[str, Credential | None]:
    """The secret of the occasion, with its link if that was made before; one that no longer opens is followed by another."""
    if not occasion[-1]:
        return secrets.new_secret(), None
    numbers = count()
    while True:
        secret = secrets.secret_for((*occasion, str(next(numbers))), key=settings.AICMO_HASH_KEY)
        row = Credential.objects.filter(kind=CredentialKind.LINK, secret_sha256=secrets.digest(secret)).first()
        if row is None or row.is_valid(clock.now()):
            return secret, row


@query("identity", right=ANYONE)
def check_share_link(*, actor: Actor, secret: str) -> contracts.SharedObject:
    """What a link would open; LinkNotValid for an unknown, expired or revoked one. Changes nothing."""
    return _to_shared(_valid(secret))


@command("identity", right=ANYONE)
def redeem_share_link(*, actor: Actor, secret: str) -> contracts.SharedObject:
    """Open a link (its button was pressed): notes the use and says what it opens; LinkNotValid as above."""
    row = _valid(secret)
    row.last_used_at = clock.now()
    row.save(update_fields=["last_used_at"])
    audit(subject=row.id, client_id=row.client_id)
    return _to_shared(row)


def _valid(secret: str) -> Credential:
    row = (
        Credential.objects.select_related("client").filter(kind=CredentialKind.LINK, secret_sha256=secrets.digest(secret)).first()
    )
    if row is None or not row.is_valid(clock.now()):
        raise LinkNotValid(
            "This link is not valid, or not any more.", remedy="Ask whoever sent it for a new one, or sign in with your address."
        )
    return row


def _to_shared(row: Credential) -> contracts.SharedObject:
    return contracts.SharedObject(
        credential_id=row.id,
        client_id=row.client_id,
        client_name=row.client.name,
        app=row.app,
        object_id=row.object_id,
        action=row.action,
        expires_at=row.expires_at,
    )
