"""docs/measured.md: what a run of `make test`, `make faults` or `make bench` printed, as JSON, when WRITE=1 asked for it."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "measured.md"
HEAD = """# Measured

The lines of JSON that the last written run of each command printed: `make test WRITE=1`, `make faults SCALE=full WRITE=1`,
`make bench SCALE=full WRITE=1`. A section is written whole, or stays as it was.
"""


def machine() -> str:
    """The machine, by what matters and no name: "2 cores, 24 GB"."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{os.cpu_count()} cores, {round(memory / 2**30)} GB"


def write(command: str, lines: list[dict], *, page: Path = PAGE) -> None:
    """Put the command's section, with these lines, in place of the one before; the others stay."""
    text = page.read_text() if page.exists() else HEAD
    sections = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE))
    told = "\n".join(json.dumps(line, sort_keys=True, default=str) for line in lines)
    sections[command] = f"\n{machine()}, {datetime.now(UTC):%Y-%m-%d}.\n\n```json\n{told}\n```\n\n"
    body = "".join(f"## {name}\n{section}" for name, section in sorted(sections.items()))
    page.write_text(f"{HEAD}\n{body}".rstrip() + "\n")
