"""Rows and people of identity for tests, made through its facade."""

from itertools import count

from apps.identity import services
from apps.identity.contracts import Role
from kernel.actors import worker

_numbers = count(1)
HOUSE = worker("identity")


def account(name="Northwind", email=""):
    """A client account with one approver."""
    number = next(_numbers)
    return services.open_client_account(
        actor=HOUSE,
        name=f"{name} {number}",
        contact_name="Cleo Client",
        contact_email=email or f"cleo{number}@client.example",
        key="",
    )


def member(client_id, role=Role.CLIENT_VIEWER, email=""):
    """One more person of a client."""
    return services.add_member(
        actor=HOUSE, client_id=client_id, email=email or f"person{next(_numbers)}@client.example", name="Pat", role=role, key=""
    )


def employee(role=Role.ACCOUNT_MANAGER, email="", password="a-long-enough-passphrase"):
    """A member of the agency."""
    return services.create_staff(
        actor=HOUSE,
        email=email or f"staff{next(_numbers)}@agency.example",
        name="Sam Staff",
        role=role,
        password=password,
        key="",
    )


def actor_of(user):
    """The actor of a StaffUser or Member."""
    return services.actor_for_user(user_id=getattr(user, "user_id", None) or user.id)


def approver_of(client_id):
    """The approver of a client, as an actor."""
    return actor_of(services.list_members(actor=HOUSE, client_id=client_id)[0])
