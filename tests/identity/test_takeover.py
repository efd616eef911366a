"""Ways in that a limited actor could have taken: another's address, another's rights, the whole house's switches."""

from uuid import uuid4

import pytest

from apps.identity import services
from apps.identity.contracts import Role
from apps.identity.models import User
from kernel.actors import ActorKind
from kernel.db import atomic
from kernel.errors import Forbidden, InvalidInput
from kernel.testing import browser, staff
from tests.identity.factories import account, actor_of, employee, member


def limited(*rights):
    return staff(*rights, clients=frozenset({uuid4()}))


def test_nobody_claims_an_address_for_themselves():
    user = employee()
    page = browser(user.id)

    added = page.post("/accounts/email/", {"action_add": "", "email": "bob@beta.example"})
    primary = page.post("/accounts/email/", {"action_primary": "", "email": "bob@beta.example"})

    assert (added.status_code, primary.status_code) == (404, 404)
    assert User.objects.get(pk=user.id).email == user.email


def test_whoever_sees_some_clients_makes_and_changes_no_staff():
    with pytest.raises(Forbidden):
        services.create_staff(
            actor=limited("*"), email="a@x.example", name="A", role=Role.OWNER, password="long-enough-9!", key="1"
        )
    made = services.create_staff(actor=staff("*"), email="b@x.example", name="B", role=Role.CREATIVE, key="2")
    with pytest.raises(Forbidden):
        services.change_staff(actor=limited("*"), user_id=made.id, all_clients=True, key="3")


def test_a_tokens_token_sees_no_more_than_it_and_dies_with_it():
    client_id, boss = account().id, actor_of(employee(Role.OWNER))
    first = services.issue_token(actor=boss, name="first", rights=("identity.tokens", "billing.view"), client_id=client_id)
    parent = services.actor_for_token(secret=first.secret)

    child = services.issue_token(actor=parent, name="child", rights=("identity.tokens", "billing.view"))
    seen = services.actor_for_token(secret=child.secret)
    assert seen.clients == frozenset({client_id}) and seen.may("billing.view")
    with pytest.raises(Forbidden):
        services.issue_token(actor=seen, name="grandchild", rights=("billing.view",))

    services.revoke_credential(actor=boss, credential_id=first.id)
    assert services.actor_for_token(secret=child.secret).kind is ActorKind.ANONYMOUS


def test_nobody_becomes_a_clients_person_by_a_change_of_role():
    made = services.create_staff(actor=staff("*", clients=None), email="b@x.example", name="B", role=Role.CREATIVE, key="2")

    with pytest.raises(InvalidInput) as refused:
        services.change_staff(actor=staff("*", clients=None), user_id=made.id, role=Role.CLIENT_VIEWER, key="3")
    assert refused.value.field == "role"


def test_a_clients_password_opens_nothing():
    client = account()
    user = User.objects.get(pk=member(client.id).user_id)
    user.set_password("a-long-enough-passphrase")
    with atomic("identity"):
        user.save()

    answer = browser().post("/accounts/login/", {"login": user.email, "password": "a-long-enough-passphrase"})

    assert answer.status_code == 200 and "_auth_user_id" not in answer.client.session
