"""API tokens: scope, expiry, revocation, and what is kept of them."""

from datetime import timedelta
from uuid import uuid4

import pytest

from apps.identity import services
from apps.identity.contracts import AboveOwnRights, CredentialFilter, Role
from apps.identity.models import Credential
from kernel import clock
from kernel.actors import ActorKind
from kernel.errors import InvalidInput, NotFound
from tests.identity.factories import account, actor_of, employee


def token(owner, *rights, **more):
    return services.issue_token(actor=owner, name="integration", rights=rights, **more)


def test_a_token_may_what_its_scope_says_for_one_client():
    client, owner = account(), actor_of(employee(Role.OWNER))

    actor = services.actor_for_token(secret=token(owner, "review.view", client_id=client.id).secret)

    assert actor.kind is ActorKind.TOKEN and actor.clients == {client.id}
    assert actor.may("review.view") and not actor.may("review.decide")


def test_the_secret_is_stored_nowhere_and_has_256_bits():
    made = token(actor_of(employee(Role.OWNER)), "cam.view")

    row = Credential.objects.values().get(pk=made.id)
    assert made.secret.startswith("aicmo_") and len(made.secret) == len("aicmo_") + 43
    assert made.secret not in str(row) and len(row["secret_sha256"]) == 64


def test_nobody_issues_more_than_they_may():
    manager = actor_of(employee(Role.ACCOUNT_MANAGER))

    for rights in (("billing.issue",), ("*",), ("cam.view", "identity.users")):
        with pytest.raises(AboveOwnRights):
            token(manager, *rights)
    assert token(manager, "*.view", "cam.send").secret


def test_an_unknown_right_and_a_past_expiry_are_refused():
    owner = actor_of(employee(Role.OWNER))

    with pytest.raises(InvalidInput):
        token(owner, "everything")
    with pytest.raises(InvalidInput):
        token(owner, "cam.view", expires_at=clock.now() - timedelta(seconds=1))


def test_a_token_shrinks_with_its_issuer():
    owner, person = actor_of(employee(Role.OWNER)), employee(Role.FINANCE)
    boss = type(owner)(kind=owner.kind, id=person.id, rights=owner.rights, clients=None)
    made = token(boss, "billing.view", "billing.issue")

    services.change_staff(actor=owner, user_id=person.id, role=Role.READ_ONLY)
    reduced = services.actor_for_token(secret=made.secret)
    services.change_staff(actor=owner, user_id=person.id, is_active=False)

    assert reduced.may("billing.view") and not reduced.may("billing.issue")
    assert services.actor_for_token(secret=made.secret).kind is ActorKind.ANONYMOUS


def test_an_expired_a_revoked_and_an_unknown_token_are_nobody(harness):
    owner = actor_of(employee(Role.OWNER))
    short = token(owner, "cam.view", expires_at=clock.now() + timedelta(hours=1))
    gone = token(owner, "cam.view")
    services.revoke_credential(actor=owner, credential_id=gone.id)

    harness.advance(hours=2)

    kinds = {services.actor_for_token(secret=s).kind for s in (short.secret, gone.secret, "aicmo_x", "")}
    assert kinds == {ActorKind.ANONYMOUS}


def test_the_last_use_is_noted_at_most_once_a_minute(harness):
    made = token(actor_of(employee(Role.OWNER)), "cam.view")
    first = clock.now()

    services.actor_for_token(secret=made.secret)
    harness.advance(seconds=30)
    services.actor_for_token(secret=made.secret)
    assert Credential.objects.get(pk=made.id).last_used_at == first

    harness.advance(seconds=31)
    services.actor_for_token(secret=made.secret)
    assert Credential.objects.get(pk=made.id).last_used_at == clock.now()


def test_staff_of_some_clients_neither_see_nor_revoke_the_credentials_of_others():
    mine, other, owner, person = account(), account(), actor_of(employee(Role.OWNER)), employee(Role.ACCOUNT_MANAGER)
    services.assign_staff(actor=owner, user_id=person.id, client_id=mine.id)
    foreign = token(owner, "cam.view", client_id=other.id)
    agency = token(owner, "cam.view")

    assert services.list_credentials(actor=actor_of(person)).items == ()
    for made in (foreign, agency):
        with pytest.raises(NotFound):
            services.revoke_credential(actor=actor_of(person), credential_id=made.id)
    with pytest.raises(NotFound):
        token(actor_of(person), "cam.view", client_id=uuid4())


def test_the_list_tells_valid_from_revoked():
    owner = actor_of(employee(Role.OWNER))
    kept, gone = token(owner, "cam.view"), token(owner, "cam.view")
    services.revoke_credential(actor=owner, credential_id=gone.id)

    valid = services.list_credentials(actor=owner, filter=CredentialFilter(active=True)).items
    rest = services.list_credentials(actor=owner, filter=CredentialFilter(active=False)).items

    assert [c.id for c in valid] == [kept.id] and [c.id for c in rest] == [gone.id]
