"""P12: what happens to costs when leads, signals and mails double, and to a worker's memory after many tasks."""

from __future__ import annotations

import csv
import gc
import io
import itertools
import time
from collections.abc import Callable
from pathlib import Path

from bench import _database, _rows
from bench._figures import Curve, Figures, Timing, must_be
from bench.p4_signals import _clear, _fill, _one_receiver, _relay_all

IMPORTS = {"ci": (250, 500, 1_000), "full": (2_500, 5_000, 10_000, 20_000, 40_000)}
SIGNALS = {"ci": (500, 1_000, 2_000), "full": (5_000, 10_000, 20_000, 40_000)}
STANDING = {"ci": (10_000, 20_000, 40_000), "full": (62_500, 125_000, 250_000, 500_000, 1_000_000)}
TASKS = {"ci": 4_000, "full": 100_000}
TRIES = {"ci": 15, "full": 51}
WORK_GOAL, LOOK_GOAL, MEMORY_GOAL = 2.4, 1.1, 1.2


def run(*, scale: str) -> Figures:
    """A curve per kind of cost; the worst doubling of each, and the memory at the end beside that after a tenth of the tasks."""
    figures = Figures()
    with _one_receiver() as heard:
        told = [_timed(lambda n=n: _relayed(n, heard)) for n in SIGNALS[scale]]
        figures.timings.append(
            Timing(what="worker's memory after many tasks, ratio", value=_memory(TASKS[scale], heard), limit=MEMORY_GOAL)
        )
    imported = [_imported(n) for n in IMPORTS[scale]]
    _add(figures, "imports", "Importing leads", IMPORTS[scale], {"import": imported}, WORK_GOAL)
    _add(figures, "relay", "Telling signals", SIGNALS[scale], {"relay": told}, WORK_GOAL)
    _clear()
    looks: dict[str, list[float]] = {"page of leads": [], "tick with nothing due": [], "claim of 100 mails": []}
    before = 0
    for size in STANDING[scale]:
        _grow(before, size)
        before = size
        for name, look in (("page of leads", _page), ("tick with nothing due", _tick), ("claim of 100 mails", _claim)):
            look()
            looks[name].append(min(_timed(look) for _ in range(TRIES[scale])))
    _add(figures, "looks", "Looking at tables that grow", STANDING[scale], looks, LOOK_GOAL)
    return figures


def _add(figures: Figures, name: str, title: str, sizes: tuple, lines: dict[str, list[float]], goal: float) -> None:
    shown = [f"{size:,}" for size in sizes]
    in_ms = {line: [round(1000 * value, 2) for value in values] for line, values in lines.items()}
    figures.curves.append(Curve(name=name, title=title, unit="ms", sizes=shown, lines=in_ms))
    for line, values in lines.items():
        worst = max(after / before for before, after in itertools.pairwise(values))
        figures.timings.append(Timing(what=f"worst doubling: {line}, ratio", value=round(worst, 2), limit=goal))


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    spent = work()
    return spent if isinstance(spent, float) else time.perf_counter() - started


def _relayed(count: int, heard: list) -> float:
    """Seconds in all, the telling by `publish` apart."""
    _fill(count)
    return _relay_all(heard, count) * count


def _imported(rows: int) -> float:
    """Seconds to import a file of so many new leads."""
    from apps.cam import services
    from apps.cam.models import Lead
    from kernel.actors import worker

    text = io.StringIO()
    sheet = csv.writer(text)
    sheet.writerow(("email", "first_name", "last_name", "title", "company", "country", "employees"))
    for n in range(rows):
        firm = f"firm{n}of{rows}"
        sheet.writerow((f"anna.smith@{firm}.com", "Anna", "Smith", "Head of Marketing", f"{firm} Ltd", "Germany", 50 + n % 400))
    before = Lead.objects.count()
    data = text.getvalue().encode()
    started = time.perf_counter()
    report = services.import_leads(actor=worker("cam"), data=data, file_name=f"{rows}.csv")
    spent = time.perf_counter() - started
    must_be((report.imported, Lead.objects.count() - before), (rows, rows), "leads imported")
    return spent


def _grow(start: int, size: int) -> None:
    from apps.cam.models import Lead
    from kernel.models import Mail, OutboxEvent

    due = {"purpose": "'service'", "state": "CASE WHEN n % 4 = 0 THEN 'pending' ELSE 'sent' END", "text": "repeat('x', 60)"}
    told = {"state": "'done'", "name": "'learning.old.v1'"}
    _rows.fill(Lead, size - start, _rows.LEADS, start=start)
    _rows.fill(Mail, size - start, {**_rows.anything(Mail), **due, "due_at": "now() + interval '1 day'"}, start=start)
    _rows.fill(OutboxEvent, size - start, {**_rows.anything(OutboxEvent), **told}, start=start)


def _page() -> None:
    from apps.cam import contracts, services
    from kernel.actors import worker

    found = services.list_leads(actor=worker("cam"), filter=contracts.LeadFilter())
    must_be(len(found.items), 50, "leads of a page")


def _tick() -> None:
    from kernel import claims, signals

    must_be(signals.relay(), 0, "signals told")
    for model, using in claims.tables():
        must_be(claims.claim(model, using=using, limit=1), [], f"due rows of {model._meta.db_table}")


def _claim() -> float:
    """A hundred mails made due, claimed, and given back; the claim alone is timed."""
    from kernel import claims
    from kernel.models import Mail

    with _database.superuser() as server:
        server.execute(
            "UPDATE kernel_mails SET due_at = now() - interval '1 hour', lease_until = NULL WHERE id IN "
            "(SELECT id FROM kernel_mails WHERE state = 'pending' ORDER BY id LIMIT 100)"
        )
    started = time.perf_counter()
    rows = claims.claim(Mail, limit=100)
    spent = time.perf_counter() - started
    must_be(len(rows), 100, "mails claimed")
    with _database.superuser() as server:
        server.execute("UPDATE kernel_mails SET due_at = now() + interval '1 day', lease_until = NULL WHERE due_at < now()")
        server.execute("VACUUM kernel_mails")
    return spent


def _memory(tasks: int, heard: list) -> float:
    """Resident memory after all tasks, beside that after a tenth of them."""
    _relayed(tasks // 10, heard)
    early = _resident()
    for _ in range(9):
        _relayed(tasks // 10, heard)
    return round(_resident() / early, 3)


def _resident() -> int:
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1])
