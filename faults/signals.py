"""G3: signals under fire. Sixteen writers, a tenth rolled back, four relays, some of them killed, every signal told twice."""

from __future__ import annotations

import time

from faults.harness import house
from faults.harness.mutation import Mutation

PLANS = {"ci": {"signals": 5_000, "kills": 2, "batch": 25}, "full": {"signals": 100_000, "kills": 20, "batch": 200}}
"""`batch`: how many signals a relay takes at once; in the long form as many as the product's own."""
MUTATED = {"signals": 400, "kills": 0, "batch": 25}
WRITERS, THREADS, RELAYS = 4, 4, 4
LEASE_SECONDS = 5
MUTATIONS = {
    "cursor_instead_of_state": Mutation(patch="relay_with_cursor"),
    "no_inbox": Mutation(patch="forget_inbox"),
    "told_after_commit": Mutation(patch="publish_outside_transaction"),
}
WORK = "faults.harness.telling"
TABLES = (
    "CREATE TABLE fault_facts (number int)",
    "CREATE TABLE fault_effects (number int, receiver text)",
    "GRANT ALL ON fault_facts, fault_effects TO PUBLIC",
)
"""What the writers change, and what the receivers do. No constraint stands behind them: only the signals' own guards."""
REDELIVER = "UPDATE kernel_outbox SET state = 'pending', retry_at = NULL, lease_until = NULL WHERE state = 'done' AND name = %s"
NAME = "qc.fault_told.v1"


def run(*, scale: str, mutate: str = "", seed: int = 20251213) -> dict:
    """JSON: signals told and undone, kills, those lost, applied twice or told though undone, poison's delay in seconds."""
    plan = MUTATED if mutate else PLANS[scale]
    with house.opened(MUTATIONS.get(mutate)) as home:
        with home.superuser() as connection:
            for statement in TABLES:
                connection.execute(statement)
        relays = [home.start() for _ in range(RELAYS)]
        spare = [home.start() for _ in range(plan["kills"])]
        idle = LEASE_SECONDS + 2.0 if spare else 2.0  # what a killed relay held comes back after the lease
        written = _write(home, plan, relays, spare, seed, idle)
        _relay(relays, plan, idle)
        with home.superuser() as connection:
            connection.execute(REDELIVER, [NAME])
        _relay(relays, plan, idle)
        found = _count(home)
        delay = 0.0 if mutate else home.start().call(f"{WORK}:poison_delay")
    ok = not (found["lost"] or found["twice"] or found["ghosts"]) and delay < 1.0 and found["poison"] > 0
    return {"ok": ok, "kills": plan["kills"], "poison_delay": round(delay, 3), **written, **found}


def _write(home: house.House, plan: dict, relays: list, spare: list, seed: int, idle: float) -> dict[str, int]:
    """All writers at once, relays beside them; a relay is killed and another takes its place, at even distances."""
    writers, share = [home.start() for _ in range(WRITERS)], plan["signals"] // WRITERS
    for relay in relays:
        _begin(relay, plan, idle)
    for number, writer in enumerate(writers):
        writer.send(f"{WORK}:write", first=number * share, count=share, threads=THREADS, seed=seed + 1000 * number)
    for kill in range(1, plan["kills"] + 1):
        _wait_for(home, plan["signals"] * kill // (plan["kills"] + 2))
        relays.pop(0).kill()
        relays.append(spare.pop())
        _begin(relays[-1], plan, idle)
    done = [writer.receive() for writer in writers]
    (home.var / "written").touch()
    for relay in relays:
        relay.receive()
    return {what: sum(answer[what] for answer in done) for what in ("told", "undone")}


def _wait_for(home: house.House, effects: int) -> None:
    end = time.monotonic() + 120
    while home.number("SELECT count(DISTINCT number) FROM fault_effects") < effects and time.monotonic() < end:
        time.sleep(0.1)


def _relay(relays: list, plan: dict, idle: float) -> None:
    for relay in relays:
        _begin(relay, plan, idle)
    for relay in relays:
        relay.receive()


def _begin(relay: house.Process, plan: dict, idle: float) -> None:
    relay.send(f"{WORK}:relay", lease_seconds=LEASE_SECONDS, limit=plan["batch"], idle_seconds=idle)


def _count(home: house.House) -> dict[str, int]:
    poison = "SELECT (payload->>'number')::int FROM kernel_outbox WHERE payload->>'poison' = 'true'"
    facts = (
        f"SELECT number, 'first' FROM fault_facts WHERE number NOT IN ({poison}) "
        "UNION ALL SELECT number, 'second' FROM fault_facts"
    )
    twice = "SELECT count(*) FROM (SELECT 1 FROM fault_effects GROUP BY number, receiver HAVING count(*) > 1) AS found"
    return {
        "lost": home.number(f"SELECT count(*) FROM ({facts} EXCEPT SELECT number, receiver FROM fault_effects) AS found"),
        "ghosts": home.number(f"SELECT count(*) FROM (SELECT number, receiver FROM fault_effects EXCEPT ({facts})) AS found"),
        "twice": home.number(twice),
        "poison": home.number(f"SELECT count(*) FROM ({poison}) AS found"),
        "dead": home.number("SELECT count(*) FROM kernel_outbox WHERE state = 'dead'"),
    }
