"""Delivery rules: is the package complete, approved and labelled?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from apps.qc.logic.case import Case, find, is_empty
from apps.qc.logic.rules.base import BLOCKER, MAJOR, MINOR, PACKAGE, REPORT, Hit, rule

SCHEMA = "delivery_manifest_v1"
_SHA = re.compile(r"[0-9a-f]{64}")


@rule("manifest_schema", BLOCKER, PACKAGE, waivable=False)
def manifest_schema(case: Case) -> Iterator[Hit]:
    """The manifest names its schema, and every file its SHA-256."""
    named = [str(case.content.get(name) or "") for name in ("schema", "schema_version", "manifest_version", "manifest")]
    if SCHEMA not in named:
        yield Hit(path="schema", message=f"the manifest is not a {SCHEMA}", fix="build the package anew")
    files = _files(case)
    if not files:
        yield Hit(path="files", message="the file index is empty", fix="build the package anew")
    for index, entry in enumerate(files):
        if not _SHA.fullmatch(str(entry.get("sha256") or "")) or not _name(entry):
            yield Hit(path=f"files[{index}]", message="a file without its name or SHA-256", fix="build the package anew")
    names = [_name(entry) for entry in files]
    for index, name in enumerate(names):
        if name.startswith("/") or ".." in name.split("/") or "\\" in name:
            yield Hit(path=f"files[{index}]", message=f"“{name}” leads out of the package", fix="use names inside the package")
        if name in names[:index]:
            yield Hit(path=f"files[{index}]", message=f"“{name}” stands twice", fix="build the package anew")


@rule("included_artifacts", BLOCKER, PACKAGE)
def included_artifacts(case: Case) -> Iterator[Hit]:
    """The package holds the bundle it delivers, by exact version."""
    artifacts = find(case.content, "artifacts") or []
    artifacts = list(artifacts.values()) if isinstance(artifacts, dict) else artifacts
    kinds = [_kind(a) for a in artifacts if isinstance(a, dict)]
    if "draft_bundle" not in kinds:
        yield Hit(path="artifacts", message="the drafts are not among the artifacts", fix="include the approved bundle")
    for index, artifact in enumerate(artifacts):
        if not isinstance(artifact, dict) or not _SHA.fullmatch(str(find(artifact, "sha256") or "")):
            yield Hit(path=f"artifacts[{index}]", message="an artifact without its SHA-256", fix="name its exact version")


@rule("approvals_ok", BLOCKER, PACKAGE, waivable=False)
def approvals_ok(case: Case) -> Iterator[Hit]:
    """The client's approval is named, and every artifact with a status is approved."""
    if not _has_approval(case.content):
        yield Hit(path="approvals", message="no approval is named", fix="deliver only what the client approved")
    artifacts = find(case.content, "artifacts") or []
    for index, artifact in enumerate(artifacts if isinstance(artifacts, list) else []):
        status = str(artifact.get("status") or "") if isinstance(artifact, dict) else ""
        if status and status != "approved":
            yield Hit(path=f"artifacts[{index}].status", message=f"this artifact is {status}", fix="have it approved first")


@rule("branding_ok", MAJOR, PACKAGE)
def branding_ok(case: Case) -> Iterator[Hit]:
    """The package says in whose name it comes."""
    if is_empty(find(case.content, "branding")):
        yield Hit(path="branding", message="the branding is missing", fix="state agency and client name")


@rule("generation_plan", MAJOR, PACKAGE)
def generation_plan(case: Case) -> Iterator[Hit]:
    """It can be seen how the content came about: plan, provenance or sources."""
    names = ("generation_plan", "provenance", "generated", "sources", "lineage", "parents")
    if all(is_empty(find(case.content, name)) for name in names):
        yield Hit(path="generation_plan", message="how it was made is not stated", fix="name writers, versions and sources")


@rule("notes", MINOR, PACKAGE)
def notes(case: Case) -> Iterator[Hit]:
    """A few words tell the client what is in it and how to use it."""
    if all(is_empty(find(case.content, name)) for name in ("notes", "readme", "how_to", "instructions")):
        if any("readme" in _name(entry).lower() for entry in _files(case)):
            return
        yield Hit(path="notes", message="there is no word on what is in it", fix="add a short note")


@rule("report_period", BLOCKER, REPORT)
def report_period(case: Case) -> Iterator[Hit]:
    """A report states its period and its figures."""
    period = [find(case.content, name) for name in ("period_start", "period_end", "period")]
    if is_empty(period[2]) and (is_empty(period[0]) or is_empty(period[1])):
        yield Hit(path="period", message="the period is not stated", fix="state first and last day")
    if all(is_empty(find(case.content, name)) for name in ("figures", "metrics", "kpis", "goals", "rows", "values", "tiles")):
        yield Hit(path="figures", message="the report has no figures", fix="build it from a snapshot")


def _files(case: Case) -> list[dict[str, Any]]:
    found = next((f for name in ("files", "file_index", "index") if (f := find(case.content, name)) is not None), [])
    if isinstance(found, dict):
        found = [{"path": name, **(v if isinstance(v, dict) else {"sha256": v})} for name, v in found.items()]
    return [entry for entry in found if isinstance(entry, dict)]


def _name(entry: dict[str, Any]) -> str:
    return str(entry.get("path") or entry.get("name") or entry.get("file_name") or entry.get("file") or "")


def _kind(artifact: dict[str, Any]) -> str:
    ref = artifact.get("ref") if isinstance(artifact.get("ref"), dict) else {}
    return str(artifact.get("kind") or artifact.get("type") or artifact.get("artifact_type") or ref.get("kind") or "")


def _has_approval(content: dict[str, Any]) -> bool:
    return any(
        not is_empty(find(content, name)) for name in ("approvals", "approval", "approval_id", "approved_by", "decision_id")
    )
