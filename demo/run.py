"""Prepare the database, play the days, say what stands in the database."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connections

from apps.cam.contracts import rows_in_words
from demo import agency, clients, start, table
from demo.browser import unsubscribe
from demo.market import Market
from demo.people import Hands
from demo.play import play
from demo.visitors import Visitors
from kernel import clock, embedded


def prepare_database() -> None:
    """Create or upgrade every database of this installation."""
    embedded.prepare()
    print(f"database ready: {len(list(connections))} SQLite file(s) below {settings.VAR_DIR}", flush=True)


def play_days(leads: Path) -> None:
    """Play what has not been played yet, then print the table. Running it again changes nothing twice."""
    days = start.days(leads)
    if days.done:
        print("the ninety days were played before; delete var/ to begin anew", flush=True)
    else:
        _play(days, leads)
    table.show(days)


def _play(days: start.Days, leads: Path) -> None:
    if not clock.is_moved():
        clock.hold(days.begin)
    agency.open_agency(days.password)
    report = agency.import_leads(leads)
    days.bind(leads)
    if report is not None:
        print(rows_in_words(report), flush=True)
    firms = clients.Firms.choose()
    mail_root = Path(settings.AICMO_MAIL_ROOT)
    people = [Market(mail_root, eager=firms.domains, press=unsubscribe), Visitors(mail_root, firms), Hands(firms)]
    print(f"playing {days.begin:%d %b %Y} to {days.end:%d %b %Y}", flush=True)
    play(people=people, until=days.end, told=_Progress(days))
    clock.release()
    days.finish()


class _Progress:
    """One line for every tenth of the days."""

    def __init__(self, days: start.Days) -> None:
        self._days, self._next, self._started = days, 1, time.monotonic()

    def __call__(self, moment: datetime) -> None:
        share = (moment - self._days.begin) / (self._days.end - self._days.begin)
        if share * 10 >= self._next:
            self._next = int(share * 10) + 1
            seconds = time.monotonic() - self._started
            print(
                f"  day {int(share * start.DAYS):>2} of {start.DAYS}  ({moment:%d %b})  {table.one_line()}  {seconds:.0f} s",
                flush=True,
            )
