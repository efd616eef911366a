"""Pure parts of delivery: moments, checks, files, the bytes of the package."""

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from apps.delivery.logic import files, packing, preflight, times
from kernel.errors import InvalidInput
from kernel.refs import ArtifactRef, content_hash

STAMP = datetime(2025, 12, 13, 12, 0, 7, tzinfo=UTC)
ZONE = "Europe/Berlin"


def post(key, at, text="Hello", **more):
    return {"key": key, "channel": "linkedin", "at": at, "text": text, "hashtags": ["print"], **more}


def ref(kind, content=None, version=1):
    return ArtifactRef(kind=kind, id=UUID(int=version), version=version, sha256=content_hash(content or kind))


CONTENT = {"posts": [post("p2", "2026-01-06T09:00:00+01:00"), post("p1", "2026-01-05T09:00:00+01:00", text="=1+1\nSecond")]}
BUNDLE = ref("draft_bundle", CONTENT)


def facts(**changes):
    given = {
        "bundle": BUNDLE,
        "bundle_strategy": ref("strategy"),
        "content": CONTENT,
        "decision_verdict": "APPROVE",
        "decision_subject": BUNDLE,
        "decision_sha256": BUNDLE.sha256,
        "qc_verdict": "PASS",
        "strategy": ref("strategy"),
        "strategy_status": "approved",
        "client_name": "Nordlicht",
        "zone": ZONE,
        "document": b"%PDF-1.7",
    }
    return preflight.Facts(**(given | changes))


def parts(**changes):
    given = {
        "package_id": UUID(int=1),
        "version": 1,
        "engagement_id": UUID(int=2),
        "client_id": UUID(int=3),
        "title": "Nordlicht: posts",
        "content": CONTENT,
        "zone": ZONE,
        "stamp": STAMP,
        "document": b"%PDF-1.7 strategy",
        "artifacts": ((BUNDLE, "approved"),),
        "lineage": (BUNDLE,),
        "approvals": ({"kind": "client"},),
        "qc": (),
        "branding": {"client_name": "Nordlicht"},
    }
    return packing.Parts(**(given | changes))


def packed(what):
    named = packing.contents(what)
    manifest = packing.manifest(what, named)
    return packing.zip_bytes(named, manifest, what.stamp), manifest


def test_an_offset_alone_names_the_moment():
    moment = times.resolve("2026-01-05T09:00:00+01:00")

    assert moment.utc == datetime(2026, 1, 5, 8, tzinfo=UTC) and moment.zone == "UTC+01:00" and moment.note == ""


def test_a_wall_time_follows_its_zone_through_the_year():
    winter, summer = times.resolve("2026-01-05T09:00", ZONE), times.resolve("2026-07-05T09:00[Europe/Berlin]")

    assert (winter.utc.hour, summer.utc.hour) == (8, 7)


def test_a_skipped_wall_time_moves_on_by_the_gap():
    moment = times.resolve("2026-03-29T02:30", ZONE)

    assert moment.utc == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert moment.wall == "2026-03-29T02:30:00" and "becomes 03:30" in moment.note


def test_a_doubled_wall_time_is_the_first_unless_its_offset_says_the_second():
    first, second = times.resolve("2026-10-25T02:30", ZONE), times.resolve("2026-10-25T02:30+01:00", ZONE)

    assert (first.utc.hour, second.utc.hour) == (0, 1)
    assert "the first is meant" in first.note and "the second is meant" in second.note


@pytest.mark.parametrize(
    ("at", "zone", "field"), [("soon", "", "at"), ("2026-01-05T09:00", "", "at"), ("2026-01-05", "Mars", "zone")]
)
def test_what_is_no_moment_is_refused_by_name(at, zone, field):
    with pytest.raises(InvalidInput) as refusal:
        times.resolve(at, zone)

    assert refusal.value.field == field


def test_all_checks_pass_for_a_sound_delivery():
    assert preflight.failed(preflight.run(facts())) == ()


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"decision_verdict": "HOLD"}, "approval: the client's decision is HOLD"),
        ({"decision_subject": ref("draft_bundle", {"posts": []}, 2)}, "approval: the client approved draft_bundle v2"),
        ({"qc_verdict": "FAIL"}, "qc: QC of draft_bundle v1"),
        ({"qc_verdict": ""}, "no verdict"),
        ({"strategy_status": "flagged_for_review"}, "strategy: strategy v1"),
        ({"bundle_strategy": ref("strategy", "old", 7)}, "strategy: the drafts were made from strategy v7"),
        ({"document": b"<html>"}, "completeness: the strategy document is not a PDF"),
        ({"client_name": " "}, "branding"),
    ],
)
def test_each_failed_check_is_named(changes, named):
    found = preflight.failed(preflight.run(facts(**changes)))

    assert len(found) == 1 and named in found[0]


def with_content(content):
    bundle = ref("draft_bundle", content)
    return facts(content=content, bundle=bundle, decision_subject=bundle, decision_sha256=bundle.sha256)


@pytest.mark.parametrize(
    ("posts", "named"),
    [
        ([], "there are no posts"),
        ([post("p1", "2026-01-05T09:00:00+01:00", text=" ")], "post p1 lacks text"),
        ([post("p1", "tomorrow")], "post p1: “tomorrow” is not a date and time."),
        ([post("p1", "2026-01-05T09:00:00+01:00"), post("p1", "2026-01-06T09:00:00+01:00")], "post p1 stands twice"),
    ],
)
def test_an_incomplete_bundle_is_not_packed(posts, named):
    found = preflight.failed(preflight.run(with_content({"posts": posts})))

    assert found == (f"completeness: {named}",)


def test_an_asset_without_a_licence_blocks():
    content = CONTENT | {"assets": [{"name": "logo.png", "licence": ""}]}

    assert preflight.failed(preflight.run(with_content(content))) == ("licences: logo.png has no licence",)


def test_the_same_input_gives_the_same_bytes_and_another_post_gives_others():
    changed = {"posts": [CONTENT["posts"][0], post("p1", "2026-01-05T09:00:00+01:00", text="Other")]}

    assert packed(parts()) == packed(parts())
    assert packed(parts())[0] != packed(parts(content=changed))[0]


def test_the_manifest_names_every_file_by_its_bytes():
    data, manifest = packed(parts())

    archive = zipfile.ZipFile(io.BytesIO(data))

    listed = {f["name"]: (f["sha256"], f["size"]) for f in manifest["files"]}
    inside = {n: archive.read(n) for n in archive.namelist() if n != packing.MANIFEST}
    assert listed == {name: (hashlib.sha256(b).hexdigest(), len(b)) for name, b in inside.items()}
    assert json.loads(archive.read(packing.MANIFEST)) == manifest
    assert {i.date_time for i in archive.infolist()} == {(2025, 12, 13, 12, 0, 6)}


def test_posts_stand_in_order_of_their_moments_in_every_file():
    _, manifest = packed(parts())
    rows = list(csv.DictReader(io.StringIO(files.captions_csv(CONTENT["posts"], ZONE).decode("utf-8-sig"))))

    assert [p["key"] for p in manifest["posts"]] == [r["key"] for r in rows] == ["p1", "p2"]
    assert manifest["posts"][0]["sha256"] == content_hash(CONTENT["posts"][1])


def test_a_text_that_looks_like_a_formula_is_text_in_the_table():
    data = files.captions_csv(CONTENT["posts"], ZONE).decode("utf-8-sig")

    assert "\"'=1+1" in data


def test_the_calendar_escapes_and_folds_its_lines():
    long = post("p1", "2026-01-05T09:00:00+01:00", text="Über; alles, " + "ä" * 80)

    data = files.calendar_ics("T", [long], ZONE, STAMP)

    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    unfolded = data.decode().replace("\r\n ", "")
    assert "DTSTART:20260105T080000Z" in unfolded and "Über\\; alles\\, " + "ä" * 80 in unfolded


def test_a_later_approval_changes_the_time_in_the_files_only_through_the_data():
    later = replace(parts(), stamp=datetime(2025, 12, 14, 12, tzinfo=UTC))

    assert packed(later)[0] != packed(parts())[0]
