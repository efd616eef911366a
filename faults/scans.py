"""G9: no known weakness in the product's code, no secret in any file of the repository, no known hole in what it is made of."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

from faults.harness import accepted

ROOT = Path(__file__).resolve().parents[1]
CODE = ("aicmo_site", "apps", "kernel")
GENERATED = "contracts/"
"""Written by `manage.py contracts` from signatures: left to the full form."""
WEAK = "a_call_through_a_shell"
PLANTED = {
    WEAK: "import subprocess\n\n\ndef show(name):\n    return subprocess.call(f'cat {name}', shell=True)\n",
    "a_key_in_a_file": "KEY = '" + "AKIA" + "Z7QW3MNB5TLX2RVC" + "'\n",
}
MUTATIONS = dict.fromkeys(PLANTED)
"""Here nothing is taken away: a file that should be found is laid beside the others."""
PLAIN = (".py", ".json", ".csv")
SECONDS = 60
Found = Counter[tuple[str, str]]


def run(*, scale: str, mutate: str = "") -> dict:
    """JSON: weaknesses and secrets beside those that were looked at, entries without a finding; vulnerabilities of the pinned
    packages, null with the reason where the advisory service could not be asked."""
    with tempfile.TemporaryDirectory(prefix="aicmo-scan-") as folder, ThreadPoolExecutor() as beside:
        planted = [Path(folder) / "planted.py"] if mutate else []
        for path in planted:
            path.write_text(PLANTED[mutate])
        advisories = beside.submit(_advisories if not mutate else lambda: {"vulnerabilities": None, "pip_audit": "left out"})
        weak = beside.submit(_weaknesses, planted)
        secrets, files = _secrets(planted, generated=scale == "full") if mutate != WEAK else (Counter(), 0)
        found = {
            "weaknesses": _beyond(weak.result(), accepted.WEAKNESSES),
            "secrets": _beyond(secrets, accepted.SECRETS) if files else [],
            "files": files,
            **advisories.result(),
        }
    ok = not (found["weaknesses"] or found["secrets"] or found["vulnerabilities"]) and (files > 0 or bool(mutate))
    return {"ok": ok, **found}


def _beyond(found: Found, known: dict[tuple[str, str], tuple[int, str]]) -> list[str]:
    counts = {what: (found[what], known.get(what, (0, ""))[0]) for what in {*found, *known}}
    return sorted(f"{path}: {what}: {is_}, known {should}" for (path, what), (is_, should) in counts.items() if is_ != should)


def _weaknesses(planted: list[Path]) -> Found:
    """File and rule of each finding."""
    done = _tool("bandit", "-q", "-r", *CODE, *map(str, planted), "-f", "json")
    return Counter((_name(one["filename"]), one["test_id"]) for one in json.loads(done.stdout)["results"])


def _secrets(planted: list[Path], *, generated: bool) -> tuple[Found, int]:
    """File and kind of each finding, in every file that git knows; and how many files those are."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    paths = [ROOT / name for name in listed if name and (generated or not name.startswith(GENERATED))]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(_secrets_of, [str(path) for path in [*planted, *paths]], chunksize=20)
        return Counter((_name(name), kind) for one in found for name, kind in one), len(paths)


def _secrets_of(path: str) -> list[tuple[str, str]]:
    from detect_secrets.core.scan import scan_file
    from detect_secrets.settings import default_settings

    with default_settings():
        if path.endswith(PLAIN) and not _may_hold_one(path):
            return []
        return [(path, secret.type) for secret in scan_file(path)]


def _may_hold_one(path: str) -> bool:
    """Whether any detector sees anything in any line, before filters: a quick first look at files that are read as they stand."""
    from detect_secrets.core.scan import get_plugins

    lines = set(Path(path).read_text().splitlines())
    return any(plugin.analyze_line(filename=path, line=line) for plugin in get_plugins() for line in lines)


def _advisories() -> dict:
    """Known vulnerabilities of all pinned packages. Nobody who could not be asked has said that there are none."""
    files = [word for path in sorted(ROOT.glob("requirements*.txt")) for word in ("-r", str(path))]
    options = ("--no-deps", "--disable-pip", "--timeout", "5", "--progress-spinner", "off", "-f", "json")
    try:
        done = _tool("pip-audit", *files, *options)
        packages = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return {"vulnerabilities": None, "pip_audit": "not run: the advisory service does not answer"}
    unknown = [one["name"] for one in packages if "skip_reason" in one]
    holes = sorted(f"{one['name']} {one['version']}: {hole['id']}" for one in packages for hole in one.get("vulns", ()))
    if unknown and not holes:
        told = f"not run: the advisory service knows {len(packages) - len(unknown)} of {len(packages)} packages"
        return {"vulnerabilities": None, "pip_audit": told}
    return {"vulnerabilities": holes, "pip_audit": f"{len(packages)} packages"}


def _tool(name: str, *arguments: str) -> subprocess.CompletedProcess:
    command = [str(Path(sys.executable).with_name(name)), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS)


def _name(path: str) -> str:
    """The path inside the repository."""
    full = (ROOT / path).resolve()
    return str(full.relative_to(ROOT)) if full.is_relative_to(ROOT) else full.name
