"""Addresses: their normal form, and the register of those that nothing may be sent to."""

from __future__ import annotations

import re

from kernel import clock, walls
from kernel.errors import InvalidInput
from kernel.hiding import keyed_hash
from kernel.models import Undeliverable

_ADDRESS = re.compile(r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$")
DATABASE = "default"


def normalise(address: str) -> str:
    """The address in lower case without blanks, domain in IDNA form; raises InvalidInput on field `email`."""
    text = address.strip().lower()
    local, at, domain = text.rpartition("@")
    try:
        domain = domain.encode("idna").decode() if not domain.isascii() else domain
    except UnicodeError:
        domain = ""
    text = f"{local}{at}{domain}"
    if not _ADDRESS.match(text) or ".." in text or local.startswith(".") or local.endswith("."):
        raise InvalidInput(f"“{address[:80]}” is not an e-mail address.", field="email", remedy="Write it as name@example.com.")
    return text


def mark_undeliverable(address: str, *, reason: str) -> None:
    """Nothing leaves for this address any more; `reason` is bounce or erased. Runs in a transaction of its own."""
    with walls.writing_as(walls.KERNEL, using=DATABASE):
        Undeliverable.objects.using(DATABASE).get_or_create(
            address_hash=keyed_hash(address), defaults={"reason": reason, "at": clock.now()}
        )


def is_undeliverable(address: str) -> bool:
    """Whether the address is on the register."""
    return Undeliverable.objects.using(DATABASE).filter(address_hash=keyed_hash(address)).exists()
