"""Why an invoice is held: every line names what it bills, and the paying party is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from apps.billing.contracts import BillTo, ProofKind

_HASHED = {ProofKind.AGREEMENT, ProofKind.APPROVAL, ProofKind.QUOTE, ProofKind.INVOICE}


class Provable(Protocol):
    """What a line shows of its proof."""

    description: str
    proof_kind: str
    proof_id: UUID | None
    proof_sha256: str


def held(lines: Sequence[Provable], bill_to: BillTo) -> str:
    """What is missing before the invoice may be issued, naming the line; "" if nothing."""
    for number, line in enumerate(lines, start=1):
        if missing := _missing(line):
            return f"Line {number} (“{_short(line.description)}”) {missing}"
    if not bill_to.name.strip():
        return "The bill-to name is missing."
    if not bill_to.country:
        return "The bill-to country is missing or unknown: VAT depends on it."
    return ""


def _missing(line: Provable) -> str:
    if not line.proof_kind or line.proof_id is None:
        return "names no proof: an agreement, an approval or recorded time."
    if line.proof_kind not in set(ProofKind):
        return f"names a proof of an unknown kind “{line.proof_kind}”."
    if line.proof_kind in _HASHED and len(line.proof_sha256) != 64:
        return f"names its {line.proof_kind} without the hash of what was agreed."
    return ""


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
