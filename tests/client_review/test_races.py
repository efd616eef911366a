"""Two people press at once: one decides, the other is told."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connections

from apps.client_review import services
from apps.client_review.contracts import Verdict
from apps.client_review.models import Decision
from kernel.errors import AlreadyDecided
from kernel.ids import new_id
from tests.client_review.factories import house, review


def test_of_many_decisions_at_once_exactly_one_counts(committed):
    home = house()
    package = review(home)
    verdicts = [Verdict.APPROVE, Verdict.REJECT] * 6

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda verdict: attempt(home, package, verdict), verdicts))

    assert sorted(answers) == ["409"] * 11 + ["decided"] and Decision.objects.count() == 1


def attempt(home, package, verdict):
    """One person's decision from a thread of its own."""
    try:
        services.decide(
            actor=home.approver, package_id=package.id, sha256=package.sha256, verdict=verdict, comment="x", key=new_id().hex
        )
    except AlreadyDecided:
        return "409"
    finally:
        connections.close_all()
    return "decided"
