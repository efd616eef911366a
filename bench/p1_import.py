"""P1: a file of leads imported, beside COPY of finished rows into the same table and beside django-import-export."""

from __future__ import annotations

import csv
import io
import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import _database
from bench._figures import Count, Figures, Timing, compare, must_be

ROWS = {"ci": (2_000,), "full": (100_000, 1_000_000)}
PEER_ROWS = {"ci": 300, "full": 3_000}
"""django-import-export by default writes a few hundred rows a second: its rate does not grow with the file."""
COPY_GOAL, DEFAULT_GOAL, TUNED_GOAL, MEMORY_GOAL = 0.45, 60, 4, 40
HEADER = (
    "email",
    "first_name",
    "last_name",
    "title",
    "company",
    "website",
    "industry",
    "country",
    "city",
    "employees",
    "keywords",
)


def gates(scale: str) -> list[Count]:
    """What no noise changes: an unchanged file writes nothing."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "leads.csv")
        _write(path, 500)
        _import(path, 500)
        return [_unchanged(path, 500)]


def run(*, scale: str) -> Figures:
    """Ours against COPY per size, against the peer in both its forms, and the memory a file costs."""
    figures = Figures()
    with TemporaryDirectory() as folder:
        for number in ROWS[scale]:
            path = Path(folder, f"{number}.csv")
            _write(path, number)
            before = _peak()
            _import(path, number)
            figures.timings.append(
                Timing(what=f"memory that a file of {number:,} rows costs, MB", value=_peak() - before, limit=MEMORY_GOAL)
            )
            figures.counts.append(_unchanged(path, number))
            finished = _finished()
            figures.ratios.append(
                compare(
                    f"import against COPY, {number:,} rows",
                    lambda p=path, n=number: _import(p, n), lambda f=finished, n=number: _copy(f, n),
                    rounds=5, goal=COPY_GOAL, faster=True, unit="s per row",
                )
            )  # fmt: skip
        few, path = PEER_ROWS[scale], Path(folder, "few.csv")
        _write(path, few)
        for name, goal, peer in (("default", DEFAULT_GOAL, _default), ("tuned", TUNED_GOAL, _tuned)):
            figures.ratios.append(
                compare(
                    f"import against django-import-export, {name}", lambda: _import(path, few), lambda p=peer: p(path, few),
                    rounds=5, goal=goal, faster=True, unit="s per row",
                )
            )  # fmt: skip
    return figures


def _write(path: Path, number: int) -> None:
    """So many people of some thousand firms, each once."""
    with path.open("w", newline="", encoding="utf-8") as out:
        sheet = csv.writer(out)
        sheet.writerow(HEADER)
        for n in range(number):
            firm, place = f"firm{n % 9973}", ("Germany", "Berlin") if n % 3 else ("France", "Paris")
            sheet.writerow(
                (f"anna.smith{n}@{firm}.com", "Anna", f"Smith{n % 701}", "Head of Marketing", f"{firm} Ltd", f"https://{firm}.com",
                 "Software", *place, 5 + n % 500, "saas, crm")
            )  # fmt: skip


def _import(path: Path, number: int) -> float:
    """Seconds per row of importing the file into an empty table."""
    from apps.cam import services
    from apps.cam.models import Lead
    from kernel.actors import worker

    _empty()
    started = time.perf_counter()
    report = services.import_leads(actor=worker("cam"), data=path.read_bytes(), file_name=path.name)
    spent = time.perf_counter() - started
    must_be((report.imported, report.rejected, Lead.objects.count()), (number, 0, number), "leads imported")
    return spent / number


def _unchanged(path: Path, number: int) -> Count:
    """The same rows once more, in a file that differs by a line's end."""
    from apps.cam import services
    from kernel.actors import worker

    before = _written()
    report = services.import_leads(actor=worker("cam"), data=path.read_bytes() + b"\n", file_name="again.csv")
    must_be((report.unchanged, report.imported, report.updated), (number, 0, 0), "rows known before")
    return Count(what=f"rows that an unchanged file of {number:,} writes", value=_written() - before, limit=0)


def _written() -> int:
    """Rows of leads, their history and the outbox written so far, updates too."""
    from django.db import connections

    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
    time.sleep(0.05)  # the connection reports when it becomes idle
    with _database.superuser() as server:
        return server.execute(
            "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::bigint FROM pg_stat_user_tables "
            "WHERE relname IN ('cam_leads', 'cam_lead_events', 'cam_attempts', 'kernel_outbox')"
        ).fetchone()[0]


def _empty() -> None:
    with _database.superuser() as server:
        server.execute("TRUNCATE cam_leads, cam_import_batches, kernel_outbox CASCADE")


def _finished() -> bytes:
    """The leads that stand there now as COPY wrote them: what the reference reads."""
    out = io.BytesIO()
    with _database.superuser() as server, server.cursor() as cursor, cursor.copy("COPY cam_leads TO STDOUT") as lines:
        for part in lines:
            out.write(part)
    with _database.superuser() as server:
        server.execute("DROP TABLE IF EXISTS bench_batches; CREATE TABLE bench_batches AS TABLE cam_import_batches")
    return out.getvalue()


def _copy(finished: bytes, number: int) -> float:
    """Seconds per row of copying finished rows into the emptied table, its keys and foreign keys checked."""
    _empty()
    with _database.superuser() as server, server.cursor() as cursor:
        cursor.execute("INSERT INTO cam_import_batches SELECT * FROM bench_batches ON CONFLICT DO NOTHING")
        started = time.perf_counter()
        with cursor.copy("COPY cam_leads FROM STDIN") as lines:
            for start in range(0, len(finished), 1 << 17):
                lines.write(finished[start : start + (1 << 17)])
        spent = time.perf_counter() - started
        must_be(cursor.execute("SELECT count(*) FROM cam_leads").fetchone()[0], number, "leads copied")
    return spent / number


def _default(path: Path, number: int) -> float:
    return _peer(path, number)


def _tuned(path: Path, number: int) -> float:
    return _peer(path, number, use_bulk=True, batch_size=1000, skip_diff=True, force_init_instance=True)


def _peer(path: Path, number: int, **options: object) -> float:
    """Seconds per row of django-import-export, which neither scores nor keeps a history: it has less to do."""
    import tablib
    from import_export import resources
    from import_export.instance_loaders import BaseInstanceLoader

    from apps.cam.models import Lead
    from kernel import clock

    class Unasked(BaseInstanceLoader):
        """Never looks whether a row is known: the fastest that the peer offers."""

        def get_instance(self, row):
            return None

    more = {"instance_loader_class": Unasked} if options else {}
    meta = type("Meta", (), {"model": Lead, "import_id_fields": ("email",), "fields": HEADER, **options, **more})

    class Leads(resources.ModelResource):
        """As its documentation has it; what the table needs beside the file is set where it says to."""

        def before_save_instance(self, instance, row, **kwargs):
            instance.created_at, instance.identity_hash = clock.now(), instance.email[:64]
            instance.country = instance.country[:2].upper()

        Meta = meta

    _empty()
    with _database.as_owner():
        started = time.perf_counter()
        data = tablib.Dataset().load(path.read_text(encoding="utf-8"), format="csv")
        result = Leads().import_data(data, dry_run=False, raise_errors=True, use_transactions=True)
        spent = time.perf_counter() - started
    must_be((result.totals["new"], Lead.objects.count()), (number, number), "leads the peer imported")
    return spent / number


def _peak() -> int:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
