"""Clients generated from the served schema, against a live server: list, create once, page to the end."""

import json
import os
import shutil
import sys
import urllib.request

import pytest

from apps.identity import services as identity
from apps.identity.contracts import Role
from kernel import clock
from tests.clients import generating
from tests.identity.factories import account, actor_of, employee

pytestmark = pytest.mark.slow


@pytest.fixture
def others(live_url):
    """The names of the four client accounts that there are."""
    return [account(name=name).name for name in ("Alder", "Birch", "Cedar", "Dogwood")]


@pytest.fixture
def token(others):
    """A token of the house."""
    return identity.issue_token(
        actor=actor_of(employee(Role.OWNER)), name="clients", rights=("identity.view", "identity.clients")
    ).secret


@pytest.fixture
def schema(live_url):
    """The document as the server answers it."""
    with urllib.request.urlopen(f"{live_url}/api/v1/schema/") as answer:
        return answer.read()


@pytest.fixture
def node():
    """Node with the generator; skipped with a word when it is missing, failed when CI=true."""
    try:
        return generating.node()
    except generating.Missing as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))


def worked(printed, others):
    """What a client saw is what the house holds."""
    seen = json.loads(printed)
    assert len(set(seen.pop("created"))) == 1
    assert sorted(seen.pop("names")) == sorted([*others, "Northwind"])
    return seen == {"year": clock.now().year, "refused": 422, "pages": 3}


def test_a_generated_python_client_lists_creates_once_and_pages_to_the_end(harness, tmp_path, live_url, others, token, schema):
    generating.python_client(tmp_path, schema)
    shutil.copy(generating.HERE / "call.py", tmp_path)

    assert worked(generating.call([sys.executable, "call.py"], tmp_path, live_url, token), others)


def test_a_generated_typescript_client_has_sound_types_and_does_so_too(harness, tmp_path, node, live_url, others, token, schema):
    generating.typescript_client(tmp_path, schema)
    shutil.copy(generating.HERE / "call.ts", tmp_path)
    generating.check_types(tmp_path, "aicmo-client/index.ts", "call.ts")

    assert worked(generating.call([node, "call.ts"], tmp_path, live_url, token), others)
