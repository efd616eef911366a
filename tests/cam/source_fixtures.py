"""Providers for the tests of sources: fakes behind the ports, and a loopback server that plays recorded answers."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from apps.cam import models
from apps.cam.contracts import Criteria, Profile
from apps.cam.providers import FakeEnricher, FakeMailHosts, FakeSource, FakeVerifier
from kernel.db import atomic

RECORDED = Path(__file__).parent / "recorded"


class Server:
    """What a path answers: (status, headers, body) or a function of the handler; every request is kept in `asked`."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Any]] = {}
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        self.stop = threading.Event()

    def put(self, path: str, *answers: Any) -> None:
        """These answers in turn, the last one for ever."""
        self.answers[path] = list(answers)

    def recorded(self, path: str, *names: str) -> None:
        """The recordings of these names, in turn."""
        found = [json.loads((RECORDED / f"{name}.json").read_text()) for name in names]
        self.put(path, *((r["status"], r.get("headers", {}), json.dumps(r["body"]).encode()) for r in found))

    def page(self, path: str, html: str, kind: str = "text/html; charset=utf-8", status: int = 200) -> None:
        """An HTML page or a text."""
        self.put(path, (status, {"content-type": kind}, html.encode()))

    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [path for _, path, _, _ in self.asked]


def hang(server: Server) -> Any:
    """An answer that does not come until the server stops."""
    return lambda handler: server.stop.wait(10)


@contextlib.contextmanager
def serving(settings: Any) -> Iterator[tuple[str, Server]]:
    """A server on a free port of the loopback that this process may call; its address."""
    kept = Server()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            path = self.path.partition("?")[0]
            kept.asked.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            queue = kept.answers.get(path) or [(404, {"content-type": "text/plain"}, b"not here")]
            found = queue.pop(0) if len(queue) > 1 else queue[0]
            if callable(found):
                found(self)
                return
            status, headers, data = found
            self.send_response(status)
            for name, value in {"content-type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(data)

        do_GET = do_POST = _answer

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    where = f"127.0.0.1:{server.server_port}"
    settings.AICMO_HTTP_PRIVATE_HOSTS = (where,)
    try:
        yield f"http://{where}", kept
    finally:
        kept.stop.set()
        server.shutdown()
        server.server_close()


def fakes(harness: Any) -> dict[str, Any]:
    """A fake behind each port of the sources, priced at 10 minor units a credit."""
    found = {
        "cam.source": FakeSource(*(profile(n) for n in range(1, 6))), "cam.enricher": FakeEnricher(),
        "cam.verifier": FakeVerifier(), "cam.mail_hosts": FakeMailHosts(),
    }  # fmt: skip
    for port, fake in found.items():
        harness.use(port, fake)
    prices(**{f"fake.{act}": 10 for act in ("search", "match", "verify")})
    return found


def prices(**values: int) -> None:
    """Set what a credit costs."""
    put_setting("source_prices", values)


def put_setting(name: str, value: Any) -> None:
    """Change a setting as staff do."""
    with atomic("cam"):
        models.Setting.objects.filter(name=name).update(value=value)


def profile(number: int, **changes: Any) -> Profile:
    """Somebody at a firm."""
    values = {
        "email": f"ann{number}@firm{number}.example", "first_name": f"Ann{number}", "last_name": "Berg",
        "company": f"Firm {number}", "title": "Head of Marketing", "country": "Germany", "employees": 45, "industry": "machinery",
        "ref": f"https://fake.example/{number}", "confidence": 0.7,
    }  # fmt: skip
    return Profile(**values | changes)


def criteria(**values: Any) -> Criteria:
    """Criteria of a search."""
    return Criteria(**{"keywords": "machinery", "location": "Germany", "role": "head of marketing"} | values)


def until(condition: Any, seconds: float = 5.0) -> bool:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return bool(condition())
