"""What cam says and takes: DTOs, filters, enums, errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

CONTRACT_VERSION = "1.0"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row of this module, owned by a client account."""

    id: UUID
    client_id: UUID
    title: str
    created_at: datetime
