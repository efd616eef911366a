"""Generated requests against the live schema, on real objects. The test and faults call `fuzz`."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connections
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, seed, settings
from psycopg.pq import TransactionStatus

from apps.identity import services as identity
from apps.identity.contracts import Role
from kernel.actors import worker
from tests.architecture import providers  # noqa: F401 - registers the objects
from tests.architecture.objects import World
from tests.identity.factories import actor_of, employee

SCALES = {"ci": 1_000, "full": 10_000}
"""At least so many requests, over both kinds of token."""
EXAMPLES = {"staff": 6, "client": 3}
"""Requests per operation and kind of token in one round; a round asks every operation."""
SLOWEST_SECONDS = 2.0
QUIET = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])


@dataclass
class Fuzzed:
    """`requests` asked of `operations` operations; `slowest` in seconds; `wrong` says of each failure who asked what."""

    operations: int = 0
    requests: int = 0
    slowest: float = 0.0
    wrong: list[str] = field(default_factory=list)


def fuzz(*, requests: int, kinds: tuple[str, ...] = ("staff", "client")) -> Fuzzed:
    """Ask every operation with a token of each kind, round after round until there were so many requests.

    Django must be set up on a migrated database that this may write to. Rounds differ by their seed, so a run can be repeated.
    """
    house, found, number = worker("identity"), Fuzzed(), 0
    made = identity.open_client_account(actor=house, name="Fuzz", contact_name="F", contact_email="f@fuzz.example", key="")
    world, schema = World(house, made.id), _schema()
    tokens = {who: _token(who, world) for who in kinds}
    with _connections_kept():
        while found.requests < requests:
            for who, token in tokens.items():
                _round(schema, who, token, world, found, number)
            number += 1
    return found


def _round(schema: Any, who: str, token: str, world: World, found: Fuzzed, number: int) -> None:
    found.operations = 0
    for operation in schema.get_all_operations():
        found.operations += 1

        @seed(number)
        @settings(QUIET, max_examples=EXAMPLES[who])
        @given(case=operation.ok().as_strategy())
        def ask(case):
            found.requests += 1
            _ask(case, who, token, world, found)

        ask()


def _ask(case: Any, who: str, token: str, world: World, found: Fuzzed) -> None:
    case.path_parameters = _real(case.operation, case.path_parameters, world, fake=found.requests % 3 == 0)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": uuid4().hex}
    if found.requests % 2:
        headers["If-Match"] = "*"
    answer, seconds = _timed(case, headers)
    if seconds > SLOWEST_SECONDS:  # a machine that others use stalls at times: only what is slow again is slow
        answer, seconds = _timed(case, headers | {"Idempotency-Key": uuid4().hex})
    found.slowest = max(found.slowest, seconds)
    if answer.status_code >= 500 or seconds > SLOWEST_SECONDS:
        what = f"{who}: {case.method} {case.formatted_path} {case.query} {str(case.body)[:300]}"
        found.wrong.append(f"{what} → {answer.status_code} ({seconds:.1f} s)")


def _timed(case: Any, headers: dict[str, str]) -> tuple[Any, float]:
    started = time.perf_counter()
    with _mended():
        answer = case.call(headers=headers)
    return answer, time.perf_counter() - started


def _schema() -> Any:
    """The document as it is served, answered by the WSGI application in this process."""
    loaded = schemathesis.openapi.from_dict(SchemaGenerator().get_schema(request=None, public=True))
    loaded.app = get_wsgi_application()
    return loaded


@contextlib.contextmanager
def _connections_kept() -> Iterator[None]:
    """A request ends by closing connections of a server's thread; here the objects' transaction may still be open on them."""
    for told in (request_started, request_finished):
        told.disconnect(close_old_connections)
    try:
        yield
    finally:
        for told in (request_started, request_finished):
            told.connect(close_old_connections)


@contextlib.contextmanager
def _mended() -> Iterator[None]:
    """A statement that PostgreSQL refuses spoils the transaction around it: what follows goes on from before the request."""
    inside = [c for c in connections.all() if c.vendor == "postgresql" and c.in_atomic_block]
    marks = [(connection, connection.savepoint()) for connection in inside]
    yield
    for connection, mark in marks:
        if connection.connection.info.transaction_status is TransactionStatus.INERROR:
            connection.savepoint_rollback(mark)


def _token(who: str, world: World) -> str:
    owner = actor_of(employee(Role.OWNER))
    client = None if who == "staff" else world.client_id
    return identity.issue_token(actor=owner, name=who, rights=("*",), client_id=client).secret


def _real(operation: Any, generated: Any, world: World, *, fake: bool) -> Any:
    module = operation.path.split("/")[3].replace("-", "_")
    kinds = {
        p["name"]: p["schema"].get("format", "str") for p in operation.definition.raw.get("parameters", ()) if p["in"] == "path"
    }
    if fake:
        return generated
    return {name: world.value(module, name, kinds.get(name, "str")) for name in generated or {}}
