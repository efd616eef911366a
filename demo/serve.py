"""Serve admin, portal and API on loopback, with the local worker beside them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

from django.conf import settings

from kernel import worker


def serve(*, port: int) -> int:
    """Start the web server as a child and work in this process until the server ends or Ctrl-C; returns its exit code."""
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--blocking-threads", "4", "--no-access-log", "--log-level", "warning", "aicmo_site.wsgi:application",
    ]  # fmt: skip
    # A session of its own: Ctrl-C reaches this process only, which then ends the server in order.
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    watcher = threading.Thread(target=lambda: (server.wait(), stop.set()), daemon=True)
    watcher.start()
    print(f"Open http://127.0.0.1:{port}/ (Ctrl-C stops; the next `make run` goes on).", flush=True)
    try:
        worker.run_forever(stop=stop)
    finally:
        _end(server)
    return 0 if server.returncode in (0, -signal.SIGTERM, -signal.SIGKILL) else 1


def _end(server: subprocess.Popen) -> None:
    """Ask the server and its workers to end; after ten seconds make them."""
    if server.poll() is not None:
        return
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
