"""G2: Redis is expendable. It is emptied again and again, then it is away for a while; whatever is due is done, once and soon."""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from itertools import pairwise

import redis

from faults.harness import house, written
from faults.harness.mutation import Mutation
from faults.harness.production import Site
from faults.harness.written import Moments
from tests.smtp_server import MailServer

PLANS = {
    "ci": {"flushes": 3, "outage": 32.0},
    "full": {"flushes": 20, "outage": 60.0},
}
"""The outage is longer than due work may wait, so that without somebody who stands in the run turns red."""
FLUSH_EVERY = {"ci": (0.7, 1.6), "full": (4.0, 12.0)}
"""Seconds between two flushes, at least and at most."""
ANSWER_SECONDS = 0.005
LONGEST_WAIT, LONGEST_DEAF = 30.0, 90.0
"""Seconds until due work starts; seconds in which no message reaches a worker, an outage of Redis included."""
MUTATIONS = {
    "messages_are_the_truth": Mutation(patch="send_what_messages_name"),
    "nobody_stands_in": Mutation(patch="send_no_stand_in"),
}
MUTATED = {"messages_are_the_truth": {"flushes": 4, "outage": 0.0}, "nobody_stands_in": {"flushes": 0, "outage": 32.0}}
PROCESSES, WORKERS = ("worker", "documents", "beat"), 2
FEEDING = "faults.harness.feeding"


def run(*, scale: str, mutate: str = "", seed: int = 20251213) -> dict:
    """JSON: flushes, seconds of outage; what was put in; lost, done twice; the longest wait by kind and the longest deafness of
    a worker in seconds; processes that ended."""
    plan = MUTATED.get(mutate) or PLANS[scale]
    sink = MailServer(answer_seconds=ANSWER_SECONDS)
    with house.opened(MUTATIONS.get(mutate), own=("redis",)) as home, Site(home, AICMO_SMTP_URL=sink.url) as site:
        site.start(*PROCESSES)
        feeder = home.start()
        ready = feeder.call(f"{FEEDING}:prepare", seconds=plan["flushes"] * FLUSH_EVERY[scale][1] + plan["outage"])
        _create_effects(home)
        _wait_for(lambda: len(written.heard(home.var)) == WORKERS, seconds=60)
        feeder.send(f"{FEEDING}:feed", ready=ready)
        _break_redis(home, plan, FLUSH_EVERY[scale], random.Random(seed))
        again = time.time()
        _wait_for(lambda: _all_heard_since(home, again), seconds=LONGEST_DEAF)
        (home.var / "enough").touch()
        put = feeder.receive()
        _wait_for(lambda: _all_done(home, sink, put), seconds=8.0 if mutate else LONGEST_WAIT + 5)
        found = _judge(put, _started(home, sink), _times(home, sink))
        found |= {"deaf": _deaf(home), "ended": site.ended()}
    sink.shutdown()
    ok = not (found["lost"] or found["twice"] or found["ended"])
    ok = ok and max(found["waits"].values()) <= LONGEST_WAIT and max(found["deaf"].values()) <= LONGEST_DEAF
    return {"ok": ok, **plan, **found}


def _create_effects(home: house.House) -> None:
    with home.superuser() as connection:
        connection.execute("CREATE TABLE fault_facts (number int)")
        at = "at timestamptz DEFAULT clock_timestamp()"
        connection.execute(f"CREATE TABLE fault_effects (number int, receiver text, {at})")
        connection.execute("GRANT ALL ON fault_facts, fault_effects TO PUBLIC")


def _break_redis(home: house.House, plan: dict, every: tuple[float, float], dice: random.Random) -> None:
    for _ in range(plan["flushes"]):
        time.sleep(dice.uniform(*every))
        redis.Redis.from_url(home.redis.url).flushall()
    if plan["outage"]:
        home.redis.stop(signal.SIGKILL)
        time.sleep(plan["outage"])
        home.redis.start()


def _wait_for(what, *, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not what() and time.monotonic() < end:
        time.sleep(0.2)


def _all_heard_since(home: house.House, moment: float) -> bool:
    moments = written.heard(home.var).values()
    return len(moments) == WORKERS and all(times[-1] > moment for times in moments)


def _all_done(home: house.House, sink: MailServer, put: dict[str, Moments]) -> bool:
    started = _started(home, sink)
    return all(started[kind].keys() >= put[kind].keys() for kind in put)


def _started(home: house.House, sink: MailServer) -> dict[str, Moments]:
    """Kind → what was begun → when, the first time."""
    told = "SELECT number::text, extract(epoch FROM min(at))::float FROM fault_effects GROUP BY number HAVING count(*) > 1"
    posts = dict(reversed(written.posted(home.var)))
    return {"mail": dict(sink.first), "signal": dict(home.ask(told)), "post": posts}


def _times(home: house.House, sink: MailServer) -> dict[str, Counter]:
    """Kind → how often each thing was done."""
    told = Counter(f"{number} {receiver}" for number, receiver in home.ask("SELECT number, receiver FROM fault_effects"))
    return {"mail": Counter(sink.taken), "signal": told, "post": Counter(m for m, _ in written.posted(home.var))}


def _judge(put: dict[str, Moments], started: dict[str, Moments], times: dict[str, Counter]) -> dict:
    lost = {kind: len(names.keys() - started[kind].keys()) for kind, names in put.items()}
    waits = {kind: [started[kind][n] - at for n, at in names.items() if n in started[kind]] for kind, names in put.items()}
    return {
        "put": {kind: len(names) for kind, names in put.items()},
        "lost": sum(lost.values()),
        "lost_by_kind": lost,
        "twice": sum(1 for counts in times.values() for count in counts.values() if count > 1),
        "waits": {kind: round(max(seconds, default=0.0), 1) for kind, seconds in waits.items()},
    }


def _deaf(home: house.House) -> dict[str, float]:
    """Worker → the longest time between two messages that reached it, and from the last one until now."""
    found = {}
    for name, moments in written.heard(home.var).items():
        ends = [*moments, time.time()]
        found[name.split("@")[0]] = round(max(b - a for a, b in pairwise(ends)), 1)
    return found if len(found) == WORKERS else {**found, "never heard": 1e9}
