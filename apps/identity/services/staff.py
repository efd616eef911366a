"""People of the agency: roles, access, and the clients they look after."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q

from apps.identity import contracts, signals
from apps.identity.contracts import AboveOwnRights, LastOwner, Role
from apps.identity.logic import rights as table
from apps.identity.models import ClientAccount, StaffAssignment, User
from apps.identity.services import notices
from kernel import clock, persons, text
from kernel.actors import Actor, ActorKind
from kernel.db import ANYONE, INTERNAL, audit, command, query
from kernel.errors import Conflict, Forbidden, InvalidInput, NotFound
from kernel.mail import normalise
from kernel.pages import Page
from kernel.paging import NEWEST, page
from kernel.scoping import locked
from kernel.signals import publish


@persons.refuses
def _still_works_here(person: persons.Person) -> str:
    """An account of staff that is in use is not taken apart by an erasure: whoever works here is removed as staff first."""
    wanted = Q()
    for needle in person.needles:
        wanted |= Q(email__icontains=needle)
    staff = User.objects.filter(wanted, is_active=True).exclude(role="") if person.needles else ()
    if not any(person.is_theirs(user.email) for user in staff):
        return ""
    return "This address signs in as staff. Switch the account off first (Identity, Users), then erase."


@command("identity", right="identity.users")
def create_staff(*, actor: Actor, email: str, name: str, role: Role, password: str = "", key: str) -> contracts.StaffUser:
    """Let a person work for the agency. Without a password they get a mail that says how to set one."""
    return _create(actor, email=email, name=name, role=role, password=password)


@command("identity", right=INTERNAL)
def create_owner(*, actor: Actor, email: str, name: str = "", password: str, key: str = "") -> contracts.StaffUser:
    """The first owner of a fresh installation (command line)."""
    return _create(actor, email=email, name=name, role=Role.OWNER, password=password)


@command("identity", right="identity.users")
def change_staff(
    *,
    actor: Actor,
    user_id: UUID,
    role: Role | None = None,
    all_clients: bool | None = None,
    is_active: bool | None = None,
    key: str = "",
) -> contracts.StaffUser:
    """Change a staff member's role, reach or access; what stays None is left alone. The last owner cannot be taken away."""
    _refuse_limited(actor)
    row = _staff_row(user_id, lock=True)
    _refuse_above(actor, Role(row.role))
    before = {"role": row.role, "all_clients": row.all_clients, "is_active": row.is_active}
    if role is not None:
        _refuse_clients_role(Role(role))
        _refuse_above(actor, Role(role))
        row.role = Role(role)
    row.all_clients = row.all_clients if all_clients is None else all_clients
    row.is_active = row.is_active if is_active is None else is_active
    if before["role"] == Role.OWNER and (row.role != Role.OWNER or not row.is_active):
        _refuse_last_owner(row)
    row.save(update_fields=["role", "all_clients", "is_active"])
    audit(before=before, after={"role": row.role, "all_clients": row.all_clients, "is_active": row.is_active})
    publish(signals.StaffChanged(user_id=row.id, role=row.role, is_active=row.is_active))
    return _to_staff(row)


@command("identity", right="identity.users")
def assign_staff(*, actor: Actor, user_id: UUID, client_id: UUID, key: str = "") -> contracts.StaffUser:
    """Make a staff member look after a client. The first assignment ends seeing all clients, which every new member does.

    Owners, QC, finance and read-only work for all clients in any case.
    """
    row = _staff_row(user_id, lock=True)
    client = ClientAccount.objects.all().reach(actor, client_id)
    StaffAssignment.objects.get_or_create(user=row, client=client, defaults={"created_at": clock.now()})
    row.all_clients = False
    row.save(update_fields=["all_clients"])
    publish(signals.StaffChanged(user_id=row.id, role=row.role, is_active=row.is_active))
    return _to_staff(row)


@command("identity", right="identity.users")
def unassign_staff(*, actor: Actor, user_id: UUID, client_id: UUID, key: str = "") -> contracts.StaffUser:
    """End an assignment. Whoever loses the last one sees no client; `change_staff(all_clients=True)` opens all again."""
    row = _staff_row(user_id, lock=True)
    StaffAssignment.objects.all().visible_to(actor).filter(user=row, client_id=client_id).delete()
    publish(signals.StaffChanged(user_id=row.id, role=row.role, is_active=row.is_active))
    return _to_staff(row)


@query("identity", right="identity.view")
def get_staff(*, actor: Actor, user_id: UUID) -> contracts.StaffUser:
    """One staff member."""
    if actor.kind in (ActorKind.CLIENT, ActorKind.GUEST):
        raise NotFound("There is no such staff member.")
    return _to_staff(_staff_row(user_id))


@query("identity", right="identity.view")
def list_staff(
    *,
    actor: Actor,
    filter: contracts.StaffFilter = contracts.StaffFilter(),
    order: str = "-created_at",
    cursor: str = "",
    limit: int = 50,
) -> Page[contracts.StaffUser]:
    """The agency's people, newest first (`order`: created_at or -created_at)."""
    rows = User.objects.exclude(role="")
    if filter.search:
        rows = rows.filter(Q(name__icontains=filter.search) | Q(email__icontains=filter.search))
    if filter.role is not None:
        rows = rows.filter(role=filter.role)
    if filter.active is not None:
        rows = rows.filter(is_active=filter.active)
    return page(rows, _to_staff, order=order, allowed=NEWEST, cursor=cursor, limit=limit)


@query("identity", right=ANYONE)
def staff_with(*, actor: Actor, right: str, client_id: UUID | None = None) -> tuple[contracts.Member, ...]:
    """Whom to notify: active staff who hold the right and (with `client_id`) reach that client, owners last.

    For staff and workers only; others get nobody. Owners hold every right, so the list is empty only without owners.
    """
    if not actor.is_inside:
        return ()
    roles = [r for r in Role if r.is_staff and table.holds(table.rights_of(r), right)]
    rows = User.objects.filter(role__in=roles, is_active=True)
    if client_id is not None:
        rows = rows.filter(Q(all_clients=True) | Q(role__in=table.SEE_ALL_CLIENTS) | Q(assignments__client_id=client_id))
    found = sorted(rows.distinct(), key=lambda u: (u.role == Role.OWNER, u.created_at, str(u.id)))
    return tuple(contracts.Member(user_id=u.id, email=u.email, name=u.name, role=Role(u.role)) for u in found)


def _refuse_limited(actor: Actor) -> None:
    """Whoever sees only some clients gives nobody access to the house: a staff member may come to see all."""
    if actor.clients is not None and actor.kind is not ActorKind.WORKER:
        raise Forbidden("Staff is managed by people and tokens that see all clients.")


def _refuse_clients_role(role: Role) -> None:
    if not role.is_staff:
        raise InvalidInput(f"“{role}” is a client's role.", field="role", remedy="Use add_member for people of a client.")


def _create(actor: Actor, *, email: str, name: str, role: Role, password: str) -> contracts.StaffUser:
    _refuse_limited(actor)
    role, address = Role(role), normalise(email)
    _refuse_clients_role(role)
    _refuse_above(actor, role)
    if User.objects.filter(email=address).exists():
        raise Conflict("Somebody already signs in with this address.", field="email")
    row = User(email=address, name=text.one_line(name, field="name", most=150, empty=True), role=role)
    if password:
        _check_password(password, row)
    row.set_password(password or None)
    row.save()
    if not password:
        notices.welcome_staff(row)
    audit(subject=row.id)
    publish(signals.StaffCreated(user_id=row.id, role=role))
    return _to_staff(row)


def _check_password(password: str, row: User) -> None:
    try:
        validate_password(password, row)
    except ValidationError as error:
        raise InvalidInput(" ".join(error.messages), field="password", remedy="Choose another password.") from error


def _staff_row(user_id: UUID, *, lock: bool = False) -> User:
    row = locked(User.objects.all(), lock).filter(pk=user_id).exclude(role="").first()
    if row is None:
        raise NotFound("There is no such staff member.")
    return row


def _refuse_above(actor: Actor, role: Role) -> None:
    """Nobody makes, or unmakes, somebody who may more than they do; workers act for the house."""
    if actor.kind is ActorKind.WORKER:
        return
    if beyond := table.above(actor.rights, table.rights_of(role)):
        raise AboveOwnRights(f"{role.label} may do what you may not: {', '.join(sorted(beyond)[:3])}.", field="role")


def _refuse_last_owner(row: User) -> None:
    if not User.objects.filter(role=Role.OWNER, is_active=True).exclude(pk=row.pk).exists():
        raise LastOwner("This is the agency's last owner.", remedy="Make somebody else an owner first.")


def _to_staff(row: User) -> contracts.StaffUser:
    return contracts.StaffUser(
        id=row.id,
        email=row.email,
        name=row.name,
        role=Role(row.role),
        all_clients=row.all_clients or Role(row.role) in table.SEE_ALL_CLIENTS,
        is_active=row.is_active,
        created_at=row.created_at,
    )
