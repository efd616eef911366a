"""Staff: roles, rights, reach, and that nobody grants above their own rights."""

import pytest

from apps.identity import services
from apps.identity.contracts import AboveOwnRights, LastOwner, Role
from kernel.db import alias_for
from kernel.errors import Conflict, Forbidden, InvalidInput
from kernel.models import AuditFact, CommandKey
from tests.identity.factories import HOUSE, account, actor_of, employee

ISSUING_AND_USERS = ("billing.issue", "identity.users")


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        (Role.OWNER, ("billing.issue", "identity.users", "review.decide"), ()),
        (Role.ACCOUNT_MANAGER, ("cam.send", "onboarding.approve", "billing.view"), (*ISSUING_AND_USERS, "review.decide")),
        (Role.STRATEGIST, ("strategy.write", "strategy.approve", "qc.view"), ("production.write", "qc.waive", "billing.view")),
        (Role.CREATIVE, ("production.write", "delivery.write"), ("strategy.approve", "billing.view")),
        (Role.QC, ("qc.verdict", "qc.waive", "production.view"), ("production.write", "billing.view")),
        (Role.FINANCE, ("billing.issue", "billing.pay"), ("strategy.write", "identity.users")),
        (Role.READ_ONLY, ("billing.view", "observability.view"), ("billing.pay", "review.comment")),
    ],
)  # fmt: skip
def test_a_role_may_what_the_table_says(role, may, may_not):
    actor = actor_of(employee(role))

    assert [right for right in may if not actor.may(right)] == []
    assert [right for right in may_not if actor.may(right)] == []


def test_staff_see_all_clients_until_the_first_assignment_and_then_only_theirs():
    mine, other, person = account(), account(), employee(Role.STRATEGIST)
    assert actor_of(person).sees(other.id)

    services.assign_staff(actor=actor_of(employee(Role.OWNER)), user_id=person.id, client_id=mine.id)

    assert actor_of(person).clients == {mine.id}
    services.unassign_staff(actor=HOUSE, user_id=person.id, client_id=mine.id)
    assert actor_of(person).clients == frozenset()


def test_an_assigned_finance_person_still_works_for_all():
    person = employee(Role.FINANCE)

    services.assign_staff(actor=HOUSE, user_id=person.id, client_id=account().id)

    assert actor_of(person).clients is None


def test_an_account_manager_with_own_clients_looks_after_those_they_open():
    person = employee(Role.ACCOUNT_MANAGER)
    services.assign_staff(actor=HOUSE, user_id=person.id, client_id=account().id)

    opened = services.open_client_account(
        actor=actor_of(person), name="New", contact_name="N", contact_email="n@new.example", key="1"
    )

    assert actor_of(person).sees(opened.id)


def test_nobody_makes_somebody_who_may_more():
    manager = actor_of(employee(Role.ACCOUNT_MANAGER))
    with pytest.raises(Forbidden):
        services.create_staff(actor=manager, email="x@agency.example", name="X", role=Role.READ_ONLY, key="")

    half_owner = type(manager)(kind=manager.kind, id=manager.id, rights=manager.rights | {"identity.users"}, clients=None)
    with pytest.raises(AboveOwnRights):
        services.create_staff(actor=half_owner, email="x@agency.example", name="X", role=Role.FINANCE, key="")


def test_a_demoted_person_may_less_with_the_next_request():
    owner, person = actor_of(employee(Role.OWNER)), employee(Role.FINANCE)

    services.change_staff(actor=owner, user_id=person.id, role=Role.READ_ONLY)

    assert not actor_of(person).may("billing.issue")


def test_the_last_owner_cannot_be_taken_away():
    first = employee(Role.OWNER)

    with pytest.raises(LastOwner):
        services.change_staff(actor=actor_of(first), user_id=first.id, is_active=False)

    second = employee(Role.OWNER)
    services.change_staff(actor=actor_of(second), user_id=first.id, is_active=False)
    assert actor_of(first).rights == frozenset()


def test_an_address_belongs_to_one_person():
    employee(email="sam@agency.example")

    with pytest.raises(Conflict):
        employee(email="SAM@agency.example")


def test_a_weak_password_is_refused_by_name():
    with pytest.raises(InvalidInput) as refusal:
        employee(password="12345678")

    assert refusal.value.field == "password"


def test_a_password_leaves_no_trace_in_facts_and_keys():
    services.create_staff(
        actor=HOUSE, email="k@agency.example", name="K", role=Role.QC, password="correct horse battery", key="k"
    )

    fact = AuditFact.objects.using(alias_for("identity")).get(command="identity.create_staff")
    assert "password" not in fact.data["arguments"]
    stored = CommandKey.objects.using(alias_for("identity")).get(key="k")
    assert "correct" not in str(stored.answer)


def test_whom_to_notify_are_those_who_may_and_see_the_client_owners_last():
    mine, other = account(), account()
    owner, near, far = employee(Role.OWNER), employee(Role.ACCOUNT_MANAGER), employee(Role.ACCOUNT_MANAGER)
    employee(Role.FINANCE)
    services.assign_staff(actor=HOUSE, user_id=near.id, client_id=mine.id)
    services.assign_staff(actor=HOUSE, user_id=far.id, client_id=other.id)

    found = services.staff_with(actor=HOUSE, right="onboarding.approve", client_id=mine.id)

    assert [m.user_id for m in found] == [near.id, owner.id]
