"""A guard that can be taken away."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mutation:
    """`patch` is a function of `faults.harness.patches` that every process of the run calls after Django's setup.

    `sql` is run by the superuser on the run's database: what stands behind the patched guard.
    """

    patch: str = ""
    sql: tuple[str, ...] = ()
