"""How people mapped the columns of a layout before: remembered by its header, used the next time, forgotten on demand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from apps.cam import models
from apps.cam.logic import importing
from kernel import clock
from kernel.actors import Actor
from kernel.db import audit, command, query


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """Field → header text as somebody chose it, and when."""

    mapping: dict[str, str]
    at: datetime


@query("cam", right="cam.write")
def find_layout(*, actor: Actor, fingerprints: tuple[str, ...]) -> Remembered | None:
    """The mapping remembered for a header among these; None if nobody corrected one."""
    row = models.ColumnLayout.objects.visible_to(actor).filter(fingerprint__in=fingerprints).order_by("-remembered_at").first()
    if row is None:
        return None
    return Remembered(mapping={k: v for k, v in row.mapping.items() if k in importing.TARGETS}, at=row.remembered_at)


@command("cam", right="cam.write")
def forget_layout(*, actor: Actor, fingerprint: str, key: str = "") -> bool:
    """Read this layout by guess again; answers whether a mapping was remembered."""
    forgotten, _ = models.ColumnLayout.objects.visible_to(actor).filter(fingerprint=fingerprint).delete()
    audit(subject=None, layout=fingerprint[:64])
    return bool(forgotten)


def remember(actor: Actor, header: importing.Header, mapping: dict[str, str]) -> None:
    """Keep what a person chose for this header; within the command that imports the file."""
    models.ColumnLayout.objects.update_or_create(
        fingerprint=header.fingerprint(),
        defaults={"header": header.cells, "mapping": mapping, "remembered_by": actor.id, "remembered_at": clock.now()},
    )
