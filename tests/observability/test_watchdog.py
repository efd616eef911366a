"""The watchdog: each rule fires and clears, an alert is told once, and what a person took stays theirs."""

from datetime import UTC, datetime, timedelta

import pytest

from apps.identity import services as identity
from apps.observability import services
from apps.observability.contracts import AlertFilter, AlertState
from apps.observability.models import WatchRule, WatchTurn
from apps.observability.services import looking
from kernel import clock, heartbeat
from kernel.actors import worker
from kernel.db import atomic
from kernel.errors import Forbidden
from kernel.ids import new_id
from kernel.models import Switch, WorkerBeat
from kernel.testing import browser, staff
from tests.observability.troubles import CASES, forgotten_switch, full_disk, late_mail, stuck_effect

WORKER, READER = worker("observability"), staff("observability.view", "observability.write", clients=None)


def look():
    return services.watch(actor=WORKER, at_once=True)


def standing(rule):
    found = services.list_watches(actor=READER)
    return next(watch.standing for watch in found if watch.name == rule)


def alerts(rule):
    return services.list_alerts(actor=READER, filter=AlertFilter(kind=f"watch.{rule}")).items


def test_every_rule_is_in_the_table_and_has_its_case():
    assert set(WatchRule.objects.values_list("name", flat=True)) == set(looking.LOOKS) == set(CASES)


@pytest.mark.parametrize(("rule", "wrong"), [*CASES.items(), ("effect_open", stuck_effect)])
def test_a_rule_fires_and_clears(rule, wrong):
    look()
    assert standing(rule) == ()

    with wrong():
        look()
        look()
        (alert,) = alerts(rule)
        assert (alert.state, alert.count) == (AlertState.OPEN, 1) and len(standing(rule)) == 1

    look()
    assert standing(rule) == () and [a.state for a in alerts(rule)] == [AlertState.RESOLVED]


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_that_is_off_raises_nothing_and_resolves_what_it_raised(rule):
    with CASES[rule]():
        look()
        with atomic("observability"):
            WatchRule.objects.filter(name=rule).update(active=False)

        look()

        assert standing(rule) == ()


def test_what_a_person_took_is_not_raised_again_and_is_resolved_with_its_cause():
    with forgotten_switch():
        look()
        services.acknowledge(actor=READER, alert_id=alerts("switch_on")[0].id, key="1")
        look()
        assert [a.state for a in alerts("switch_on")] == [AlertState.ACKNOWLEDGED]

    look()
    assert [a.state for a in alerts("switch_on")] == [AlertState.RESOLVED]


def test_what_comes_again_is_a_new_alert():
    for _ in range(2):
        with full_disk():
            look()
        look()

    assert [a.state for a in alerts("disk_space")] == [AlertState.RESOLVED] * 2


def test_people_get_one_mail_however_often_the_watchdog_looks(harness):
    identity.create_owner(
        actor=worker("identity"), email="owner@aicmo.example", name="Olivia Berg", password="a-long-password-1", key="owner"
    )
    with full_disk():
        for _ in range(5):
            look()
            harness.drain()

    told = [raw for to, raw in harness.mails.delivered if b"Critical: disk" in raw]
    assert len(told) == 1


def test_a_rule_that_cannot_look_changes_nothing_and_stops_no_other(monkeypatch):
    with full_disk():
        look()

        def fail(limit, memory):
            raise OSError("no such device")

        monkeypatch.setitem(looking.LOOKS, "disk_space", fail)
        with late_mail():
            look()
            assert standing("disk_space") == ("disk",) and "table kernel_mails" in standing("late_rows")


def test_one_worker_looks_and_only_after_the_time(settings):
    settings.AICMO_WATCH_SECONDS, settings.AICMO_CLOCK_MOVABLE = 60, False
    with full_disk():
        assert services.watch(actor=WORKER) == 1
    assert services.watch(actor=WORKER) == 0 and standing("disk_space") == ("disk",)

    with atomic("observability"):
        WatchTurn.objects.update(ran_at=datetime.now(UTC) - timedelta(seconds=61))
    assert services.watch(actor=WORKER) == 1


def test_nobody_looks_while_a_play_moves_the_clock(settings):
    settings.AICMO_WATCH_SECONDS = 60
    clock.hold(clock.now())

    with full_disk():
        assert services.watch(actor=WORKER) == 0
    clock.release()


def test_only_a_worker_is_the_watchdog():
    with pytest.raises(Forbidden):
        services.watch(actor=READER)


def test_a_silent_worker_that_another_replaced_is_not_missing():
    heartbeat.beat(force=True)
    rows = WorkerBeat.objects.using("default")
    rows.update(seen_at=datetime.now(UTC) - timedelta(seconds=90), name="dead-worker")
    assert [w.name for w in heartbeat.missing()] == ["dead-worker"]

    heartbeat.beat(force=True)

    assert heartbeat.missing() == () and heartbeat.counts() == {"alive": 1, "silent": 0}


def test_a_worker_that_said_goodbye_is_not_missing_and_old_rows_are_forgotten():
    heartbeat.beat(force=True)
    heartbeat.stopped()
    rows = WorkerBeat.objects.using("default")
    rows.update(seen_at=datetime.now(UTC) - timedelta(hours=2))

    assert heartbeat.missing() == () and heartbeat.forget() == 1 and not rows.exists()


def test_a_heartbeat_is_written_at_most_every_fifteen_seconds():
    heartbeat.beat(force=True)

    assert heartbeat.beat() is False


def test_a_switch_that_was_lifted_is_no_switch():
    with forgotten_switch():
        Switch.objects.using("default").update(on=False)
        look()

        assert standing("switch_on") == ()


@pytest.mark.parametrize(
    ("begun", "ended"),
    [
        ("orchestration.journey_overdue.v1", "orchestration.workflow_step_succeeded.v1"),
        ("observability.webhook_disabled.v1", "observability.webhook_enabled.v1"),
    ],
)
def test_a_signal_ends_what_a_signal_began(begun, ended):
    values = {"journey_id": str(new_id()), "webhook_id": str(new_id()), "for_what": "the brief", "reason": "410"}
    services.consider(actor=WORKER, name=begun, values=values, key="1")
    services.consider(actor=WORKER, name=ended, values=values | {"journey_id": "other", "webhook_id": "other"}, key="2")
    assert [a.state for a in services.list_alerts(actor=READER).items] == [AlertState.OPEN]

    services.consider(actor=WORKER, name=ended, values=values, key="3")

    assert [a.state for a in services.list_alerts(actor=READER).items] == [AlertState.RESOLVED]


def test_staff_set_limits_but_make_no_rules():
    made = identity.create_owner(
        actor=worker("identity"), email="owner@aicmo.example", name="Olivia Berg", password="a-long-password-1", key="owner"
    )
    row, owner = WatchRule.objects.get(name="disk_space"), browser(made.id)

    form = {"id": str(row.id), "limit": "50", "severity": "warning", "active": "on"}
    assert owner.post(f"/admin/observability/watchrule/{row.id}/change/", form).status_code == 302
    assert owner.get("/admin/observability/watchrule/add/").status_code == 403

    row.refresh_from_db()
    assert (row.limit, row.severity, row.name) == (50.0, "warning", "disk_space")
