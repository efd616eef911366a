"""The guards of the product, each taken away by one function here. Only `faults.harness.launch` calls them."""

from __future__ import annotations


def grant_everything() -> None:
    """Every app's role may write every app's tables."""
    from kernel import grants, walls

    def writers(model, table: str) -> dict[str, tuple[str, ...]]:
        return {walls.role_of(app): grants.WRITE for app in grants.labels()}

    grants._writers = writers


def forget_row_locks() -> None:
    """Rows that a command is about to change are read without a lock."""
    from kernel import scoping

    scoping.locked.__code__ = (lambda rows, lock=False: rows).__code__


def forget_keys() -> None:
    """The answer to a key is not stored, so the same key acts again."""
    from kernel import db

    db._remember = lambda *_: None


def claim_without_lease() -> None:
    """Due rows are read, not claimed: whoever looks gets them, and the token stays."""
    from kernel import claims
    from kernel.db import alias_for

    def claim(model, *, using="", limit=1, lease_seconds=60, where=None, order_by=("due_at", "id")):
        using = using or alias_for(model._meta.app_label)
        return claims.Claimed(claims.due(model, using=using, where=where).order_by(*order_by)[:limit])

    claims.claim = claim
