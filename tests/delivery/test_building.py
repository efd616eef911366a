"""From the client's approval to the package: what blocks it, what is in it, and that it is made once."""

import hashlib
import io
import json
import zipfile

import pytest

from apps.client_review import services as client_review
from apps.delivery import contracts, services, signals
from apps.delivery.logic import packing
from apps.delivery.models import Build, Package
from apps.delivery.services import gathering
from apps.strategy import services as strategies
from kernel import claims
from kernel.db import alias_for
from kernel.errors import NotFound
from kernel.ids import new_id
from kernel.models import OutboxEvent
from kernel.refs import ArtifactRef, content_hash
from tests.client_review.factories import content, house
from tests.delivery.factories import STAFF, WORKER, approved, chain


def told(signal):
    return [r.payload for r in OutboxEvent.objects.using(alias_for("delivery")).filter(name=signal.signal_name)]


def archive_of(package):
    document = services.get_file(actor=STAFF, package_id=package.id)
    return zipfile.ZipFile(io.BytesIO(document.data))


def test_an_approved_bundle_becomes_a_package_that_names_all_it_came_from(harness):
    made = chain(harness)

    job = services.create_package(**made.inputs())
    harness.drain()

    package = services.get_package(actor=STAFF, package_id=job.id)
    assert package.state == contracts.PackageState.BUILT and all(check.ok for check in package.checks)
    assert package.sha256 == content_hash(package.manifest) and package.parents == (made.bundle, made.strategy)
    assert [ref["kind"] for ref in package.manifest["lineage"]] == ["draft_bundle", "calendar", "strategy", "brief"]
    assert package.manifest["approvals"][0]["id"] == str(made.approval_id)
    archive = archive_of(package)
    assert archive.read("strategy.pdf").startswith(b"%PDF") and json.loads(archive.read("manifest.json")) == package.manifest
    assert {f["name"]: f["sha256"] for f in package.manifest["files"]} == {
        name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist() if name != "manifest.json"
    }
    approved_posts = client_review.get_approved_content(actor=WORKER, decision_id=made.approval_id)["posts"]
    assert {p["sha256"] for p in package.manifest["posts"]} == {content_hash(post) for post in approved_posts}
    assert len(told(signals.PackageBuilt)) == 1


def test_the_same_inputs_are_one_package_and_building_it_again_gives_the_same_bytes(harness):
    made = chain(harness)
    first = services.create_package(**made.inputs())
    second = services.create_package(**made.inputs())
    harness.drain()
    built = services.get_package(actor=STAFF, package_id=first.id)

    again = rebuilt(built)

    assert first.id == second.id and again == services.get_file(actor=STAFF, package_id=first.id).data


def rebuilt(built):
    """The bytes that the builder makes of the package a second time."""
    row = Package.objects.get(pk=built.id)
    sources = gathering.gather(
        actor=WORKER,
        engagement_id=row.engagement_id,
        bundle=row.bundle_ref,
        strategy=row.strategy_ref,
        approval_id=row.approval_id,
    )
    approved_content = client_review.get_approved_content(actor=WORKER, decision_id=row.approval_id)
    document = strategies.get_document(actor=WORKER, strategy_id=row.strategy_ref.id).data
    parts = gathering.parts_of(row, sources, content=approved_content, document=document)
    named = packing.contents(parts)
    return packing.zip_bytes(named, packing.manifest(parts, named), parts.stamp)


def test_a_hold_or_another_clients_approval_packs_nothing(harness):
    made = chain(harness)
    other = house(email="o@other.example.com")

    with pytest.raises(NotFound):
        services.create_package(**made.inputs(approval_id=new_id()))
    with pytest.raises(NotFound):
        services.create_package(**made.inputs(approval_id=approved(other, content()).id))

    assert Package.objects.count() == 0


def test_the_approval_of_another_version_blocks_with_its_name(harness):
    made = chain(harness)
    other = approved(made.home, content(), version=2)

    with pytest.raises(contracts.PreflightFailed) as refusal:
        services.create_package(**made.inputs(approval_id=other.id))

    assert refusal.value.field == "approval" and "draft_bundle v2" in refusal.value.detail


def test_a_strategy_that_is_not_the_approved_version_blocks(harness):
    made = chain(harness)
    wrong = ArtifactRef(kind="strategy", id=made.strategy.id, version=made.strategy.version, sha256="f" * 64)

    with pytest.raises(contracts.PreflightFailed) as refusal:
        services.create_package(**made.inputs(strategy=wrong))

    assert "strategy:" in refusal.value.detail


def test_what_broke_between_asking_and_building_blocks_and_is_shown(harness):
    made = chain(harness)
    job = services.create_package(**made.inputs())
    Package.objects.filter(pk=job.id).update(strategy={**Package.objects.get(pk=job.id).strategy, "version": 9})

    harness.drain()

    package = services.get_package(actor=STAFF, package_id=job.id)
    assert package.state == contracts.PackageState.BLOCKED and "strategy" in told(signals.PackageBlocked)[0]["checks"][0]
    [card] = services.list_waiting(actor=STAFF)
    assert card.kind == "package_stuck" and "strategy" in card.detail


def test_a_build_that_another_worker_holds_is_left_alone(harness):
    made = chain(harness)
    services.create_package(**made.inputs())
    claims.claim(Build)

    assert services.build_packages() == 0
    assert Package.objects.get().state == contracts.PackageState.BUILDING


@pytest.mark.parametrize("state", ["dead", "pending"])
def test_a_build_that_was_given_up_is_taken_up_again_when_asked(harness, state):
    made = chain(harness)
    job = services.create_package(**made.inputs())
    Build.objects.update(state=state, last_error="disk full")

    services.create_package(**made.inputs())
    harness.drain()

    assert services.get_package(actor=STAFF, package_id=job.id).state == contracts.PackageState.BUILT
