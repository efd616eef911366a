"""A switch reaches no further than the clients of whoever sets it, and names something that exists."""

from uuid import uuid4

import pytest

from apps.orchestration import services
from kernel.errors import Forbidden, InvalidInput
from kernel.testing import staff


def test_whoever_sees_some_clients_switches_only_those():
    own = uuid4()
    actor = staff("orchestration.switch", clients=frozenset({own}))

    assert services.kill(actor=actor, scope=f"client:{own}", reason="r", key="1").on
    for number, scope in enumerate(("", "kind:mail", f"client:{uuid4()}")):
        with pytest.raises(Forbidden):
            services.kill(actor=actor, scope=scope, reason="r", key=f"2{number}")


@pytest.mark.parametrize("scope", ["kind:mail\n", "client:x", "client:" + "-" * 36])
def test_a_scope_with_something_behind_it_is_none(scope):
    with pytest.raises(InvalidInput):
        services.kill(actor=staff("orchestration.switch"), scope=scope, reason="r", key="1")
