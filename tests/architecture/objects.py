"""Real objects for the access matrix: how to make what a URL's `<uuid:…_id>` names, and which views are open to all.

A module registers how to make one object of its own for the world's client, through facades:

    @provides("client_review", "package_id")
    def review_package(world):
        return client_review.create_review_package(actor=world.house, client_id=world.client_id, …).id

Names are (module, keyword of the URL). What nobody provides is tried with an id that does not exist.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

PROVIDERS: dict[tuple[str, str], Callable] = {}

OPEN = {
    "": "sends on to the sign-in page",
    "api/v1/schema/": "the API's description holds no data",
    "api/v1/docs/": "the same, drawn",
    "portal/identity/s/<str:secret>/": "a share link: whoever holds the secret; GET changes nothing",
    "portal/cam/u/<str:token>/": "an unsubscribe link: signed; GET changes nothing",
    "portal/identity/leave/": "closes the links opened in this browser",
    "portal/identity/stop/": "ends seeing as somebody else",
    "healthz": "for load balancers: holds no data",
    "readyz": "for load balancers: holds no data",
    "healthz/": "for load balancers: holds no data",
    "readyz/": "for load balancers: holds no data",
}
"""Routes whose right is PUBLIC, and why. A public view that does not stand here fails the run."""


AGENCYS = {"api/v1/cam/": "leads belong to the agency and to no client: all its staff work on them, nobody from outside"}
"""Routes whose objects no client owns, and why: staff assigned to some clients see them like all staff."""


def provides(module: str, keyword: str) -> Callable:
    """Register how to make the object that `keyword` names in the URLs of `module`."""

    def register(make: Callable) -> Callable:
        PROVIDERS[module, keyword] = make
        return make

    return register


class World:
    """A client with one of everything; objects are made when a URL first asks for them."""

    def __init__(self, house, client_id) -> None:
        self.house, self.client_id = house, client_id
        self._made: dict[tuple[str, str], object] = {}
        self.ids: set[str] = {str(client_id)}

    def value(self, module: str, keyword: str, converter: str) -> str:
        """What to write into the URL."""
        if (module, keyword) not in self._made:
            make = PROVIDERS.get((module, keyword))
            made = make(self) if make else None
            if made is not None:
                self.ids.add(str(made))
            self._made[module, keyword] = made if made is not None else fallback(converter)
        return str(self._made[module, keyword])


def fallback(converter: str) -> object:
    """A value of the right form that names nothing."""
    return {"uuid": uuid4(), "int": 999_999, "slug": "nothing", "path": uuid4()}.get(converter, "nothing")
