"""Packages: frozen, judged, released to the client and to nobody else."""

import email
import hashlib
import io
import re
import zipfile
from email import policy
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from apps.delivery import contracts, services, signals
from apps.delivery.models import Package
from apps.identity import services as identity
from kernel import files
from kernel.actors import ANONYMOUS
from kernel.db import alias_for
from kernel.errors import Conflict, NotFound
from kernel.models import Mail, OutboxEvent
from kernel.testing import client_user
from tests.client_review.factories import house
from tests.databases import REFUSED
from tests.delivery.factories import STAFF, WORKER, built, judged, later, released


def told(signal):
    return list(OutboxEvent.objects.using(alias_for("delivery")).filter(name=signal.signal_name))


def test_the_client_sees_a_package_from_its_release_on():
    home = house()
    row = judged(built(home))
    with pytest.raises(NotFound):
        services.get_package(actor=home.approver, package_id=row.id)

    services.release(actor=WORKER, package_id=row.id, key="step")

    seen = services.get_package(actor=home.approver, package_id=row.id)
    assert seen.state == contracts.PackageState.RELEASED and seen.status == "approved" and seen.sha256 == row.sha256
    assert len(told(signals.Delivered)) == 1


def test_the_manifest_needs_a_pass_of_qc():
    row = built(house())

    with pytest.raises(Conflict) as refusal:
        services.release(actor=WORKER, package_id=row.id, key="")

    assert "no QC result" in refusal.value.detail


def test_releasing_again_changes_nothing():
    row = released(house())

    services.release(actor=WORKER, package_id=row.id, key="other")

    assert len(told(signals.Delivered)) == 1


def test_the_file_is_the_one_whose_hash_is_shown():
    home = house()
    row = released(home)

    document = services.get_file(actor=home.approver, package_id=row.id)

    assert hashlib.sha256(document.data).hexdigest() == document.sha256 == row.file_sha256
    assert "manifest.json" in zipfile.ZipFile(io.BytesIO(document.data)).namelist()


def test_a_file_changed_on_disk_is_not_handed_out():
    row = released(house())
    files.path_of("delivery", row.file_sha256).write_bytes(b"other")

    with pytest.raises(NotFound):
        services.get_file(actor=STAFF, package_id=row.id)


def test_another_client_finds_neither_package_nor_file():
    row = released(house())
    stranger = client_user(uuid4(), "delivery.view")

    assert services.list_packages(actor=stranger).items == ()
    for facade in (services.get_package, services.get_file):
        with pytest.raises(NotFound):
            facade(actor=stranger, package_id=row.id)


@pytest.mark.parametrize("change", [{"manifest": {}}, {"file_sha256": "0" * 64}, {"approval_id": uuid4()}])
def test_the_database_refuses_to_change_a_built_package(change):
    row = built(house())

    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic(alias_for("delivery")):
        Package.objects.filter(pk=row.id).update(**change)


def test_everybody_of_the_client_gets_a_link_to_the_package(harness):
    home = house()
    row = released(home)

    harness.drain()

    ours = set(Mail.objects.using(alias_for("delivery")).filter(app="delivery").values_list("message_id", flat=True))
    parsed = [email.message_from_bytes(raw, policy=policy.default) for _, raw in harness.mails.delivered]
    [letter] = [m for m in parsed if m["Message-ID"] in ours]
    text = letter.get_body(("plain",)).get_content()
    shared = identity.check_share_link(actor=ANONYMOUS, secret=re.search(r"/s/([^/\s]+)/", text)[1])
    assert (shared.object_id, shared.action) == (row.id, "view_package") and row.file_sha256 in text


def test_a_newer_approval_flags_the_package_of_the_older_one(harness):
    home = house()
    older = released(home, later(1, hours=1))
    newer = built(home, later(2, hours=1), version=2)

    harness.drain()

    assert services.get_package(actor=STAFF, package_id=older.id).status == "flagged_for_review"
    judged(newer)
    services.release(actor=WORKER, package_id=newer.id, key="")
    assert services.get_package(actor=STAFF, package_id=older.id).status == "revised"


def test_the_verdict_of_exactly_this_manifest_is_kept(harness):
    row = judged(built(house()))

    harness.drain()

    assert Package.objects.get(pk=row.id).qc_verdict in ("PASS", "WARN")
