"""G4: a client's journey whose process is killed at every crash point, forward and compensating, ends as an undisturbed one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from faults.harness import house
from faults.harness.mutation import Mutation

MUTATIONS = {"keys_are_not_kept": Mutation(patch="forget_keys_of_steps")}
PLANS = {"ci": {"plays": (True,), "kill_times": 1}, "full": {"plays": (True, False), "kill_times": 3}}
"""True: played until posts stand, then cancelled and compensated; False: played to its paid and assessed end."""
LEAST_POINTS = 60
UNCOUNTED = (
    "django_", "kernel_audit_facts", "kernel_keys", "kernel_workers", "kernel_slots", "kernel_outbox", "kernel_inbox",
    "observability_", "cam_worker_heartbeats", "learning_events", "orchestration_waits",
)  # fmt: skip
"""Tables that tell of attempts, not of what took effect; the last two are looked at by name and step instead."""
WAITING = "orchestration.journey_waiting"
ANSWERS = """
    SELECT 'answered ' || used_at_step || ': ' || name, count(*) FROM orchestration_events WHERE used_at_step <> '' GROUP BY 1
    UNION ALL SELECT 'waits at ' || step, count(*) FROM orchestration_waits WHERE ended_at IS NULL GROUP BY 1
    UNION ALL SELECT 'learned ' || name, count(*) FROM learning_events WHERE name <> 'orchestration.journey_waiting' GROUP BY 1
"""
"""A journey that hears the answer before it has come to where it would wait for it does not wait: then it takes the same answer
at the same step. So answers and open waits are compared, and waits that ended need an answer each."""
UNANSWERED = """
    SELECT count(*) FROM (
        SELECT journey_id, step, count(*) AS n FROM orchestration_waits WHERE ended_at IS NOT NULL GROUP BY 1, 2
    ) w
    WHERE n > (SELECT count(*) FROM orchestration_events e WHERE e.journey_id = w.journey_id AND e.used_at_step = w.step)
"""
TOLD = "SELECT count(*) FROM kernel_outbox WHERE state = 'done' AND name = 'orchestration.journey_waiting.v1'"
LEARNED = "SELECT count(*) FROM learning_events WHERE name = 'orchestration.journey_waiting'"


def run(*, scale: str, mutate: str = "") -> dict:
    """JSON: per play the points, kills and processes, how the journey ended, and every figure that differs from the calm play."""
    plan, found, differences = PLANS[scale], [], []
    with ThreadPoolExecutor(1) as pool:  # a play keeps one core busy
        for cancel in plan["plays"]:
            undisturbed = pool.submit(_play, cancel, 0, None)
            killed, played = _play(cancel, plan["kill_times"], MUTATIONS.get(mutate))
            calm, _ = undisturbed.result()
            names = sorted(name for name in {*calm, *killed} if calm.get(name) != killed.get(name))
            differences += [f"{name}: {calm.get(name)} became {killed.get(name)}" for name in names]
            found.append({"cancelled": cancel, **played})
    ok = not differences and all(p["code"] == 0 and p["points"] >= LEAST_POINTS for p in found)
    return {"ok": ok, "plays": found, "differences": differences[:12]}


def _play(cancel: bool, kill_times: int, mutation: Mutation | None) -> tuple[dict[str, int], dict]:
    with house.opened(mutation) as home:
        played = home.start().call("faults.harness.journey:play", cancel=cancel, kill_times=kill_times)
        return _table(home), played


def _table(home: house.House) -> dict[str, int]:
    """How many rows there are by table, and by state where a table has one: a second effect would change a number."""
    found = {}
    for (table,) in home.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"):
        if table.startswith(UNCOUNTED):
            continue
        has_state = home.ask("SELECT 1 FROM information_schema.columns WHERE table_name = %s AND column_name = 'state'", table)
        if has_state:
            rows = home.ask(f'SELECT state, count(*) FROM "{table}" GROUP BY state')
            found |= {f"{table} {state}": count for state, count in rows}
        else:
            found[table] = home.number(f'SELECT count(*) FROM "{table}"')
    for name, count in home.ask("SELECT name, count(*) FROM kernel_outbox WHERE state = 'done' GROUP BY name"):
        if name != f"{WAITING}.v1":
            found[f"told {name}"] = count
    waits = home.number("SELECT count(*) FROM orchestration_waits")
    found |= {"waits without an answer": home.number(UNANSWERED), "waits not told": waits - home.number(TOLD)}
    return found | dict(home.ask(ANSWERS)) | {"waits not learned": waits - home.number(LEARNED)}
