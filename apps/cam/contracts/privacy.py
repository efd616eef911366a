"""What is said of a person's data: what an erasure touches, what the retention periods remove."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What erasing a person changed, or would change (`dry_run`).

    `person` is the keyed hash that stands for the address from now on. `changed` and `kept` count rows by table; kept are those
    that law or the audit's proof keep and the database protects (invoices, signed papers). `files` counts stored mails.
    """

    person: str
    dry_run: bool
    leads: int
    called_off: int
    changed: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    files: int = 0


@dataclass(frozen=True, kw_only=True)
class RetentionLine:
    """One kind of data: how many days it is kept (0: for good), and how many rows the next run takes."""

    kind: str
    title: str
    days: int
    due: int


@dataclass(frozen=True, kw_only=True)
class RetentionReport:
    """What a run of the retention periods removed, or would remove, by kind; `left` rows wait for the next run."""

    dry_run: bool
    lines: tuple[RetentionLine, ...] = ()
    removed: dict[str, int] = field(default_factory=dict)
    left: int = 0
