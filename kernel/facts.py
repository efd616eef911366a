"""The audit fact of one command: who, what, when, why, with nothing in it that must not be read back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from kernel import context
from kernel.context import Frame
from kernel.hiding import hide, redact
from kernel.refs import plain


def fact_of(frame: Frame, arguments: dict, answer: Any, key: str, why: str, now: datetime) -> dict[str, Any]:
    """The row of AuditFact, as values by column; what the command told `audit` is used up."""
    fact, actor = frame.fact, frame.actor
    client_id = fact.pop("client_id", None) or arguments.get("client_id") or getattr(answer, "client_id", None)
    subject = fact.pop("subject", None) or getattr(answer, "id", None) or ""
    reason = fact.pop("why", "") or (str(arguments.get(why, "")) if why else "")
    return {
        "app": frame.app,
        "command": frame.name,
        "actor_kind": actor.kind.value,
        "actor_id": actor.id,
        "impersonator": actor.impersonator,
        "client_id": client_id if isinstance(client_id, UUID) else None,
        "subject": str(subject)[:120],
        "why": redact(reason),
        "key": key,
        "correlation_id": context.correlation_id(),
        "data": {"arguments": hide(arguments), **{k: plain(v) for k, v in fact.items()}},
        "at": now,
    }
