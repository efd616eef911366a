"""P7: the staff's list of leads and its search, among many leads beside among ten thousand: 95th percentile of the whole page.

Pages come from the real admin through Django's handler, for a signed-in owner; the plans' scans are counted.
"""

from __future__ import annotations

import os
import re
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg

from bench import _database, _rows
from bench._figures import Count, Figures, Ratio, must_be
from tests.servers import PREFIX

FEW = 10_000
MANY = {"ci": 100_000, "full": int(os.environ.get("AICMO_BENCH_LEADS", 10_000_000))}
"""Leads of the larger table; AICMO_BENCH_LEADS takes another number where disk or time do not allow ten million."""
ROUNDS = {"ci": 25, "full": 60}
HANDFUL = 1_000_000
LIST = "/admin/cam/lead/"
MIX = {
    "country": "(ARRAY['DE','FR','US','GB','AT'])[1 + n % 5]",
    "status": "CASE WHEN n < 10000 AND n % 1000 = 7 THEN 'WON' ELSE 'NEW' END",
    "email": "'anna.smith' || n || '@firm' || n || 'x.example'",
    "company": "'Firm ' || n || ' Ltd'",
    "verdict": "'qualified'",
    "verdict_reason": "''",
    "score": "(n * 7919 % 1000003) / 1000003.0",
    "last_name": "(ARRAY['Smith','Jones','Brown','Miller','Davis'])[1 + n / 7 % 5]",
}
PAGES = {
    "first page": "",
    "deep page": "after",
    "filter with few hits": "status__exact=WON",
    "filter without a hit": "status__exact=LOST",
    "search for one": "q=anna.smith7000%40firm",
    "search for a firm": "q=firm9001x+ltd",
    "search that most rows answer": "q=firm",
    "search of two common words": "q=anna+smith",
    "search without a hit": "q=zyzzyva",
}
"""What is measured, and its query."""


def run(*, scale: str) -> Figures:
    """The p95 of each page among many leads beside among few, asked for in turn; what the pages show is checked first."""
    many = MANY[scale]
    with _larger() as larger:
        few, more = _Side("", FEW), _Side(larger, many)
        spent: dict[str, tuple[list[float], list[float]]] = {what: ([], []) for what in PAGES}
        for _ in range(ROUNDS[scale]):
            for what, (ours, reference) in spent.items():
                ours.append(more.seconds(what))
                reference.append(few.seconds(what))
        figures = Figures(
            ratios=[_ratio(f"{what}, p95 of {many:,} leads beside of {FEW:,}", *both) for what, both in spent.items()],
            counts=more.counts(),
        )
    medians = {what: [round(statistics.median(one) * 1000, 1) for one in both] for what, both in spent.items()}
    figures.notes = {"leads": many, "medians_ms": medians}
    return figures


def gates(scale: str) -> list[Count]:
    """Statements of each kind of page, counts of rows and sequential scans."""
    return _Side("", MANY["ci"]).counts()  # in a table of 20,000, a thousand found rows are read by one scan, rightly


def _ratio(what: str, ours: list[float], reference: list[float]) -> Ratio:
    """The p95s' ratio; the range is that of the fastest and of the slowest pages."""
    found, ends = _p95(ours) / _p95(reference), (min(ours) / min(reference), max(ours) / max(reference))
    rounded = {name: float(f"{value:.4g}") for name, value in (("ratio", found), ("low", min(ends)), ("high", max(ends)))}
    seconds = {"ours": float(f"{_p95(ours):.4g}"), "reference": float(f"{_p95(reference):.4g}")}
    return Ratio(what=what, goal=1.3, at_most=True, rounds=len(ours), unit="s per page, p95", **rounded, **seconds)


@contextmanager
def _larger() -> Iterator[str]:
    """A second database like this one, to be asked in turn with it; yields its name."""
    from django.db import connections

    own = connections.settings["default"]["NAME"]
    name = f"{own}_larger"
    with _database.superuser("default") as server:
        host, port = server.info.host, server.info.port
    connections.close_all()
    with psycopg.connect(f"host={host} port={port} user=postgres dbname=postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{own}" OWNER {PREFIX}_owner')
        try:
            yield name
        finally:
            connections.close_all()
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


class _Side:
    """A database with so many leads (with `name`, another than this benchmark's own), and the pages of its list."""

    def __init__(self, name: str, leads: int) -> None:
        from django.db import connections

        if name:
            own = connections["default"]
            del connections["default"]
            self._connection = connections["default"]
            self._connection.settings_dict = {**self._connection.settings_dict, "NAME": name}
            connections["default"] = own
        else:
            self._connection = connections["default"]
        with self._here():
            fill(leads)
            self._call = _caller()
            self._pages = {what: _address(query, leads) for what, query in PAGES.items()}
            _check(self._pages, self._call, leads)

    def seconds(self, what: str) -> float:
        """One page's, from the request to its last byte."""
        with self._here():
            started = time.perf_counter()
            self._call(self._pages[what])
            return time.perf_counter() - started

    def counts(self) -> list[Count]:
        """Statements, counts of rows, sequential scans of all pages."""
        with self._here():
            time.sleep(1.2)  # a session reports at most once a second, and only when it does something
            self._connection.cursor().execute("SELECT 1")
            time.sleep(0.2)
            scans = _database.SequentialScans()
            scans.start()
            said = {what: _statements(self._call, address) for what, address in self._pages.items()}
            found = scans.found()
        plain = max(len(said[what]) for what in PAGES if "search" not in what)
        counting = sum("COUNT(" in sql for each in said.values() for sql in each)
        return [
            Count(what="statements of a page without a search", value=plain, limit=14),
            Count(what="statements of a page with a search", value=max(map(len, said.values())), limit=18),
            Count(what="statements that count rows", value=counting, limit=0),
            Count(what="sequential scans of big tables", value=sum(found.values()), limit=0),
        ]

    @contextmanager
    def _here(self) -> Iterator[None]:
        from django.db import connections

        before, settings = connections["default"], connections.settings["default"]
        connections["default"] = self._connection
        connections.settings["default"] = {**settings, "NAME": self._connection.settings_dict["NAME"]}
        try:
            yield
        finally:
            connections["default"], connections.settings["default"] = before, settings


def fill(leads: int) -> None:
    """So many leads and their words, all made by the server."""
    from apps.cam.models import Lead

    with _database.superuser() as server:
        server.execute("SET session_replication_role = replica")
        server.execute("SET maintenance_work_mem = '1GB'")
        kept = server.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ('cam_leads', 'cam_lead_words')"
            " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        ).fetchall()
        bulk = leads >= HANDFUL  # to build an index at once is far quicker than row by row
        for name, _ in kept if bulk else ():
            server.execute(f'DROP INDEX "{name}"')
        for start in range(0, leads, HANDFUL):
            _rows.fill(Lead, min(HANDFUL, leads - start), _rows.LEADS | MIX, start=start)
        server.execute(_WORDS)
        for _, definition in kept if bulk else ():
            server.execute(definition)
        server.execute("VACUUM ANALYZE cam_leads, cam_lead_words")
        server.execute("CHECKPOINT")


_WORDS = """
INSERT INTO cam_lead_words (lead_id, word)
SELECT id, convert_to(word, 'UTF8') FROM cam_leads, LATERAL (
  SELECT DISTINCT word FROM unnest(regexp_split_to_array(lower(concat_ws(' ', first_name, last_name, company, email)), '\\W+')
    || lower(email)) word WHERE word <> ''
) words
"""
"""What kernel.search.words_of makes of a lead, for texts of plain letters."""


def _caller() -> Callable[[str], str]:
    """Gets a page as a signed-in owner; anything but 200 is an error."""
    from django.conf import settings
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections

    from apps.identity import services
    from apps.identity.contracts import Role
    from kernel.actors import worker
    from kernel.testing import browser

    settings.ALLOWED_HOSTS = ["*"]
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    owner = services.create_staff(
        actor=worker("identity"), email=f"o{time.time_ns()}@x.example", name="O", role=Role.OWNER, key=""
    )
    client = browser(owner.id)

    def call(address: str) -> str:
        answer = client.get(address)
        must_be(answer.status_code, 200, address)
        return answer.content.decode()

    return call


def _address(query: str, leads: int) -> str:
    if query != "after":
        return f"{LIST}?{query}" if query else LIST
    from apps.cam.models import Lead
    from kernel.pages import encode_cursor

    last = Lead.objects.order_by("-score", "-id")[leads * 9 // 10]
    return f"{LIST}?after={encode_cursor(last.score, last.pk, of='cam.Lead -score -id')}"


def _check(pages: dict[str, str], call: Callable[[str], str], leads: int) -> None:
    """Each page shows the leads that it must."""
    from apps.cam.models import Lead, LeadWord
    from kernel.search import words_of

    best = Lead.objects.order_by("-score", "-id")
    lead = best[3]
    words = {bytes(word) for word in LeadWord.objects.filter(lead=lead).values_list("word", flat=True)}
    must_be(words, set(words_of(lead.email, lead.company, lead.first_name, lead.last_name)), "words of a lead")
    expected = {
        "first page": best[:50],
        "deep page": best[leads * 9 // 10 + 1 : leads * 9 // 10 + 51],
        "filter with few hits": best.filter(status="WON")[:50],
        "filter without a hit": (),
        "search for one": best.filter(email__startswith="anna.smith7000@firm"),
        "search for a firm": best.filter(company="Firm 9001 Ltd"),
        "search without a hit": (),
    }
    for what, rows in expected.items():
        must_be(_shown(call(pages[what])), [row.email for row in rows], what)
    must_be(len(_shown(call(pages["search that most rows answer"]))), 50, "a page of the first found")


def _shown(page: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r">\s*(anna\.smith\d+@[\w.]+)", page)))


def _statements(call: Callable[[str], str], address: str) -> list[str]:
    from django.db import connection

    said: list[str] = []

    def hear(execute, sql, params, many, context):
        said.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hear):
        call(address)
    return [sql for sql in said if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "SET "))]


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]
