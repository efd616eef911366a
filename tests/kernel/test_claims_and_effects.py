"""Claims (lease, token, attempt, backoff), the effect ledger and the switches."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from kernel import claims, clock, due, effects
from kernel.db import alias_for, atomic
from kernel.effects import Standing
from kernel.errors import Forbidden, SwitchedOff
from kernel.ids import new_id
from kernel.models import Mail
from kernel.testing import staff


def mail_row(**values):
    fields = {"app": "qc", "purpose": "service", "key": new_id().hex, "sender": "a@x.example", "recipient": "b@x.example"}
    fields |= {"subject": "s", "text": "t", "message_id": new_id().hex, "created_at": clock.now(), "due_at": clock.now()}
    return Mail.objects.using(alias_for("qc")).create(**(fields | values))


def claim(**values):
    return claims.claim(Mail, using=alias_for("qc"), **values)


def test_a_claimed_row_is_not_claimed_twice_and_counts_its_attempt():
    mail_row()

    first, second = claim(limit=5), claim(limit=5)

    assert [r.attempt for r in first] == [1] and first[0].token == 1 and second == []


def test_an_expired_lease_gives_the_row_to_the_next_with_a_new_token():
    mail_row()

    first = claim(lease_seconds=0)[0]
    second = claim()[0]

    assert second.token == first.token + 1
    with pytest.raises(claims.LostLease):
        claims.settle(first)


def test_a_row_due_later_waits_for_the_business_clock():
    mail_row(due_at=clock.now() + timedelta(hours=1))
    assert claim() == []

    clock.advance(timedelta(hours=1))

    assert len(claim()) == 1


def test_a_failed_row_waits_real_time_and_is_dead_at_last():
    row = mail_row()
    for n in range(Mail.MAX_ATTEMPTS):
        taken = claim()[0]
        assert claims.fail(taken, "no") is (n == Mail.MAX_ATTEMPTS - 1)
        assert claim() == []
        Mail.objects.using(alias_for("qc")).update(retry_at=None)

    row.refresh_from_db(using=alias_for("qc"))
    assert row.state == "dead" and row.last_error == "no"


def test_next_due_sees_every_table():
    at = clock.now() + timedelta(days=3)
    mail_row(due_at=at)

    assert due.next_due() <= at


def begin(key="1", **values):
    with atomic("qc"):
        return effects.begin(app="qc", kind="post", key=key, **values)


def test_an_act_is_fresh_once_then_unknown_until_settled_then_done():
    first = begin()
    second = begin()
    effects.done(first, ref="https://x.example/1")
    third = begin()

    assert [first.standing, second.standing, third.standing] == [Standing.FRESH, Standing.UNKNOWN, Standing.DONE]
    assert third.ref == "https://x.example/1"


def test_an_act_needs_its_apps_transaction():
    with pytest.raises(RuntimeError):
        effects.begin(app="qc", kind="post", key="1")


@pytest.mark.parametrize("scope", ["", "kind:post", "channel:x"])
def test_a_switch_stops_the_act_and_lifting_it_lets_it_go(scope):
    boss = staff("orchestration.switch")
    effects.set_switch(actor=boss, name="killed", scope=scope, on=True, reason="wrong price")

    with pytest.raises(SwitchedOff, match="wrong price"):
        begin(scopes=("channel:x",))
    effects.set_switch(actor=boss, name="killed", scope=scope, on=False, reason="mended")

    assert begin(scopes=("channel:x",)).standing is Standing.FRESH


def test_a_switch_for_another_client_does_not_stop_this_one():
    effects.set_switch(actor=staff("*"), name="paused", scope=f"client:{new_id()}", on=True, reason="theirs")

    assert begin(client_id=new_id()).standing is Standing.FRESH


def test_setting_a_switch_needs_the_right():
    with pytest.raises(Forbidden):
        effects.set_switch(actor=staff("orchestration.view"), name="killed", on=True, reason="x")


def test_a_table_may_name_its_own_waits(monkeypatch):
    monkeypatch.setattr(Mail, "BACKOFF_SECONDS", (10, 3600))
    mail_row()
    row = claims.claim(Mail, using=alias_for("qc"))[0]

    waits = []
    for attempt in (1, 2, 5):
        row.attempt = attempt
        claims.fail(row, "no", using=alias_for("qc"))
        waits.append((row.retry_at - datetime.now(UTC)).total_seconds())

    assert all(planned * 0.9 - 2 <= wait <= planned * 1.1 for planned, wait in zip((10, 3600, 3600), waits, strict=True))


def test_one_claim_takes_no_more_than_its_limit_whatever_plan_the_database_chooses():
    """PostgreSQL runs a locking subquery once per row in a nested loop: the rows it leased and did not return would wait."""
    for _ in range(8):
        mail_row()
    using = alias_for("qc")
    connection = connections[using]
    with atomic("qc"):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                for plan in ("hashjoin", "mergejoin", "hashagg", "material", "memoize", "sort", "seqscan"):
                    cursor.execute(f"SET LOCAL enable_{plan} = off")
        taken = claim(limit=2)

        assert len(taken) == 2 and Mail.objects.using(using).filter(lease_until__isnull=False).count() == 2
