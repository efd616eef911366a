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


@pytest.mark.parametrize(
    "scope", ["kind:mail\n", "client:x", "client:" + "-" * 36, "kind:mial", "kind:post", "channel:fax", "house"]
)
def test_a_scope_that_would_hold_back_nothing_is_refused(scope):
    with pytest.raises(InvalidInput):
        services.kill(actor=staff("orchestration.switch"), scope=scope, reason="r", key="1")


@pytest.mark.parametrize(
    "scope", ["", "kind:mail", "kind:outreach", "kind:publish", "channel:linkedin", "channel:google_business"]
)
def test_what_acts_can_be_switched(scope):
    assert services.pause(actor=staff("orchestration.switch", clients=None), scope=scope, reason="r", key="1").scope == scope
