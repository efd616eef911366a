"""G11: who objected, was suppressed or erased gets no mail, whatever the way in; caps hold; an erased person leaves no trace."""

from __future__ import annotations

import subprocess
from pathlib import Path

from faults.harness import house
from faults.harness.mutation import Mutation

WAYS = ("file", "api", "plan", "resumed", "door", "alias", "domain", "client", "hash", "erased")
PLANS = {
    "ci": {"people": 500, "traces": 5, "loops": 3, "controls": 60, "stoppers": 15},
    "full": {"people": 10_000, "traces": 20, "loops": 20, "controls": 200, "stoppers": 100},
}
WORKERS = 8
PER_DAY, PER_BOX = 40, 25
WORK = "faults.harness.objecting"
MUTATIONS = {
    "no_suppression": Mutation(patch="forget_suppressions"),
    "no_caps": Mutation(patch="forget_day_caps"),
    "half_erased": Mutation(patch="erase_cams_rows_only"),
    "restored_unseen": Mutation(patch="trust_any_database"),
}
TRACES = ("trace{}@", "Giventrace{}", "Familytrace{}")


def run(*, scale: str, mutate: str = "") -> dict:
    """JSON: people by ways in, mails to them, unsubscribe's seconds, mails over the caps, hits of the erased, loops, restore."""
    plan = PLANS["ci" if mutate else scale]
    with house.opened(MUTATIONS.get(mutate)) as home:
        desk = home.start()
        desk.call(f"{WORK}:prepare")
        people = sum(desk.call(f"{WORK}:come_in", way=way, count=plan["people"] // len(WAYS)) for way in WAYS)
        _work(home, day=0)
        mails = _count(home, *WAYS)
        answered = desk.call(f"{WORK}:traces", count=plan["traces"])
        hits = _hits(home, plan["traces"])
        loops = desk.call(f"{WORK}:loops", count=plan["loops"])
        slowest = _stop(home, desk, plan["stoppers"])
        again, twice = _restore(home, plan)
        waiting = home.start().call(f"{WORK}:controls", count=plan["controls"], per_day=PER_DAY, per_box=PER_BOX)
        before = home.number("SELECT count(*) FROM kernel_mails WHERE state = 'sent'")
        _work(home, day=1)
        sent = home.number("SELECT count(*) FROM kernel_mails WHERE state = 'sent'") - before
    found = {
        "people": people, "ways": len(WAYS), "mails": mails, "unsubscribe_seconds": slowest, "erased": plan["traces"],
        "answered": answered, "hits": hits, "loop_mails": loops, "controls": waiting, "sent_under_caps": sent, "cap": PER_DAY,
        "left_unconfirmed": again, "left_twice": twice,
    }  # fmt: skip
    ok = (
        not (mails or hits or again or twice) and loops <= 1 and slowest <= 1.0 and sent == PER_DAY and answered == plan["traces"]
    )
    return {"ok": ok and waiting > PER_DAY, "workers": WORKERS, **found}


def _work(home: house.House, *, day: int) -> None:
    workers = [home.start() for _ in range(WORKERS)]
    for worker in workers:
        worker.send(f"{WORK}:work", seconds=0.5, day=day)
    for worker in workers:
        worker.receive()


def _boxes(home: house.House) -> list[Path]:
    return sorted((home.var / "mail" / "out").glob("*/new/*"))


def _count(home: house.House, *ways: str) -> int:
    """Mails that lie in a box of these people."""
    return sum(1 for path in _boxes(home) if path.parents[1].name.replace(".", "").startswith(ways))


def _stop(home: house.House, desk: house.Process, count: int) -> float:
    """Workers send while people press the button: seconds from the press to the last mail that left for that person."""
    links = desk.call(f"{WORK}:stoppers", count=count)
    workers = [home.start() for _ in range(WORKERS - 1)]
    for worker in workers:
        worker.send(f"{WORK}:work", seconds=2.0, day=0)
    pressed = desk.call(f"{WORK}:unsubscribe", links=links)
    for worker in workers:
        worker.receive()
    left = {path.parents[1].name: path.stat().st_mtime for path in _boxes(home)}
    return round(max([left[to] - at for to, at in pressed.items() if to in left], default=0.0), 3)


def _hits(home: house.House, count: int) -> int:
    """Lines of a dump, and files and names of files, that tell of an erased person."""
    words = [word.format(number) for number in range(count) for word in TRACES]
    host, port = home.environment["AICMO_DB_HOST"], home.environment["AICMO_DB_PORT"]
    program = max(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"), key=lambda path: float(path.parts[-3]))
    dump = [str(program), "-h", host, "-p", port, "-U", "postgres", "--inserts", home.database]
    text = subprocess.run(dump, capture_output=True, check=True).stdout.decode().lower()
    found = sum(any(word.lower() in line for word in words) for line in text.splitlines())
    for path in home.var.rglob("*"):
        held = str(path) + (path.read_bytes().decode("latin-1") if path.is_file() else "")
        found += any(word.lower() in held.lower() for word in words)
    return found


def _restore(home: house.House, plan: dict) -> tuple[int, int]:
    """A backup, then mails leave, then the backup stands again: mails that leave before a person has confirmed, and after it."""
    copy, desk = f"{home.database}_saved", home.start()
    desk.call(f"{WORK}:waiting", count=plan["loops"])
    desk.kill()
    home.rest()
    with home.superuser("postgres") as server:
        server.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{home.database}"')
        _work(home, day=0)
        home.rest()
        before = len(_boxes(home))
        for path in (home.var / "mail" / "out").glob("backup*/new/*"):
            path.unlink()  # what has left is no longer in our hands
            before -= 1
        server.execute(f'DROP DATABASE "{home.database}" WITH (FORCE)')
        server.execute(f'ALTER DATABASE "{copy}" RENAME TO "{home.database}"')
    _work(home, day=0)
    unconfirmed = len(_boxes(home)) - before
    home.start().call(f"{WORK}:confirm")
    with home.superuser() as connection:
        connection.execute("UPDATE kernel_mails SET retry_at = NULL")
    _work(home, day=0)
    return unconfirmed, sum(1 for path in _boxes(home) if path.parents[1].name.startswith("backup"))
