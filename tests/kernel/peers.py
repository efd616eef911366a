"""What the door for URLs meets in tests: a server on loopback, and networks that only note where one would go."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore2

from kernel.http import fetch


class Handler(BaseHTTPRequestHandler):
    """Answers by path; keeps what it was asked."""

    def do_GET(self):
        self.server.seen.append((self.command, self.path, dict(self.headers)))
        status, headers, body = self.server.answers.get(self.path, (200, {}, b"hello"))
        if callable(body):
            body(self)
            return
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        self.server.bodies.append(self.rfile.read(length))
        self.do_GET()

    def log_message(self, *_):
        pass


@contextmanager
def serving():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.seen, server.bodies, server.answers = [], [], {}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class Recorded(httpcore2.NetworkBackend):
    """A network that notes where one would connect to, and connects nowhere."""

    def __init__(self):
        self.dialled = []

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        self.dialled.append((host, port))
        raise httpcore2.ConnectError("recorded")


class HalfTls(httpcore2.NetworkStream):
    """Notes for which name the certificate is checked, and goes no further."""

    def __init__(self, names):
        self.names = names

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        self.names.append((server_hostname, ssl_context.check_hostname))
        raise httpcore2.ConnectError("recorded")

    def close(self):
        pass


def to_loopback(host, port):
    return ["127.0.0.1"]


def get(url, **more):
    return fetch(url=url, resolve=more.pop("resolve", to_loopback), **more)
