"""What the watchdog makes of what it sees: when it is too much, and the sentences that say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PREFIX = "watch."
"""The kinds of the watchdog's alerts begin so: it raises them, and resolves them when their cause is gone."""
FEWEST_CALLS = 5
FEWEST_MAILS = 20
"""A share of fewer says nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that is wrong now. The same kind and subject is the same alert."""

    subject: str
    message: str


def dead(tables: Iterable[tuple[str, int]], limit: float) -> list[Finding]:
    """Tables with more dead rows than the limit."""
    return [
        Finding(subject=f"table {name}", message=f"{number} rows of {name} have used up their attempts and need a person.")
        for name, number in tables
        if number > limit
    ]


def late(tables: Iterable[tuple[str, float]], minutes: float) -> list[Finding]:
    """Tables whose oldest due row is older than the limit; ages in seconds."""
    return [
        Finding(subject=f"table {name}", message=f"The oldest due row of {name} has been due for {int(age // 60)} minutes.")
        for name, age in tables
        if age > minutes * 60
    ]


def silent(workers: Iterable[tuple[str, str]], seconds: float) -> list[Finding]:
    """Workers that were not heard; (name, host)."""
    return [
        Finding(
            subject=f"worker {name}", message=f"The worker {name} on {host} has said nothing for {seconds:g} seconds or more."
        )
        for name, host in workers
    ]


def failing(answers: Mapping[str, Mapping[str, int]], percent: float) -> list[Finding]:
    """Providers of whose calls a larger share failed; a clear no is no failure."""
    found = []
    for name, outcomes in sorted(answers.items()):
        calls, failed = sum(outcomes.values()), outcomes.get("failed", 0)
        if calls >= FEWEST_CALLS and failed * 100 > percent * calls:
            found.append(
                Finding(subject=f"provider {name}", message=f"{failed} of {calls} calls failed in the last ten minutes.")
            )
    return found


def bounced(sent: int, back: int, percent: float) -> list[Finding]:
    """Whether too many of a day's mails came back."""
    if sent < FEWEST_MAILS or back * 100 <= percent * sent:
        return []
    return [
        Finding(subject="mail", message=f"{back} of {sent} mails of the last 24 hours came back. Stop outreach and look why.")
    ]


def full(path: str, free: int, total: int, percent: float) -> list[Finding]:
    """Whether too little of a disk is free; bytes."""
    if free * 100 >= percent * total:
        return []
    return [Finding(subject="disk", message=f"{free // 1_000_000} MB ({free * 100 // total} %) are free at {path}.")]
