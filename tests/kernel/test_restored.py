"""After a database was restored nothing leaves before a person has confirmed, and nothing twice that is known to have left."""

import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings as site
from django.db import connections, transaction

from apps.orchestration import services as orchestration
from kernel import effects, mail, restored
from kernel.db import alias_for, atomic
from kernel.errors import Conflict, SwitchedOff
from kernel.models import Mail
from kernel.testing import staff

DESK = staff("orchestration.switch")


def queue(key, purpose="service", to="ada@example.org"):
    with atomic("qc"):
        return mail.queue(app="qc", purpose=purpose, to=to, subject="Hello", text="Hello.", key=key)


@contextmanager
def restored_afterwards():
    """What the block changes in the databases is undone at its end, as by a backup made before it; files and mails stay."""
    saved = {alias: transaction.savepoint(using=alias) for alias in connections}
    yield
    for alias, sid in saved.items():
        transaction.savepoint_rollback(sid, using=alias)


def again(harness):
    """Held rows are tried at once, not after their wait of real time."""
    Mail.objects.using(alias_for("qc")).update(retry_at=None)
    harness.drain()
    return [to for to, _ in harness.mails.delivered]


def test_after_a_restore_nothing_leaves_until_a_person_confirms_and_nothing_twice(harness):
    restored.look()
    queue("first")
    with restored_afterwards():
        harness.drain()
        assert len(harness.mails.delivered) == 1
    queue("second", to="bob@example.org")

    assert again(harness) == ["ada@example.org"] and restored.pending()
    ((name, _, reason),) = effects.switches_on()
    assert name == "restored" and "1 acts left" in reason and "2 mails wait" in reason
    orchestration.confirm_restore(actor=DESK, reason="compared with the mail server", key="1")

    assert again(harness) == ["ada@example.org", "bob@example.org"]
    assert set(Mail.objects.using(alias_for("qc")).values_list("state", flat=True)) == {"sent"} and not restored.look()


def test_a_mail_queued_anew_after_the_restore_is_known_by_its_key(harness):
    restored.look()
    with restored_afterwards():
        queue("offer")
        harness.drain()
    queue("offer")
    again(harness)
    orchestration.confirm_restore(actor=DESK, reason="looked", key="1")

    assert again(harness) == ["ada@example.org"]


def test_a_mail_that_may_have_left_before_the_restore_goes_to_a_person(harness, monkeypatch):
    restored.look()
    queue("first")
    monkeypatch.setattr(harness.mails, "lookup", lambda **_: None)
    with restored_afterwards():
        harness.mails.fail.add("ada@example.org")
        harness.drain()
        harness.mails.fail.clear()
    again(harness)
    orchestration.confirm_restore(actor=DESK, reason="looked", key="1")

    assert again(harness) == [] and Mail.objects.using(alias_for("qc")).get().state == "unknown"


def test_a_backup_made_after_the_last_mail_holds_nothing(harness):
    restored.look()
    queue("first")
    harness.drain()
    with restored_afterwards():
        queue("second", to="bob@example.org")
    queue("third", to="cleo@example.org")

    assert again(harness) == ["ada@example.org", "cleo@example.org"] and not restored.pending()


def test_a_journal_that_is_missing_is_no_leave_to_send(harness):
    restored.look()
    queue("first")
    harness.drain()
    shutil.rmtree(site.AICMO_LEFT_ROOT)
    queue("second", to="bob@example.org")

    assert again(harness) == ["ada@example.org"] and "missing" in effects.switches_on()[0][2]
    orchestration.confirm_restore(actor=DESK, reason="new machine", key="1")
    assert again(harness) == ["ada@example.org", "bob@example.org"]


def test_no_other_kind_of_act_begins_either(harness):
    restored.look()
    with restored_afterwards():
        queue("first")
        harness.drain()

    with pytest.raises(SwitchedOff) as held, atomic("qc"):
        effects.begin(app="qc", kind="post", key="1")

    assert "restored" in held.value.detail and "confirm" in held.value.remedy


def test_a_line_torn_by_a_power_failure_is_passed_over(harness):
    restored.look()
    queue("first")
    harness.drain()
    (path,) = Path(site.AICMO_LEFT_ROOT).glob("*/qc.log")
    path.write_bytes(path.read_bytes() + b'{"at": "20')

    assert not restored.look()


def test_there_is_nothing_to_confirm_without_a_restore():
    with pytest.raises(Conflict):
        orchestration.confirm_restore(actor=DESK, reason="why not", key="1")
