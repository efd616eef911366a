"""P5: finding what is due. A thousand due mails among many beside among a tenth of them; and, in every table of due rows, a look
that finds nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bench import _database, _rows
from bench._figures import Count, Figures, compare, must_be

MAILS = {"ci": (500_000, 50_000), "full": (10_000_000, 1_000_000)}
OTHERS = {"ci": 12_000, "full": 100_000}
ROUNDS = {"ci": 5, "full": 9}
DUE = 1_000
BUFFERS = 10


def run(*, scale: str) -> Figures:
    """The ratio of claims, buffers of a fruitless look and how its plan reads the table, for every model of due rows."""
    from django.db import connections

    many, few = MAILS[scale]
    figures = Figures()
    with _second_database():
        for alias, count in (("default", many), ("few", few)):
            _fill_mails(alias, count)
        figures.ratios.append(
            compare(
                f"1,000 due of {many:,} beside of {few:,}",
                _claiming("default"),
                _claiming("few"),
                rounds=ROUNDS[scale],
                goal=1.5,
                unit="s per claim of 1,000",
            )
        )
        connections["few"].close()
    figures.counts, figures.notes = _fruitless(OTHERS[scale])
    return figures


def gates(scale: str) -> list[Count]:
    """What a look that finds nothing reads."""
    return _fruitless(OTHERS[scale])[0]


@contextmanager
def _second_database() -> Iterator[None]:
    """The alias `few`: another copy of the migrated database."""
    from django.db import connections

    values = connections.settings["default"]
    name = f"{values['NAME']}_few"
    with _database.superuser() as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE aicmo OWNER aicmo_owner')
        connections.settings["few"] = {**values, "NAME": name}
        try:
            yield
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
            del connections.settings["few"]


def _fill_mails(alias: str, count: int) -> None:
    """A third waits for tomorrow or later, the rest is sent; every so many-th is due, so that a thousand are."""
    from kernel.models import Mail

    every = count // DUE
    _rows.fill(
        Mail,
        count,
        {
            **_rows.anything(Mail),
            "state": f"CASE WHEN n % 3 = 0 OR n % {every} = 1 THEN 'pending' ELSE 'sent' END",
            "due_at": f"now() + CASE WHEN n % {every} = 1 THEN -1 ELSE 1 END * interval '1 day' + n % 999 * interval '1 s'",
            "purpose": "'service'",
            "text": "repeat('x', 60)",
        },
        alias=alias,
    )


def _claiming(alias: str) -> Callable[[], float]:
    from kernel import claims
    from kernel.models import Mail

    def claim() -> float:
        started = time.perf_counter()
        rows = claims.claim(Mail, using=alias, limit=DUE)
        spent = time.perf_counter() - started
        must_be(len(rows), DUE, "mails claimed")
        with _database.superuser(alias) as server:
            server.execute("UPDATE kernel_mails SET lease_until = NULL WHERE lease_until IS NOT NULL")
            server.execute("VACUUM kernel_mails")
        return spent

    return claim


def _fruitless(count: int) -> tuple[list[Count], dict]:
    """For every model of due rows: a look at `count` rows, half of them done and half due tomorrow, reads next to nothing."""
    from kernel import due, looks

    with _database.superuser() as server:
        server.execute("TRUNCATE kernel_mails")
    read, scanned = {}, []
    for model, _ in due.tables():
        table = model._meta.db_table
        _rows.fill(model, count, {**_rows.anything(model), **_waiting(model)})
        rows = looks.due(model, using="default").order_by(*(("due_at", "id") if _dated(model) else ("id",)))[:100]
        sql, parameters = rows.values("pk").query.get_compiler(using="default").as_sql()
        plan = _database.explained(sql, parameters)
        must_be(plan["Actual Rows"], 0, f"due rows of {table}")
        read[table] = _database.buffers(plan)
        scanned += [table] * _database.nodes(plan).count("Seq Scan")
    counts = [
        Count(what=f"buffers to find nothing due, worst of {len(read)} tables", value=max(read.values()), limit=BUFFERS),
        Count(what="sequential scans to find nothing due", value=len(scanned), limit=0),
    ]
    return counts, {"buffers": read, "sequential_scans": scanned}


def _dated(model) -> bool:
    """Whether its rows have a due moment. Signals and webhook deliveries have none: what is open there is due, or backs off."""
    return any(index.fields[:1] == ["due_at"] for index in model._meta.indexes)


def _waiting(model) -> dict[str, str]:
    """Half of the rows are claimable and due tomorrow, half done; without a due moment all are done."""
    if not _dated(model):
        return {"state": "'done'", "due_at": "NULL"}
    ended = next(state for state in ("done", "sent", "ended") if state not in model.CLAIMABLE)
    later = "now() + interval '1 day' + n * interval '1 second'"
    return {"state": f"CASE WHEN n % 2 = 0 THEN '{model.CLAIMABLE[0]}' ELSE '{ended}' END", "due_at": later}
