"""Ways in that a limited actor could have taken: another's address, another's rights, the whole house's switches."""

from dataclasses import replace
from uuid import uuid4

import pytest

from apps.identity import services
from apps.identity.contracts import Role
from apps.identity.models import User
from kernel.actors import ActorKind
from kernel.errors import Forbidden
from kernel.testing import browser, staff
from tests.identity.factories import employee


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


def test_a_token_issues_no_tokens():
    token = replace(staff("*"), kind=ActorKind.TOKEN)

    with pytest.raises(Forbidden):
        services.issue_token(actor=token, name="child", rights=("billing.view",))
