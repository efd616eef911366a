"""The published shape of each app, kept in `contracts/<app>.json`: facade signatures, DTO and signal schemas, version."""

from __future__ import annotations

import dataclasses
import enum
import importlib
import inspect
import json
import sys
from pathlib import Path

from django.conf import settings
from pydantic import TypeAdapter


def current(app: str) -> dict:
    """The shape that the code has now."""
    contracts = importlib.import_module(f"apps.{app}.contracts")
    signals = importlib.import_module(f"apps.{app}.signals")
    services = importlib.import_module(f"apps.{app}.services")
    return {
        "version": contracts.CONTRACT_VERSION,
        "services": {name: _signature(getattr(services, name)) for name in sorted(services.__all__)},
        "types": {name: _schema(t) for name, t in sorted(_types(contracts, signals).items())},
        "enums": {
            name: {m.name: m.value for m in t}
            for name, t in sorted(vars(contracts).items())
            if isinstance(t, type) and issubclass(t, enum.Enum) and t.__module__.startswith(contracts.__name__)
        },
        "errors": sorted(
            name
            for name, t in vars(contracts).items()
            if isinstance(t, type) and issubclass(t, Exception) and t.__module__.startswith(contracts.__name__)
        ),
    }


def stored(app: str) -> dict | None:
    """The committed shape, None if there is none yet."""
    path = folder() / f"{app}.json"
    return json.loads(path.read_text()) if path.exists() else None


def folder() -> Path:
    """Where snapshots lie."""
    return Path(settings.BASE_DIR) / "contracts"


def breaking(old: dict, new: dict) -> list[str]:
    """Changes that a caller or a stored signal would notice."""
    found = [f"service {n} is gone or changed" for n, s in old["services"].items() if not _serves(s, new["services"].get(n, ""))]
    found += [f"error {n} is gone" for n in old["errors"] if n not in new["errors"]]
    for name, members in old["enums"].items():
        after = new["enums"].get(name, {})
        found += [f"{name}.{m} is gone or changed" for m, value in members.items() if after.get(m) != value]
    for name, schema in old["types"].items():
        after = new["types"].get(name)
        if after is None:
            found.append(f"type {name} is gone")
            continue
        for field, kind in schema.get("properties", {}).items():
            if after.get("properties", {}).get(field) != kind:
                found.append(f"{name}.{field} is gone or changed")
        if added := set(after.get("required", [])) - set(schema.get("required", [])):
            found.append(f"{name} requires {sorted(added)}")
    return found


def problem(app: str) -> str:
    """What the version rules say against rewriting the snapshot; "" if nothing."""
    old, new = stored(app), current(app)
    if old is None or _shape(old) == _shape(new):
        return ""
    before, after = _parts(old["version"]), _parts(new["version"])
    if found := breaking(old, new):
        return "" if after[0] > before[0] else f"{app}: breaking ({'; '.join(found)}) needs a major bump of {old['version']}"
    return "" if after > before else f"{app}: an addition needs a minor bump of {old['version']}"


def write(app: str) -> bool:
    """Rewrite the snapshot; returns whether it changed."""
    text = json.dumps(current(app), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    path = folder() / f"{app}.json"
    if path.exists() and path.read_text() == text:
        return False
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return True


def main(apps: tuple[str, ...]) -> int:
    """`make contracts`: rewrite all snapshots, or name what the version rules refuse (exit code 1)."""
    refused = [text for app in apps if (text := problem(app))]
    for text in refused:
        print(text, file=sys.stderr)
    if refused:
        return 1
    changed = [app for app in apps if write(app)]
    print(f"contracts: {len(apps)} snapshots, {len(changed)} rewritten" + (f" ({', '.join(changed)})" if changed else ""))
    return 0


def _types(*doors) -> dict[str, type]:
    return {
        getattr(t, "signal_name", name): t
        for door in doors
        for name, t in vars(door).items()
        if dataclasses.is_dataclass(t) and isinstance(t, type) and t.__module__.startswith(door.__name__)
    }


def _schema(kind: type) -> dict:
    schema = TypeAdapter(kind).json_schema()
    for text in ("description", "title"):
        schema.pop(text, None)
    return schema


def _signature(function) -> str:
    return str(inspect.signature(function)).replace("'", "")


def _serves(old: str, new: str) -> bool:
    """Whether calls written for the old signature work with the new one: what is new has a default, no default is gone."""
    (before, answer), (after, now) = _taken_apart(old), _taken_apart(new)
    kept = all(after.get(name, (None, False))[0] == kind for name, (kind, _) in before.items())
    optional = all(has_default for name, (_, has_default) in after.items() if before.get(name, ("", True))[1])
    return answer == now and kept and optional


def _taken_apart(signature: str) -> tuple[dict[str, tuple[str, bool]], str]:
    """The arguments of a written signature with their kind and whether they have a default, and what it answers."""
    arguments, _, answer = signature.rpartition(" -> ")
    parts, depth = [""], 0
    for letter in arguments[1:-1]:
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    found = {}
    for part in parts:
        stated, equals, _ = part.partition("=")
        name, _, kind = stated.partition(":")
        found[name.strip()] = (kind.strip(), bool(equals))
    return found, answer


def _shape(snapshot: dict) -> dict:
    return {k: v for k, v in snapshot.items() if k != "version"}


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
