"""What is told of a run: counts, refusals, and what in the original was not as it should be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

KINDS = ("unknown_enum", "bad_time", "broken_json", "orphan")


@dataclass
class Findings:
    """Filled while the original is read; ids are the original's own, as they stand there.

    `imported` + `duplicates` + rejected are the leads there. `duplicates` were known: met twice there, or here already.
    """

    campaigns: int = 0
    imported: int = 0
    duplicates: int = 0
    inbound: int = 0
    outbound: int = 0
    rejected: list[dict[str, Any]] = field(default_factory=list)
    not_contactable: list[Any] = field(default_factory=list)
    found: dict[str, list[tuple[str, Any]]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def note(self, kind: str, table: str, row_id: Any) -> None:
        """A row of a table has something of this kind; once per row."""
        entry = (table, plain_id(row_id))
        if self.found[kind][-1:] != [entry]:
            self.found[kind].append(entry)

    def report(self) -> dict[str, Any]:
        """The report, ready for JSON."""
        return {
            "campaigns": self.campaigns,
            "imported": self.imported,
            "duplicates": self.duplicates,
            "inbound": self.inbound,
            "outbound": self.outbound,
            "rejected": self.rejected,
            "not_contactable": self.not_contactable,
            "reported": {kind: [row_id for _, row_id in entries] for kind, entries in self.found.items()},
            "mails_sent": 0,
        }

    def lines(self) -> list[str]:
        """The same for people: one line each, with the table that a reported id is of."""
        mails = f"{self.outbound} sent and {self.inbound} received mails"
        told = [
            f"Taken over: {self.campaigns} campaigns, {self.imported} leads, {mails}.",
            f"{self.duplicates} leads were known, {len(self.rejected)} were refused. Nothing was sent now.",
            f"{len(self.not_contactable)} of these people must not be written to.",
        ]
        for kind, entries in self.found.items():
            for table in dict.fromkeys(table for table, _ in entries):
                ids = [str(row_id) for of, row_id in entries if of == table]
                more = f" and {len(ids) - 20} more" if len(ids) > 20 else ""
                told.append(f"{kind.replace('_', ' ')} in {table}: {', '.join(ids[:20])}{more}")
        told += [f"lead {r['legacy_id']} was refused: {r['reason']}" for r in self.rejected[:20]]
        return told


def plain_id(value: Any) -> Any:
    """An id as JSON can say it: whole numbers and texts as they are."""
    return value if isinstance(value, int | str) else value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
