"""Client accounts and their people."""

from uuid import uuid4

import pytest

from apps.identity import services
from apps.identity.contracts import ClientFilter, Role
from kernel.actors import ActorKind
from kernel.errors import Forbidden, InvalidInput, NotFound
from tests.identity.factories import HOUSE, account, actor_of, approver_of, employee, member


def test_opening_an_account_makes_its_contact_an_approver():
    made = services.open_client_account(
        actor=actor_of(employee(Role.ACCOUNT_MANAGER)),
        name="Northwind  Traders\u200b",
        website="northwind.example",
        contact_name="Ada",
        contact_email="Ada@Northwind.example",
        country="de",
        key="deal-1",
    )

    person = services.list_members(actor=HOUSE, client_id=made.id)[0]
    assert (made.name, made.country) == ("Northwind Traders", "DE")
    assert (person.email, person.role) == ("ada@northwind.example", Role.CLIENT_APPROVER)
    assert actor_of(person).kind is ActorKind.CLIENT and actor_of(person).may("review.decide")


def test_the_same_key_opens_one_account():
    given = {"actor": HOUSE, "name": "Once", "contact_name": "O", "contact_email": "o@once.example", "key": "deal-2"}

    first, second = services.open_client_account(**given), services.open_client_account(**given)

    assert first == second and len(services.list_clients(actor=HOUSE, filter=ClientFilter(search="Once")).items) == 1


@pytest.mark.parametrize(
    ("field", "values"),
    [("email", {"contact_email": "nobody"}), ("country", {"country": "Germany"}), ("name", {"name": " \u200b "})],
)
def test_a_wrong_value_is_named_and_nothing_is_written(field, values):
    given = {"name": "X", "contact_name": "X", "contact_email": "x@x.example", **values}

    with pytest.raises(InvalidInput) as refusal:
        services.open_client_account(actor=HOUSE, key="", **given)

    assert refusal.value.field == field and services.list_clients(actor=HOUSE).items == ()


def test_another_clients_account_does_not_exist():
    mine, other = account(), account()

    with pytest.raises(NotFound):
        services.get_client(actor=approver_of(mine.id), client_id=other.id)
    with pytest.raises(NotFound):
        services.list_members(actor=approver_of(mine.id), client_id=uuid4())
    assert [c.id for c in services.list_clients(actor=approver_of(mine.id)).items] == [mine.id]


def test_an_approver_invites_people_to_their_own_account_a_viewer_does_not():
    mine, other = account(), account()
    viewer = member(mine.id, Role.CLIENT_VIEWER)

    invited = services.add_member(
        actor=approver_of(mine.id), client_id=mine.id, email="new@client.example", name="", role=Role.CLIENT_APPROVER, key=""
    )

    assert actor_of(invited).may("review.decide")
    with pytest.raises(Forbidden):
        services.add_member(actor=actor_of(viewer), client_id=mine.id, email="a@b.example", name="", role=invited.role, key="")
    with pytest.raises(NotFound):
        services.add_member(
            actor=approver_of(mine.id), client_id=other.id, email="a@b.example", name="", role=viewer.role, key=""
        )


def test_a_client_role_never_makes_staff():
    with pytest.raises(InvalidInput):
        member(account().id, Role.OWNER)
    employee(email="sam@agency.example")
    with pytest.raises(InvalidInput):
        member(account().id, email="sam@agency.example")


def test_different_roles_at_two_clients_do_not_add_up():
    approves, views = account(), account()
    person = member(approves.id, Role.CLIENT_APPROVER, email="two@client.example")
    member(views.id, Role.CLIENT_VIEWER, email="two@client.example")

    both = actor_of(person)
    one = services.actor_for_user(user_id=person.user_id, client_id=approves.id)

    assert both.clients == {approves.id, views.id} and not both.may("review.decide") and both.may("review.view")
    assert one.clients == {approves.id} and one.may("review.decide")


def test_a_removed_person_sees_nothing():
    client = account()
    person = member(client.id)

    services.remove_member(actor=HOUSE, client_id=client.id, user_id=person.user_id, key="")

    assert actor_of(person).clients == frozenset()


def test_pages_follow_one_another_without_gap_or_double():
    made = {account().id for _ in range(5)}

    seen, cursor = [], ""
    while True:
        page = services.list_clients(actor=HOUSE, limit=2, cursor=cursor)
        seen += [c.id for c in page.items]
        if not (cursor := page.next_cursor):
            break

    assert len(seen) == 5 and set(seen) == made


def test_an_account_that_nobody_can_approve_for_waits_for_staff():
    client = account()
    person = services.list_members(actor=HOUSE, client_id=client.id)[0]
    manager = actor_of(employee(Role.ACCOUNT_MANAGER))
    assert services.list_waiting(actor=manager) == ()

    services.remove_member(actor=HOUSE, client_id=client.id, user_id=person.user_id, key="")

    assert [w.client_id for w in services.list_waiting(actor=manager)] == [client.id]
    assert services.list_waiting(actor=actor_of(employee(Role.CREATIVE))) == ()


def test_a_person_who_is_added_hears_once_how_to_get_in(harness):
    client = account()
    member(client.id, Role.CLIENT_VIEWER, email="new@client.example")
    member(client.id, Role.CLIENT_APPROVER, email="new@client.example")

    harness.drain()

    told = [raw.decode() for to, raw in harness.mails.delivered if to == "new@client.example"]
    assert len(told) == 1 and "/portal/" in told[0] and client.name in told[0]
