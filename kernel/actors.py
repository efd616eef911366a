"""Who acts. Identity builds one Actor per request, task or command line; row checks need no further call."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID

from kernel.errors import Forbidden


class ActorKind(StrEnum):
    """STAFF and CLIENT are users, TOKEN an API credential, GUEST a share link's session, WORKER our own process."""

    STAFF = "staff"
    CLIENT = "client"
    TOKEN = "token"  # noqa: S105 - a kind of actor, no secret
    GUEST = "guest"
    WORKER = "worker"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, kw_only=True, slots=True)
class ObjectScope:
    """The one object and the one action that a share link opens."""

    app: str
    object_id: UUID
    action: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """`clients` is the set of client accounts whose rows the actor may reach; None means all of them.

    `name` is for people to read (audit shows it as a keyed hash). `rights` are names such as "review.decide";
    "*" is every right, "*.view" every reading one.
    """

    kind: ActorKind
    id: UUID | None = None
    name: str = ""
    rights: frozenset[str] = frozenset()
    clients: frozenset[UUID] | None = field(default_factory=frozenset)
    scope: ObjectScope | None = None
    impersonator: UUID | None = None

    def may(self, right: str) -> bool:
        """Whether the actor holds the right; workers act for the house and hold all, impersonation only reads."""
        if self.impersonator is not None and not right.endswith(".view"):
            return False
        if self.kind is ActorKind.WORKER or right in self.rights or "*" in self.rights:
            return True
        return "*.view" in self.rights and right.endswith(".view")

    def require(self, right: str) -> None:
        """Raise Forbidden unless the actor holds the right."""
        if not self.may(right):
            raise Forbidden(f"This needs the right “{right}”.", remedy="Ask an owner of the agency for it.")

    def sees(self, client_id: UUID | None) -> bool:
        """Whether rows of this client are visible; rows of no client are visible to those who see all."""
        return self.clients is None or (client_id is not None and client_id in self.clients)

    @property
    def is_inside(self) -> bool:
        """Staff and workers: they may see internal notes."""
        return self.kind in (ActorKind.STAFF, ActorKind.WORKER)

    def as_client(self, client_id: UUID) -> Actor:
        """The same actor narrowed to one client."""
        return replace(self, clients=frozenset({client_id}))


def worker(app: str, *, client_id: UUID | None = None) -> Actor:
    """The actor of background work: acts as the row's client, or as the agency where the row has none."""
    clients = None if client_id is None else frozenset({client_id})
    return Actor(kind=ActorKind.WORKER, name=f"worker:{app}", clients=clients)


ANONYMOUS = Actor(kind=ActorKind.ANONYMOUS, name="anonymous")
