"""What can be wrong with an installation, each made and mended again; CASES: rule of the watchdog → what it must see."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from apps.observability import services
from apps.observability.models import AuditEntry
from apps.observability.services import looking
from kernel import clock, effects, heartbeat, mail, providers, signals
from kernel.db import alias_for, atomic
from kernel.ids import new_id
from kernel.models import ClockRow, Effect, Mail, OutboxEvent, WorkerBeat
from kernel.testing import staff
from tests.databases import open_up
from tests.kernel.probes import BREAK, ProbeTold
from tests.observability.factories import WORKER


def queue(number=1):
    with atomic("qc"):
        return [
            mail.queue(app="qc", purpose="service", to="a@b.example", subject="s", text="t", key=str(new_id()))
            for _ in range(number)
        ]


def mails():
    return Mail.objects.using(alias_for("qc"))


@contextmanager
def dead_signal():
    BREAK.add("bad")
    with atomic("qc"):
        signals.publish(ProbeTold(word="bad"))
    rows = OutboxEvent.objects.using(alias_for("qc"))
    rows.update(attempt=OutboxEvent.MAX_ATTEMPTS)
    signals.relay()
    yield
    rows.filter(state="dead").update(state="done")


@contextmanager
def late_mail():
    queue()
    clock.advance(timedelta(minutes=31))
    yield
    mails().update(state="sent")


@contextmanager
def silent_worker():
    heartbeat.beat(force=True)
    rows = WorkerBeat.objects.using("default")
    rows.update(seen_at=datetime.now(UTC) - timedelta(seconds=90))
    yield
    heartbeat.beat(force=True)


@contextmanager
def stuck_effect():
    with atomic("qc"):
        entry = effects.begin(app="qc", kind="probe", key="1")
    clock.advance(timedelta(minutes=16))
    yield
    effects.done(entry, ref="r")


@contextmanager
def unknown_effect():
    with atomic("qc"):
        entry = effects.begin(app="qc", kind="probe", key="1")
    effects.unknown(entry, reason="the line broke")
    yield
    Effect.objects.using(alias_for("qc")).update(state="done")


@contextmanager
def failing_provider():
    class Broken:
        def ask(self, fails):
            if fails:
                raise OSError("down")

    providers.replace("probe.port", Broken())
    for fails in (True, True, True, False, False):
        try:
            providers.get("probe.port").ask(fails)
        except OSError:
            pass
    heartbeat.beat(force=True)
    yield
    for _ in range(20):
        providers.get("probe.port").ask(False)
    heartbeat.beat(force=True)


@contextmanager
def bouncing_mail():
    queue(20)
    mails().update(state="sent")
    mails().filter(pk__in=list(mails().values_list("pk", flat=True)[:2])).update(state="rejected")
    yield
    mails().update(state="sent")


@contextmanager
def forgotten_switch():
    effects.set_switch(actor=staff("*"), name="paused", scope="kind:mail", on=True, reason="a try")
    clock.advance(timedelta(hours=25))
    yield
    effects.set_switch(actor=staff("*"), name="paused", scope="kind:mail", on=False, reason="")


@contextmanager
def full_disk():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(looking.shutil, "disk_usage", lambda path: SimpleNamespace(total=100, free=9, used=91))
        yield


@contextmanager
def moved_clock():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock.settings, "AICMO_CLOCK_MOVABLE", False)
        ClockRow.objects.using("default").create(pk=1, offset_seconds=60)
        clock._forget()
        yield
        ClockRow.objects.using("default").all().delete()
        clock._forget()


@contextmanager
def unchained_fact():
    services.raise_alert(actor=WORKER, kind="k", subject="s", message="m", key="1")
    clock.advance(timedelta(minutes=11))
    yield
    services.chain_facts(actor=WORKER)


@contextmanager
def broken_chain():
    services.raise_alert(actor=WORKER, kind="k", subject="s", message="m", key="1")
    services.chain_facts(actor=WORKER)
    open_up("observability_audit_entries", using=alias_for("observability"))
    before = AuditEntry.objects.get(number=1).why
    with atomic("observability"):
        AuditEntry.objects.filter(number=1).update(why="forged")
    yield
    with atomic("observability"):
        AuditEntry.objects.filter(number=1).update(why=before)


CASES = {
    "dead_rows": dead_signal,
    "late_rows": late_mail,
    "worker_silent": silent_worker,
    "effect_open": unknown_effect,
    "provider_failing": failing_provider,
    "mail_bounces": bouncing_mail,
    "switch_on": forgotten_switch,
    "disk_space": full_disk,
    "clock_moved": moved_clock,
    "audit_late": unchained_fact,
    "audit_broken": broken_chain,
}
