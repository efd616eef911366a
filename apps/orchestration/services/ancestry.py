"""The lineage, read off the signals: from any version to what it was made from and to all that was made from it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from apps.orchestration import contracts
from apps.orchestration.models import Artifact, Link
from apps.orchestration.services import mappers
from kernel import clock
from kernel.actors import Actor
from kernel.db import INTERNAL, command, query
from kernel.errors import NotFound
from kernel.refs import ArtifactRef
from kernel.signals import Signal

MAX_NODES = 2000


@command("orchestration", right=INTERNAL)
def note_artifact(
    *,
    actor: Actor,
    ref: ArtifactRef,
    parents: tuple[ArtifactRef, ...],
    told_by: str,
    engagement_id: UUID | None,
    client_id: UUID | None,
    key: str,
) -> None:
    """Keep a version and its links; told again it changes nothing."""
    owner = {"engagement_id": engagement_id, "client_id": client_id}
    node, made = Artifact.objects.get_or_create(**_identity(ref), defaults={**owner, "told_by": told_by, "told_at": clock.now()})
    if not made and not node.told_by:
        Artifact.objects.filter(pk=node.pk).update(**owner, told_by=told_by, told_at=clock.now())
    for parent in parents:
        above, _ = Artifact.objects.get_or_create(**_identity(parent), defaults={**owner, "told_at": clock.now()})
        Link.objects.get_or_create(parent=above, child=node)


@query("orchestration", right="orchestration.view")
def lineage(*, actor: Actor, ref_or_id: ArtifactRef | UUID) -> contracts.Lineage:
    """A version's ancestors and descendants, nearest first; of an id alone the newest version. NotFound if it is unknown."""
    rows = Artifact.objects.all().visible_to(actor)
    if isinstance(ref_or_id, UUID):
        node = rows.filter(artifact_id=ref_or_id).order_by("-version", "-told_at").first()
    else:
        node = rows.filter(**_identity(ref_or_id)).first()
    if node is None:
        raise NotFound("No signal has told of this artifact.")
    up, links_up = _walk(rows, node, "child", "parent")
    down, links_down = _walk(rows, node, "parent", "child")
    known = {row.pk: row for row in (node, *up, *down)}
    links = [(known[a].ref(), known[b].ref()) for a, b in (*links_up, *links_down)]
    return contracts.Lineage(
        node=mappers.to_node(node),
        ancestors=tuple(mappers.to_node(row) for row in up if row.told_by),
        descendants=tuple(mappers.to_node(row) for row in down),
        links=tuple(dict.fromkeys(links)),
        missing=tuple(row.ref() for row in up if not row.told_by),
    )


def of_engagement(engagement_id: UUID) -> list[Artifact]:
    """The versions of an engagement that signals told of, oldest first."""
    return list(Artifact.objects.filter(engagement_id=engagement_id).exclude(told_by="").order_by("told_at", "id"))


def read_off(event: Signal) -> dict[str, Any] | None:
    """What a signal says about lineage: `ref` with `parents`, a QC result about `ref`, a client's decision about `subject`."""
    ref, parents = getattr(event, "ref", None), getattr(event, "parents", ())
    subject, decision = getattr(event, "subject", None), getattr(event, "decision_id", None)
    result = getattr(event, "result_id", None)
    if isinstance(ref, ArtifactRef) and result is not None:
        verdict = ArtifactRef(kind="qc_result", id=result, version=1, sha256=ref.sha256)
        return {"ref": verdict, "parents": (ref,)}
    if isinstance(subject, ArtifactRef) and decision is not None:
        made = ArtifactRef(kind="approval", id=decision, version=subject.version, sha256=subject.sha256)
        return {"ref": made, "parents": (subject,)} if event.signal_name.endswith("client_approved.v1") else None
    if isinstance(ref, ArtifactRef):
        return {"ref": ref, "parents": tuple(parents)}
    return None


def _walk(rows: Any, start: Artifact, near: str, far: str) -> tuple[list[Artifact], list[tuple[UUID, UUID]]]:
    """Breadth first along the links; at most MAX_NODES versions."""
    found: dict[UUID, None] = {}
    links: list[tuple[UUID, UUID]] = []
    edge = [start.pk]
    while edge and len(found) < MAX_NODES:
        step = list(Link.objects.filter(**{f"{near}_id__in": edge}).values_list("parent_id", "child_id"))
        links += step
        ends = [pair[0] if far == "parent" else pair[1] for pair in step]
        edge = [pk for pk in dict.fromkeys(ends) if pk not in found and pk != start.pk]
        found |= dict.fromkeys(edge)
    seen = {row.pk: row for row in rows.filter(pk__in=found)}
    kept = [seen[pk] for pk in found if pk in seen]
    return kept, [(a, b) for a, b in links if {a, b} <= {start.pk, *seen}]


def _identity(ref: ArtifactRef) -> dict[str, Any]:
    return {"kind": ref.kind, "artifact_id": ref.id, "version": ref.version, "sha256": ref.sha256}
