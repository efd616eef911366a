"""What a step's call may use."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from apps.orchestration.services.mappers import to_ref
from kernel.actors import Actor
from kernel.errors import Conflict
from kernel.refs import ArtifactRef


@dataclass(frozen=True, kw_only=True)
class Task:
    """What a step's call may use. `planned_at` stands for "now", so that a second attempt asks for the same."""

    name: str
    key: str
    actor: Actor
    journey_id: UUID
    deal_id: UUID
    lead_id: UUID
    company: str
    pack: str
    client_id: UUID | None
    engagement_id: UUID | None
    facts: dict[str, Any]
    contact: dict[str, str] = field(default_factory=dict)
    planned_at: datetime

    def ref(self, kind: str) -> ArtifactRef:
        """The current artifact of a kind; Conflict if the journey has none yet."""
        stored = self.facts.get("refs", {}).get(kind)
        if not stored:
            raise Conflict(f"The journey has no {kind.replace('_', ' ')} yet.", remedy="Go back to the step that makes it.")
        return to_ref(stored)

    def id(self, name: str) -> UUID:
        """An id that an earlier step gathered; Conflict if it is missing."""
        stored = self.facts.get("ids", {}).get(name)
        if not stored:
            raise Conflict(f"The journey has no {name.replace('_', ' ')} yet.", remedy="Go back to the step that makes it.")
        return UUID(stored)

    @property
    def owner(self) -> dict[str, Any]:
        """The arguments that most facades take."""
        return {"actor": self.actor, "engagement_id": self.engagement_id, "key": self.key}
