"""Client accounts and their people."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from apps.identity import contracts, signals
from apps.identity.contracts import Role
from apps.identity.models import ClientAccount, Membership, StaffAssignment, User
from apps.identity.services import notices
from kernel import clock, text
from kernel.actors import Actor, ActorKind
from kernel.db import ANYONE, audit, command, query
from kernel.errors import InvalidInput, NotFound
from kernel.mail import normalise
from kernel.pages import Page
from kernel.paging import NEWEST, page
from kernel.signals import publish


@command("identity", right="identity.clients")
def open_client_account(
    *,
    actor: Actor,
    name: str,
    website: str = "",
    contact_name: str,
    contact_email: str,
    country: str = "",
    language: str = "en",
    key: str,
) -> contracts.ClientAccount:
    """Open the account of a new client; the contact becomes its first approver. `country` is ISO 3166 alpha-2."""
    row = ClientAccount.objects.create(
        name=text.one_line(name, field="name", most=200),
        website=text.one_line(website, field="website", most=300, empty=True),
        country=_country(country),
        language=text.one_line(language or "en", field="language", most=8),
        created_at=clock.now(),
    )
    member = _join(row, email=contact_email, name=contact_name, role=Role.CLIENT_APPROVER)
    if actor.kind is ActorKind.STAFF and actor.clients is not None:
        # Staff who see only their own clients look after those they open.
        StaffAssignment.objects.get_or_create(user_id=actor.id, client=row, defaults={"created_at": clock.now()})
    audit(client_id=row.id)
    publish(signals.ClientAccountOpened(client_id=row.id, contact_user_id=member.user_id))
    return _to_client(row)


@command("identity", right=ANYONE)
def add_member(*, actor: Actor, client_id: UUID, email: str, name: str, role: Role, key: str) -> contracts.Member:
    """Let a person see or decide for a client; an existing member gets the new role.

    Staff need the right identity.clients; an approver of the client may invite viewers and approvers of their own account.
    The person is told by mail, once.
    """
    client = ClientAccount.objects.all().reach(actor, client_id)
    _may_manage_members(actor)
    if Role(role).is_staff:
        raise InvalidInput(f"“{role}” is a staff role.", field="role", remedy="Choose client_approver or client_viewer.")
    member = _join(client, email=email, name=name, role=Role(role))
    notices.welcome_member(member)
    publish(signals.MemberAdded(client_id=client.id, user_id=member.user_id, role=member.role))
    return _to_member(member)


@command("identity", right="identity.clients")
def remove_member(*, actor: Actor, client_id: UUID, user_id: UUID, key: str) -> None:
    """Take a person off a client account: effective with their next request."""
    row = Membership.objects.all().visible_to(actor).filter(client_id=client_id, user_id=user_id).first()
    if row is None:
        raise NotFound("There is no such member.")
    row.delete()


@query("identity", right=ANYONE)
def list_members(*, actor: Actor, client_id: UUID) -> tuple[contracts.Member, ...]:
    """The people of a client, first approvers, then viewers; NotFound if the actor may not see the client."""
    client = ClientAccount.objects.all().reach(actor, client_id)
    rows = Membership.objects.filter(client=client, user__is_active=True).select_related("user")
    return tuple(_to_member(row) for row in rows.order_by("role", "created_at", "id"))


@query("identity", right=ANYONE)
def get_client(*, actor: Actor, client_id: UUID) -> contracts.ClientAccount:
    """One client account; NotFound if the actor may not see it."""
    return _to_client(ClientAccount.objects.all().reach(actor, client_id))


@query("identity", right=ANYONE)
def list_clients(
    *,
    actor: Actor,
    filter: contracts.ClientFilter = contracts.ClientFilter(),
    order: str = "-created_at",
    cursor: str = "",
    limit: int = 50,
) -> Page[contracts.ClientAccount]:
    """The client accounts the actor may see, newest first (`order`: created_at or -created_at)."""
    rows = ClientAccount.objects.all().visible_to(actor)
    if actor.kind is ActorKind.ANONYMOUS:
        rows = rows.none()
    if filter.search:
        rows = rows.filter(Q(name__icontains=filter.search) | Q(website__icontains=filter.search))
    if filter.country:
        rows = rows.filter(country=filter.country.upper())
    return page(rows, _to_client, order=order, allowed=NEWEST, cursor=cursor, limit=limit)


@query("identity", right=ANYONE)
def name_clients(*, actor: Actor, ids: tuple[UUID, ...]) -> dict[UUID, str]:
    """The names of these client accounts by id; those the actor may not see are left out."""
    return dict(ClientAccount.objects.all().visible_to(actor).filter(pk__in=set(ids)).values_list("pk", "name"))


def _join(client: ClientAccount, *, email: str, name: str, role: Role) -> Membership:
    address = normalise(email)
    user = User.objects.filter(email=address).first()
    if user is not None and user.is_staff:
        raise InvalidInput("This address belongs to a member of the agency.", field="email", remedy="Use the client's own.")
    if user is None:
        user = User.objects.create_user(address, name=text.one_line(name, field="name", most=150, empty=True))
    row, _ = Membership.objects.update_or_create(
        user=user, client=client, defaults={"role": role}, create_defaults={"role": role, "created_at": clock.now()}
    )
    return row


def _may_manage_members(actor: Actor) -> None:
    if actor.kind is ActorKind.CLIENT and actor.may("review.decide"):
        return
    actor.require("identity.clients")


def _country(code: str) -> str:
    code = code.strip().upper()
    if code and (len(code) != 2 or not code.isascii() or not code.isalpha()):
        raise InvalidInput(f"“{code[:20]}” is no country code.", field="country", remedy="Use two letters, such as DE or GB.")
    return code


def _to_client(row: ClientAccount) -> contracts.ClientAccount:
    return contracts.ClientAccount(
        id=row.id,
        name=row.name,
        website=row.website,
        country=row.country,
        language=row.language,
        created_at=row.created_at,
    )


def _to_member(row: Membership) -> contracts.Member:
    return contracts.Member(user_id=row.user_id, email=row.user.email, name=row.user.name, role=Role(row.role))
