"""About a thousand generated requests against the live schema, on real objects: nothing breaks, nothing takes long."""

from __future__ import annotations

import time
from uuid import uuid4

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings

from apps.identity import services as identity
from apps.identity.contracts import Role
from kernel.actors import worker
from tests.architecture import providers  # noqa: F401 - registers the objects
from tests.architecture.objects import World
from tests.identity.factories import actor_of, employee

EXAMPLES = {"staff": 6, "client": 3}
"""Requests per operation and kind of token; 125 operations make about 1,100."""
SLOWEST_SECONDS = 2.0
QUIET = settings(deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck), phases=[Phase.generate])


def fuzz(schema, who, world):
    """Ask every operation with a token of this kind; returns (requests, "what → status" of all that went wrong)."""
    token, wrong, asked = _token(who, world), [], 0
    for found in schema.get_all_operations():

        @settings(QUIET, max_examples=EXAMPLES[who])
        @given(case=found.ok().as_strategy())
        def ask(case):
            nonlocal asked
            asked += 1
            case.path_parameters = _real(case.operation, case.path_parameters, world, fake=asked % 3 == 0)
            given_headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": uuid4().hex}
            if asked % 2:
                given_headers["If-Match"] = "*"
            started = time.perf_counter()
            answer = case.call(headers=given_headers)
            seconds = time.perf_counter() - started
            if answer.status_code >= 500 or seconds > SLOWEST_SECONDS:
                what = f"{who}: {case.method} {case.formatted_path} {case.query} {str(case.body)[:300]}"
                wrong.append(f"{what} → {answer.status_code} ({seconds:.1f} s)")

        ask()
    return asked, wrong


@pytest.fixture
def world():
    """A client with one of everything."""
    house = worker("identity")
    made = identity.open_client_account(actor=house, name="Fuzz", contact_name="F", contact_email="f@fuzz.example", key="")
    return World(house, made.id)


@pytest.fixture
def schema():
    """The document as it is served, answered by the WSGI application in this process."""
    document = SchemaGenerator().get_schema(request=None, public=True)
    loaded = schemathesis.openapi.from_dict(document)
    loaded.app = get_wsgi_application()
    return loaded


@pytest.mark.slow
@pytest.mark.parametrize("who", ["staff", "client"])
def test_no_generated_request_breaks_anything(schema, world, who):
    asked, wrong = fuzz(schema, who, world)

    assert asked >= 300 and wrong == []


def _token(who, world):
    owner = actor_of(employee(Role.OWNER))
    client = None if who == "staff" else world.client_id
    return identity.issue_token(actor=owner, name=who, rights=("*",), client_id=client).secret


def _real(operation, generated, world, *, fake):
    module = operation.path.split("/")[3].replace("-", "_")
    kinds = {
        p["name"]: p["schema"].get("format", "str") for p in operation.definition.raw.get("parameters", ()) if p["in"] == "path"
    }
    if fake:
        return generated
    return {name: world.value(module, name, kinds.get(name, "str")) for name in generated or {}}
