"""Observability through its facade: the audit chain, alerts, readiness, the register of modules."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from apps.observability import services
from apps.observability.contracts import AlertClosed, AlertFilter, AlertState, Severity
from apps.observability.models import AuditEntry
from kernel.actors import worker
from kernel.db import alias_for
from kernel.errors import NotFound
from kernel.testing import staff
from tests.databases import open_up

WORKER = worker("observability")
READER = staff("observability.view", "observability.write")


def alert(subject="s", **values):
    given = {"kind": "k", "message": "m", "severity": Severity.WARNING, "key": str(uuid4())} | values
    return services.raise_alert(actor=WORKER, subject=subject, **given)


def everything(*rights):
    return staff(*rights, clients=None)


def chain():
    return services.chain_facts(actor=WORKER)


def test_every_commands_fact_is_chained_once(harness):
    for n in range(3):
        alert(subject=str(n))
    harness.drain()
    chain()
    chain()

    report = services.verify_audit(actor=everything("observability.view"))

    assert report.ok and report.entries >= 3 and report.unchained == 0
    assert AuditEntry.objects.filter(command="observability.raise_alert").count() == 3


def test_the_chain_cannot_be_changed_in_the_database(harness):
    alert()
    chain()

    with pytest.raises(DatabaseError), transaction.atomic(using=alias_for("observability")):
        AuditEntry.objects.update(why="nothing")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda rows: rows.filter(number=2).update(why="nothing to see"), "it was changed"),
        (lambda rows: rows.filter(number=2).delete(), "entry 2 is missing"),
        (lambda rows: rows.order_by("-number")[:1].get().delete(), "missing at the end"),
    ],
)
def test_tampering_breaks_the_chain_where_it_happened(harness, capsys, change, words):
    for n in range(3):
        alert(subject=str(n))
    chain()
    open_up("observability_audit_entries", using=alias_for("observability"))

    change(AuditEntry.objects.all())

    report = services.verify_audit(actor=everything("observability.view"))
    assert not report.ok and words in report.reason
    with pytest.raises(SystemExit) as left:
        call_command("verify_audit")
    assert left.value.code == 1 and words in capsys.readouterr().err


def test_a_rehashed_entry_no_longer_fits_the_next_one(harness):
    from apps.observability.logic import link_hash
    from apps.observability.services.audit import content_of

    for n in range(3):
        alert(subject=str(n))
    chain()
    open_up("observability_audit_entries", using=alias_for("observability"))
    row = AuditEntry.objects.get(number=1)
    row.why = "forged"

    AuditEntry.objects.filter(number=1).update(why="forged", hash=link_hash(row.previous, content_of(row)))

    assert services.verify_audit(actor=everything("observability.view")).broken_at == 2


def test_the_export_holds_what_the_chain_needs(harness):
    alert()
    chain()

    lines = [json.loads(line) for line in services.export_audit(actor=everything("observability.view")).splitlines()]

    assert [line["previous"] for line in lines[1:]] == [line["hash"] for line in lines[:-1]]


def test_the_same_alert_is_counted_not_raised_again():
    first = alert()

    again = alert(message="still")

    assert (again.id, again.count, again.message) == (first.id, 2, "still")


def test_an_alert_is_taken_once_and_a_new_one_may_follow():
    actor, raised = everything("observability.write"), alert()
    services.acknowledge(actor=actor, alert_id=raised.id, key="1")

    with pytest.raises(AlertClosed):
        services.acknowledge(actor=actor, alert_id=raised.id, key="2")
    assert alert().id != raised.id


def test_an_alert_that_nobody_takes_is_escalated_twice_at_most(harness):
    raised = alert(severity=Severity.CRITICAL)
    harness.advance(hours=5)

    found = services.list_alerts(actor=everything("observability.view"), filter=AlertFilter(kind="k"))

    assert [a.escalations for a in found.items if a.id == raised.id] == [2]


def test_a_taken_alert_is_not_escalated(harness):
    raised = alert(severity=Severity.CRITICAL)
    services.acknowledge(actor=everything("observability.write"), alert_id=raised.id, key="1")

    harness.advance(hours=5)

    page = services.list_alerts(actor=everything("observability.view"), filter=AlertFilter(states=(AlertState.ACKNOWLEDGED,)))
    assert [a.escalations for a in page.items] == [0]


def test_a_rule_makes_an_alert_of_a_signal():
    values = {"publication_id": str(uuid4()), "channel": "linkedin", "reason": "502", "client_id": str(uuid4())}

    services.consider(actor=WORKER, name="delivery.publication_unknown.v1", values=values, key="1")

    (found,) = services.list_alerts(actor=everything("observability.view")).items
    assert found.severity is Severity.CRITICAL and "linkedin" in found.message and str(found.client_id) == values["client_id"]


def test_alerts_of_other_clients_do_not_exist_for_the_actor():
    raised = alert(client_id=uuid4())
    stranger = staff("observability.view", "observability.write", clients=frozenset({uuid4()}))

    with pytest.raises(NotFound):
        services.acknowledge(actor=stranger, alert_id=raised.id, key="1")
    assert not services.list_waiting(actor=stranger)


def test_readiness_names_what_is_late(harness):
    assert services.readiness(actor=READER).ready
    alert(severity=Severity.WARNING)

    from kernel import clock

    clock.advance(timedelta(hours=26))
    found = {check.name: check for check in services.readiness(actor=READER).checks}

    assert not found["due work"].ok and not found["signals"].ok and found["migrations"].ok


def test_the_register_shows_all_modules_with_what_they_are_for():
    found = {m.name: m for m in services.list_modules(actor=everything("observability.view"))}

    assert len(found) == 14 and all(m.purpose and m.version for m in found.values())
    assert found["observability"].verbs == len(services.__all__) and "alert.send" in found["orchestration"].critical


def test_health_pages_are_open_and_tell_nothing(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz")
    assert ready.status_code == 200 and {c["name"] for c in ready.json()["checks"]} >= {"migrations", "due work", "signals"}
