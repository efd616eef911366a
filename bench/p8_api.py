"""P8: a page of 50 leads through the API, beside raw SQL with orjson and beside a stock DRF list.

All three stand behind the same middleware and look up the same token.
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable

from bench import _database, _rows
from bench._figures import Count, Figures, compare, must_be

LEADS = {"ci": 20_000, "full": 200_000}
CALLS = {"ci": 40, "full": 300}
ROUNDS = {"ci": 5, "full": 15}
OURS = "/api/v1/cam/leads/"


def run(*, scale: str) -> Figures:
    """CPU ratios against both references, statements of a page, and the deep cursor's time against the first page's."""
    call, rounds = _caller(scale), ROUNDS[scale]
    ours, raw, stock = OURS, "/api/v1/bench/raw/", "/api/v1/bench/stock/"
    must_be(call(ours)["items"], call(raw)["items"], "the page beside raw SQL")
    must_be(_without_enums(call(ours)["items"]), _without_enums(call(stock)["results"]), "the page beside DRF")

    def cost(path: str, clock: Callable[[], float] = time.process_time) -> Callable[[], float]:
        return lambda: call.cost(path, CALLS[scale], clock)

    figures = Figures(
        ratios=[
            compare("list of 50, CPU beside raw SQL and orjson", cost(ours), cost(raw), rounds=rounds, goal=1.6),
            compare("list of 50, CPU beside stock DRF", cost(ours), cost(stock), rounds=rounds, goal=3, faster=True),
        ]
    )
    deep = _deep(ours, call)
    figures.ratios.append(
        compare(
            "deep cursor beside first page", cost(deep, time.perf_counter), cost(ours, time.perf_counter), rounds=rounds, goal=1.2
        )
    )
    figures.counts, figures.notes = _counts(call, deep)
    figures.notes |= {"leads": LEADS[scale]}
    return figures


def gates(scale: str) -> list[Count]:
    """Statements of the first and of a deep page, and sequential scans."""
    call = _caller(scale)
    return _counts(call, _deep(OURS, call))[0]


def _caller(scale: str) -> Caller:
    """The three views are there, and leads to list."""
    from django.conf import settings

    from apps.cam.models import Lead

    settings.ROOT_URLCONF, settings.ALLOWED_HOSTS = "bench._api_urls", ["*"]
    settings.AICMO_API_LIMITS = dict.fromkeys(settings.AICMO_API_LIMITS, (10**9, 60))
    _rows.fill(Lead, LEADS[scale], _rows.LEADS)
    return Caller(_token())


def _counts(call: Caller, deep: str) -> tuple[list[Count], dict]:
    call(OURS)  # what is made once per process is no part of it
    scans = _database.SequentialScans()
    scans.start()
    counts = [
        Count(what="statements of a page", value=_database.counted(lambda: call(OURS)).statements, limit=3),
        Count(what="statements of a deep page", value=_database.counted(lambda: call(deep)).statements, limit=3),
    ]
    found = scans.found()
    counts.append(Count(what="sequential scans of big tables", value=sum(found.values()), limit=0))
    return counts, {"sequential_scans": found}


class Caller:
    """Calls the WSGI application as a server would, with a token."""

    def __init__(self, secret: str) -> None:
        from django.core.handlers.wsgi import WSGIHandler
        from django.core.signals import request_finished, request_started
        from django.db import close_old_connections

        for moment in (request_started, request_finished):  # the health check between requests belongs to neither side
            moment.disconnect(close_old_connections)
        self._application, self._secret = WSGIHandler(), secret

    def __call__(self, path: str) -> dict:
        """The answer's JSON; anything but 200 is an error."""
        status, body = self._answer(path)
        must_be(status, "200 OK", f"{path}: {body[:300]!r}")
        return json.loads(body)

    def cost(self, path: str, calls: int, clock: Callable[[], float]) -> float:
        """Seconds per call, by that clock."""
        size = len(self._answer(path)[1])
        started = clock()
        for _ in range(calls):
            status, body = self._answer(path)
        spent = (clock() - started) / calls
        must_be((status, len(body)), ("200 OK", size), path)
        return spent

    def _answer(self, path: str) -> tuple[str, bytes]:
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "wsgi.input": io.BytesIO(),
            "wsgi.url_scheme": "http",
            "HTTP_AUTHORIZATION": f"Bearer {self._secret}",
        }
        said = []
        response = self._application(environ, lambda status, headers: said.append(status))
        body = b"".join(response)
        response.close()
        return said[0], body


def _token() -> str:
    from apps.identity import services
    from kernel.actors import worker

    return services.issue_token(actor=worker("identity"), name="bench", rights=("cam.view",)).secret


def _deep(path: str, call: Caller) -> str:
    """The same list behind nine tenths of the rows."""
    from apps.cam.models import Lead
    from kernel.pages import encode_cursor

    rows = Lead.objects.order_by("-created_at", "-id")
    last = rows[rows.count() * 9 // 10]
    cursor = encode_cursor(last.created_at.isoformat(), last.pk, of="cam.Lead -created_at")
    expected = [str(pk) for pk in rows.filter(created_at__lte=last.created_at).values_list("pk", flat=True)[1:51]]
    deep = f"{path}?cursor={cursor}"
    must_be([item["id"] for item in call(deep)["items"]], expected, "the deep page")
    return deep


def _without_enums(items: list[dict]) -> list[dict]:
    """DRF writes UTC as Z."""
    return [{k: str(v).replace("Z", "+00:00") for k, v in item.items()} for item in items]
