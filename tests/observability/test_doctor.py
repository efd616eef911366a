"""`manage.py doctor`: what it looks at, that each fault is seen with its remedy, and what it never shows."""

import json
import os

import pytest
from django.core import checks as framework
from django.core.management import call_command
from django.db import connections

from aicmo_site.modules import MODULES
from apps.identity import services as identity
from apps.identity.contracts import Role
from apps.observability import services
from apps.observability.services import diagnosis
from kernel import clock, heartbeat
from kernel.actors import worker
from kernel.db import alias_for
from kernel.errors import Forbidden
from kernel.testing import browser, staff
from tests.databases import open_up
from tests.observability.troubles import dead_signal, full_disk, late_mail, moved_clock

READER = staff("observability.view", clients=None)


def seen(name):
    found = services.diagnose(actor=READER)
    return {e.name: e for e in found.examined}[name], found


def test_a_sound_installation_passes_with_all_its_modules(capsys):
    heartbeat.beat(force=True)

    call_command("doctor", json=True)

    told = json.loads(capsys.readouterr().out)
    assert told["ok"] and [m["name"] for m in told["modules"]] == list(MODULES)
    assert {e["state"] for e in told["examined"]} == {"ok"} and len(told["examined"]) >= 25
    assert all(m["version"] and m["tables"] and not m["migrations_missing"] for m in told["modules"])
    assert sum(m["receivers"] for m in told["modules"]) >= 30


def test_a_fault_ends_in_exit_code_one_and_names_the_remedy(capsys, settings):
    settings.AICMO_PROVIDERS = {k: v for k, v in settings.AICMO_PROVIDERS.items() if k != "mail.transport"}

    with pytest.raises(SystemExit) as left:
        call_command("doctor")

    out = capsys.readouterr().out
    assert left.value.code == 1 and "FAIL  mail.transport: No provider" in out and "→ Name one in AICMO_PROVIDERS" in out


@pytest.mark.parametrize(
    ("setting", "value", "line"),
    [
        ("DEBUG", True, "DEBUG"),
        ("SECRET_KEY", "short", "SECRET_KEY"),
        ("AICMO_HASH_KEY", "short", "AICMO_HASH_KEY"),
        ("ALLOWED_HOSTS", ["*"], "ALLOWED_HOSTS"),
        ("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend", "EMAIL_BACKEND"),
        ("AICMO_CLOCK_MOVABLE", False, "AICMO_PUBLIC_URL"),
        ("AICMO_CLOCK_MOVABLE", False, "AICMO_MAIL_DOMAIN"),
    ],
)
def test_a_wrong_setting_is_named_with_what_to_do(settings, setting, value, line):
    assert line not in {e.name for e in services.diagnose(actor=READER).examined}

    setattr(settings, setting, value)
    found, whole = seen(line)

    assert found.state == "failed" and found.remedy and not whole.ok


def test_secrets_are_never_shown(settings, capsys):
    settings.AICMO_HASH_KEY = settings.SECRET_KEY = "zcanary-short-secret"
    settings.AICMO_REDIS_URL = "redis://:zcanary-password@127.0.0.1:1/0"

    with pytest.raises(SystemExit):
        call_command("doctor")

    out = capsys.readouterr().out
    assert "broker of AICMO_REDIS_URL" in out and "AICMO_HASH_KEY apart" in out and "zcanary" not in out


def test_a_broker_that_answers_is_well(settings, monkeypatch):
    import redis

    settings.AICMO_REDIS_URL = "redis://127.0.0.1:1/0"
    assert seen("broker of AICMO_REDIS_URL")[0].state == "failed"
    monkeypatch.setattr(redis.Redis, "ping", lambda self: True)

    assert seen("broker of AICMO_REDIS_URL")[0].state == "ok"


@pytest.mark.parametrize("port", ["mail.transport", "cam.inbox", "delivery.publisher.linkedin"])
def test_an_adapter_that_could_not_work_is_seen(settings, tmp_path, port):
    (tmp_path / "file").write_text("no folder")
    settings.AICMO_MAIL_ROOT = settings.AICMO_PUBLISHED_ROOT = tmp_path / "file" / "below"
    name = {"mail.transport": "MaildirTransport", "cam.inbox": "MaildirInbox"}.get(port, "FileProvider")

    found, _ = seen(f"{port}: {name}")

    assert found.state == "failed" and "Error" in found.detail


@pytest.mark.parametrize(
    ("wrong", "name", "state"),
    [
        (full_disk, "disk", "failed"),
        (moved_clock, "business clock", "failed"),
        (late_mail, "due work", "warning"),
        (dead_signal, "dead work", "warning"),
    ],
)
def test_what_the_watchdog_would_find_is_told(wrong, name, state):
    assert seen(name)[0].state == "ok"

    with wrong():
        assert seen(name)[0].state == state


def test_a_machine_whose_clock_is_off_is_told(monkeypatch):
    class Late(diagnosis.datetime):
        @classmethod
        def now(cls, zone=None):
            return super().now(zone) + diagnosis.timedelta(seconds=9)

    monkeypatch.setattr(diagnosis, "datetime", Late)

    assert seen("clock")[0].state == "failed"


def test_a_missing_migration_is_told_for_the_whole_and_for_the_module(monkeypatch):
    using = alias_for("billing")
    open_up("django_migrations", using=using)
    with connections[using].cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'billing' AND name = '0004_correlation'")

    found, whole = seen("migrations")

    assert found.state == "failed" and "billing.0004_correlation" in found.detail
    (module,) = [m for m in whole.modules if m.name == "billing"]
    assert module.migrations_missing == ("billing.0004_correlation",) and module.health == "unhealthy"


def test_what_the_framework_complains_of_is_told(monkeypatch):
    complaint = framework.Warning("a careless setting", hint="mend it", id="probe.W001")
    monkeypatch.setattr(diagnosis.framework, "run_checks", lambda: [complaint])

    assert (seen("probe.W001")[0].state, seen("probe.W001")[0].remedy) == ("warning", "mend it")


def test_a_look_that_breaks_is_a_fault_and_hides_no_other(monkeypatch):
    def broken():
        raise OSError("a path with a secret")

    monkeypatch.setitem(diagnosis.AREAS, "disk", broken)
    found, _ = seen("disk")

    assert found.state == "failed" and "secret" not in found.detail and seen("clock")[0].state == "ok"


def test_the_page_says_the_same_and_needs_the_right():
    made = identity.create_owner(
        actor=worker("identity"), email="owner@aicmo.example", name="Olivia Berg", password="a-long-password-1", key="owner"
    )
    other = identity.create_staff(
        actor=identity.actor_for_user(user_id=made.id), email="c@a.example", name="C", role=Role.CREATIVE, password="", key="c"
    )

    page = browser(made.id).get("/admin/observability/alert/system/").content.decode()

    assert "This installation is in order" in page and "mail.transport" in page
    assert browser(other.id).get("/admin/observability/alert/system/").status_code == 403
    with pytest.raises(Forbidden):
        services.diagnose(actor=staff())


def test_readiness_knows_that_every_worker_fell_silent():
    def workers():
        return next(c for c in services.readiness(actor=READER).checks if c.name == "workers")

    assert workers().ok
    heartbeat.beat(force=True)
    assert workers().ok
    from kernel.models import WorkerBeat

    WorkerBeat.objects.using("default").update(seen_at=clock.datetime.now(clock.UTC) - clock.timedelta(seconds=90))
    assert not workers().ok


def test_folders_are_left_as_they_were(settings):
    services.diagnose(actor=READER)

    assert not os.path.exists(settings.AICMO_FILES_ROOT)
