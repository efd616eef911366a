"""Budgets: what a client's generations may cost and how many there may be in one day."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F

from apps.learning import contracts, signals
from apps.learning.models import Limit, Spend
from kernel import clock
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import InvalidInput, NotFound
from kernel.money import Money
from kernel.signals import publish

DEFAULT_LIMIT = Money(minor=500, currency="EUR")
DEFAULT_CALLS = 500
"""What holds until staff store a default of their own: 5 euros and 500 calls per client and day."""


@command("learning", right="learning.write")
def set_budget(*, actor: Actor, client_id: UUID | None, limit: Money, max_calls: int, key: str = "") -> contracts.Budget:
    """Set a client's daily budget, or the default for all (client_id None); InvalidInput for a negative one."""
    if client_id is not None and not actor.sees(client_id):
        raise NotFound("There is no such client account.")
    if limit.minor < 0 or max_calls < 0:
        raise InvalidInput("A budget cannot be negative.", field="limit")
    values = {"limit_minor": limit.minor, "currency": limit.currency, "max_calls": max_calls}
    Limit.objects.update_or_create(client_id=client_id, defaults=values)
    audit(client_id=client_id, after=values)
    return _to_budget(client_id)


@query("learning", right="learning.view")
def get_budget(*, actor: Actor, client_id: UUID | None = None) -> contracts.Budget:
    """Today's budget of a client (or of the agency's own calls) and what is used of it."""
    if client_id is not None and not actor.sees(client_id):
        raise NotFound("There is no such client account.")
    return _to_budget(client_id)


@query("learning", right="learning.view")
def list_budgets(*, actor: Actor) -> tuple[contracts.Budget, ...]:
    """Today's budgets of every client that has called a writer today."""
    rows = Spend.objects.visible_to(actor).filter(day=clock.today()).order_by("-spent_minor", "-calls")
    return tuple(_to_budget(row.client_id) for row in rows)


def reserve(client_id: UUID | None, amount: Money) -> bool:
    """Hold an amount and one call in today's budget; False if it does not fit. Runs inside a command."""
    limit, max_calls = limits_of(client_id)
    if amount.minor and amount.currency != limit.currency:
        raise InvalidInput(f"The budget is kept in {limit.currency}, the writer asks for {amount.currency}.", field="currency")
    row, _ = Spend.objects.select_for_update(of=("self",)).get_or_create(
        client_id=client_id, day=clock.today(), defaults={"currency": limit.currency}
    )
    if row.calls >= max_calls or (row.spent_minor + row.reserved_minor + amount.minor > max(limit.minor, 0) and amount.minor):
        return False
    Spend.objects.filter(pk=row.pk).update(calls=F("calls") + 1, reserved_minor=F("reserved_minor") + amount.minor)
    return True


def settle(client_id: UUID | None, *, reserved: Money, cost: Money) -> None:
    """Turn a reservation into what the call really cost. Runs inside a command."""
    row = Spend.objects.select_for_update(of=("self",)).filter(client_id=client_id).order_by("-day").first()
    if row is not None:
        row.reserved_minor = max(row.reserved_minor - reserved.minor, 0)
        row.spent_minor += cost.minor
        row.save(update_fields=["reserved_minor", "spent_minor"])


def tell_exhausted(client_id: UUID | None, task: str) -> None:
    """Say that a budget ran out. Runs inside a command."""
    publish(signals.BudgetExhausted(client_id=client_id, task=task))


def limits_of(client_id: UUID | None) -> tuple[Money, int]:
    """The limit in money and in calls: the client's own, else the stored default, else the house's."""
    row = Limit.objects.filter(client_id=client_id).first() or Limit.objects.filter(client_id__isnull=True).first()
    if row is None:
        return DEFAULT_LIMIT, DEFAULT_CALLS
    return Money(minor=row.limit_minor, currency=row.currency), row.max_calls


def _to_budget(client_id: UUID | None) -> contracts.Budget:
    limit, max_calls = limits_of(client_id)
    row = Spend.objects.filter(client_id=client_id, day=clock.today()).first()
    spent = (row.spent_minor + row.reserved_minor) if row else 0
    return contracts.Budget(
        client_id=client_id,
        day=clock.today(),
        limit=limit,
        spent=Money(minor=spent, currency=limit.currency),
        calls=row.calls if row else 0,
        max_calls=max_calls,
    )
