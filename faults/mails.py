"""G1: mail under fire. A Celery worker loses the processes that hold a lease, PostgreSQL falls over, Redis is emptied; each mail
arrives once."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import redis

from faults.harness import house
from faults.harness.launch import LEASE
from faults.harness.mutation import Mutation
from faults.harness.production import Site
from tests.smtp_server import MailServer

PLANS = {
    "ci": {"mails": 1_000, "kills": 50, "restarts": 1, "flushes": 1},
    "full": {"mails": 10_000, "kills": 500, "restarts": 5, "flushes": 3},
}
MUTATED = {"mails": 400, "kills": 20, "restarts": 0, "flushes": 0}
ANSWER_SECONDS = 0.005
"""Between taking a mail and saying so: the moment in which a sender that dies cannot know."""
SLOWER = 4.0
"""A mutated run's server takes so many times as long to say that it took a mail: fewer kills show what is missing."""
LEASE_SECONDS, IN_FLIGHT = 6, 1
"""A worker has one mail in flight at a time; the lease is shorter than the product's minute, so that nobody waits for it."""
KILL_EVERY = (0.05, 0.45)
"""Seconds between two kills, at least and at most."""
MOST_SECONDS = {"ci": 240, "full": 600}
MUTATIONS = {"no_ledger": Mutation(patch="forget_ledger"), "claims_take_no_lease": Mutation(patch="claim_without_lease")}
OPEN = "SELECT count(*) FROM kernel_mails WHERE state = 'pending'"
HOLDERS = "SELECT DISTINCT split_part(leased_by, '-', 1)::int FROM kernel_mails WHERE state = 'pending' AND lease_until > now()"
"""A worker's name begins with its process id."""


def run(*, scale: str, mutate: str = "", seed: int = 20251213) -> dict:
    """JSON: mails, kills, restarts, flushes; lost, sent twice, ambiguous (in the review queue) and the most there may be."""
    plan = MUTATED if mutate else PLANS[scale]
    sink, started = MailServer(answer_seconds=ANSWER_SECONDS * (SLOWER if mutate else 1.0)), time.monotonic()
    more = {"AICMO_SMTP_URL": sink.url, LEASE: str(LEASE_SECONDS)}
    with house.opened(MUTATIONS.get(mutate), own=("postgresql", "redis")) as home, Site(home, **more) as site:
        home.start(backstage=True).call("faults.harness.mailing:queue", count=plan["mails"])
        begun = time.monotonic()
        site.start("worker", "beat")
        with ThreadPoolExecutor() as pool:
            killing = pool.submit(_kill_holders, home, site, plan["kills"], random.Random(seed), started + MOST_SECONDS[scale])
            _break_servers(home, plan)
            _wait(home, started + MOST_SECONDS[scale])
            kills, pools = killing.result()
        seconds = time.monotonic() - begun
        states = dict(home.ask("SELECT message_id, state FROM kernel_mails"))
        unsettled = home.number("SELECT count(*) FROM kernel_effects WHERE kind = 'mail' AND state = 'at_risk'")
        ended = site.ended()
    sink.shutdown()
    found = _judge(states, sink) | {"unsettled": unsettled, "ended": ended}
    found["ambiguous_most"] = (kills + plan["restarts"] * pools) * IN_FLIGHT
    ok = not (found["lost"] or found["twice"] or unsettled or ended) and found["ambiguous"] <= found["ambiguous_most"]
    return {"ok": ok and kills == plan["kills"], **plan, "kills": kills, "fire_seconds": round(seconds, 1), **found}


def _kill_holders(home: house.House, site: Site, kills: int, dice: random.Random, end: float) -> tuple[int, int]:
    """At random moments: SIGKILL to one of the worker's processes that hold a lease. How many, and the most that there were."""
    made = most = 0
    while made < kills and time.monotonic() < end:
        time.sleep(dice.uniform(*KILL_EVERY))
        with contextlib.suppress(psycopg.OperationalError):
            holders = {pid for (pid,) in home.ask(HOLDERS)} & site.children("worker")
            most = max(most, len(site.children("worker")))
            if holders:
                os.kill(dice.choice(sorted(holders)), signal.SIGKILL)
                made += 1
            elif not home.number(OPEN):
                break
    return made, most


def _break_servers(home: house.House, plan: dict) -> None:
    """PostgreSQL is stopped as by a power failure, Redis is emptied, at even distances while mails leave."""
    for number in range(1, max(plan["restarts"], plan["flushes"]) + 1):
        _wait(home, time.monotonic() + 120, until=plan["mails"] - plan["mails"] * number // (plan["restarts"] + 1))
        if number <= plan["restarts"]:
            home.postgresql.stop(signal.SIGQUIT)
            home.postgresql.start()
        if number <= plan["flushes"]:
            redis.Redis.from_url(home.redis.url).flushall()


def _wait(home: house.House, end: float, *, until: int = 0) -> None:
    while time.monotonic() < end:
        try:
            if home.number(OPEN) <= until:
                return
        except psycopg.OperationalError:
            pass
        time.sleep(0.2)


def _judge(states: dict[str, str], sink: MailServer) -> dict[str, int]:
    """A mail is lost if the server has it not and no person is asked about it."""
    return {
        "lost": sum(1 for mail, state in states.items() if not sink.taken[mail] and state != "unknown"),
        "twice": sum(1 for count in sink.taken.values() if count > 1),
        "ambiguous": sum(1 for state in states.values() if state == "unknown"),
        "ambiguous_arrived": sum(1 for mail, state in states.items() if state == "unknown" and sink.taken[mail]),
        "open": sum(1 for state in states.values() if state not in ("sent", "unknown")),
    }
