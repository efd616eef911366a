"""robots.txt by RFC 9309: the group for our name, else for all; the longest rule that fits decides, allow wins a tie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

MAX_BYTES = 512_000
"""RFC 9309 2.5 asks for at least 500 KiB."""


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules that hold for us: (allow, pattern) in their order."""

    rules: tuple[tuple[bool, str], ...] = ()

    def allows(self, path: str) -> bool:
        """Whether a path with its query may be fetched. robots.txt itself always may."""
        wanted = _normal(path or "/")
        if wanted == "/robots.txt":
            return True
        fitting = [(len(pattern), allow) for allow, pattern in self.rules if _fits(pattern, wanted)]
        return max(fitting)[1] if fitting else True


ALL_CLOSED = Robots(rules=((False, "/"),))
"""What holds where the file exists but cannot be read now (RFC 9309 2.3.1.4)."""
ALL_OPEN = Robots()


def parse(text: str, *, agent: str) -> Robots:
    """The rules for `agent` (its product token, e.g. AICMO)."""
    groups: list[tuple[set[str], list[tuple[bool, str]]]] = []
    collecting = False
    for raw in text.lstrip("\ufeff").splitlines():
        name, colon, value = raw.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            if not collecting:
                groups.append((set(), []))
            groups[-1][0].add(re.split(r"[/\s]", value.lower())[0])
            collecting = True
        elif name in ("allow", "disallow") and groups:
            collecting = False
            if value:
                groups[-1][1].append((name == "allow", _normal(value)))
    for wanted in (agent.lower(), "*"):
        found = [rules for agents, rules in groups if wanted in agents]
        if found:
            return Robots(rules=tuple(rule for rules in found for rule in rules))
    return ALL_OPEN


def _normal(path: str) -> str:
    return quote(unquote(path, errors="surrogateescape"), safe="/*$?=&;:@!+,'()~-._%", errors="surrogateescape")


def _fits(pattern: str, path: str) -> bool:
    """Matches from the start; `*` is anything, `$` at the end is the end. Linear, whatever the pattern."""
    ends = pattern.endswith("$")
    first, *parts = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not parts:
        return path == first if ends else True
    place = len(first)
    for part in parts[:-1]:
        place = path.find(part, place)
        if place < 0:
            return False
        place += len(part)
    if ends:
        return path.endswith(parts[-1]) and len(path) - len(parts[-1]) >= place
    return path.find(parts[-1], place) >= 0
