"""A database that is older than what left: recognised, held, and told what is known to have left since it was saved.

Beside the database, under AICMO_LEFT_ROOT, every module keeps a journal: a line before an act, a line after it. The ledger always
knows an act before the journal does; so if the journal's last act is not in the ledger, the database was restored. Nothing leaves
then (`refuse`), until a person has confirmed (the switch `restored` is lifted). Acts that the journal knows are put into the
ledger first, so none of them happens twice. The journal is no part of a backup: it must be newer than any.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.db import transaction

from kernel import clock, walls
from kernel.db import alias_for
from kernel.errors import SwitchedOff
from kernel.models import Effect, Installation, Mail, Switch

log = logging.getLogger(__name__)
RISK, LEFT, AGAIN = "risk", "left", "again"
NAME, KNOWN, DATABASE = "restored", "known_left", "default"
TAIL = 65536
REMEDY = "Look at what left after the backup was made, then confirm on the page of switches."


class Restored(SwitchedOff):
    """The database is older than what left."""


def note(*, app: str, kind: str, key: str, what: str, marks: tuple[str, ...] = ()) -> None:
    """A line in the module's journal: RISK before an act, LEFT after it, AGAIN where it certainly did not happen.

    `marks` are keyed hashes under which the same act could come back (another row, the same mail to the same person).
    """
    line = {"at": clock.now(), "kind": kind, "key": key, "what": what}
    _append(_path(app), line | ({"marks": marks} if marks else {}))


def refuse(app: str) -> None:
    """Raise Restored where the ledger does not know the last act of the module that the journal knows."""
    path = _path(app)
    if not path.exists():
        if _installation().begun_at is not None and not path.parent.exists():
            raise Restored("The journal of what left is missing: this database may be a restored one.", remedy=REMEDY)
        return
    last = _last(_lines(path, TAIL))
    if last and not Effect.objects.using(alias_for(app)).filter(kind=last["kind"], key=last["key"]).exists():
        raise Restored("The database is older than what left: it was restored.", remedy=REMEDY)


def look() -> bool:
    """Whether the database was restored; if so all acts are held and the ledger is told. Also begins the journal."""
    folder, row = _folder(), _installation()
    missing = row.begun_at is not None and not folder.exists()
    late = [path.stem for path in sorted(folder.glob("*.log"))] if folder.exists() else []
    late = [app for app in late if app in _apps() and _is_older(app)]
    if not missing and not late:
        if row.begun_at is None or not folder.exists():
            folder.mkdir(parents=True, exist_ok=True)
            with walls.writing_as(walls.KERNEL, using=DATABASE):
                Installation.objects.using(DATABASE).filter(pk=row.pk).update(begun_at=clock.now())
        return False
    lost = {app: _unknown_to_ledger(app) for app in late}
    _hold(missing, sum(map(len, lost.values())))
    for app, acts in lost.items():
        _tell_ledger(app, acts)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "recovered").touch()
    log.error("the database was restored: nothing leaves before a person confirms", extra={"modules": ",".join(late)})
    return True


def pending() -> bool:
    """Whether a restore waits for a person to confirm it."""
    return Switch.objects.using(DATABASE).filter(name=NAME, on=True).exists()


def known(app: str, marks: tuple[str, ...]) -> tuple[str, str] | None:
    """State and note of an act that left before the restore under one of these marks; None where none did."""
    if not marks or not (_folder() / "recovered").exists():
        return None
    rows = Effect.objects.using(alias_for(app)).filter(kind=KNOWN, key__in=marks)
    return rows.order_by("state").values_list("state", "ref").first()


def remember_objection(digest: str) -> None:
    """Keep a keyed hash of who objected beside the database, once the open transaction has committed."""
    transaction.on_commit(lambda: _append(_folder() / "objections", {"hash": digest}), using=alias_for("cam"))


def objections() -> list[str]:
    """All keyed hashes that objected, as the journal has them."""
    path = _folder() / "objections"
    return list(dict.fromkeys(line["hash"] for line in _lines(path))) if path.exists() else []


def _hold(missing: bool, lost: int) -> None:
    waiting = sum(Mail.objects.using(alias).filter(state="pending").count() for alias in _databases())
    why = "the journal of what left is missing" if missing else f"{lost} acts left after it was saved"
    reason = f"The database was restored: {why}; {waiting} mails wait. {REMEDY}"
    with walls.writing_as(walls.KERNEL, using=DATABASE):
        Switch.objects.using(DATABASE).update_or_create(
            name=NAME, scope="", defaults={"on": True, "reason": reason, "set_by": None, "at": clock.now()}
        )


def _unknown_to_ledger(app: str) -> dict[tuple[str, str], dict[str, Any]]:
    """By kind and key the acts that left, or may have, and that the ledger has not; with all their marks."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for line in _lines(_path(app)):
        act = found.setdefault((line["kind"], line["key"]), {"marks": set()})
        act["what"] = line["what"]
        act["marks"] |= set(line.get("marks", ()))
    rows = Effect.objects.using(alias_for(app)).filter(app=app)
    there = set(rows.values_list("kind", "key"))
    return {key: act for key, act in found.items() if act["what"] != AGAIN and key not in there}


def _tell_ledger(app: str, acts: dict[tuple[str, str], dict[str, Any]]) -> None:
    using, now = alias_for(app), clock.now()
    with walls.writing_as(walls.KERNEL, using=using):
        for (kind, key), act in acts.items():
            state = "done" if act["what"] == LEFT else "unknown"
            told = {"app": app, "state": state, "ref": "left before the restore", "at_risk_at": now, "settled_at": now}
            for k, name in ((kind, key), *((KNOWN, mark) for mark in sorted(act["marks"]))):
                Effect.objects.using(using).get_or_create(kind=k, key=name, defaults=told)


def _is_older(app: str) -> bool:
    try:
        refuse(app)
    except Restored:
        return True
    return False


def _last(lines: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The last act that left or may have left."""
    undone = set()
    for line in reversed(lines):
        key = (line["kind"], line["key"])
        if line["what"] == AGAIN:
            undone.add(key)
        elif key not in undone:
            return line
    return None


def _lines(path: Path, tail: int = 0) -> list[dict[str, Any]]:
    """The lines of a journal, or of its last bytes; a line torn by a power failure is none."""
    with path.open("rb") as handle:
        if tail:
            handle.seek(max(handle.seek(0, os.SEEK_END) - tail, 0))
        parts = handle.read().split(b"\n")
    found = []
    for part in parts:
        try:
            found.append(orjson.loads(part))
        except orjson.JSONDecodeError:
            continue
    return found


def _append(path: Path, line: dict[str, Any]) -> None:
    """One write: lines of several processes never mix."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        os.write(handle, orjson.dumps(line) + b"\n")
    finally:
        os.close(handle)


def _installation() -> Installation:
    return Installation.objects.using(DATABASE).get()


def _folder() -> Path:
    return Path(settings.AICMO_LEFT_ROOT) / _id()


def _id() -> str:
    global _known_id
    if not _known_id:
        _known_id = _installation().pk.hex
    return _known_id


_known_id = ""


def _path(app: str) -> Path:
    return _folder() / f"{app}.log"


def _apps() -> tuple[str, ...]:
    from kernel import grants

    return grants.labels()


def _databases() -> list[str]:
    from kernel.signals import databases

    return databases()
