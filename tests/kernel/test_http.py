"""The door for URLs: what it refuses, where it connects, when it stops."""

import gzip
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore2
import pytest

from kernel.context import InsideTransaction
from kernel.db import atomic
from kernel.errors import InvalidInput
from kernel.http import FetchFailed, Limits, TooLarge, TooSlow, UrlRefused, decide, fetch, is_public

INNER = [
    "127.0.0.1",
    "127.1.2.3",
    "10.0.0.8",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "198.18.0.1",
    "192.0.2.1",
    "::1",
    "::",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "nonsense",
]


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


@pytest.fixture
def inner(settings):
    """A server on an inner address that the operator has listed as hook.test."""
    with serving() as server:
        server.host = f"hook.test:{server.server_port}"
        server.url = f"http://{server.host}"
        settings.AICMO_HTTP_PRIVATE_HOSTS = (server.host,)
        yield server


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


@pytest.mark.parametrize("address", INNER)
def test_inner_addresses_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:8.8.8.8"])
def test_addresses_of_the_internet_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1:80/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://[fd00:ec2::254]/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.0.1./",
        "http://017700000001/",
        "http://127。0。0。1/",
        "http://①②⑦.0.0.1/",
        "http://example.com:22/",
        "http://example.com:8080/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
        "http://user:secret@example.com/",
        "http://example.com@127.0.0.1/",
        "http://127.0.0.1\\@example.com/",
        "http://example.com\r\nHost: inner/",
        "http:///x",
        "//example.com/",
        "example.com",
        "",
        "http://example.com:0/",
        "http://example.com:99999/",
        "http://[::1",
        "http://" + "a" * 3000,
    ],
)
def test_addresses_that_are_never_called(url):
    network = Recorded()

    with pytest.raises(UrlRefused) as refusal:
        get(url, resolve=lambda host, port: ["127.0.0.1" if host[0] in "0123456789" else "93.184.215.14"], network=network)

    assert refusal.value.field == "url"
    assert network.dialled == []


@pytest.mark.parametrize("address", INNER[:-1])
def test_a_name_that_leads_inside_is_refused_even_beside_a_public_address(address):
    network = Recorded()

    with pytest.raises(UrlRefused):
        get("https://example.com/", resolve=lambda *_: ["93.184.215.14", address], network=network)

    assert network.dialled == []


def test_the_connection_goes_to_the_address_that_was_looked_at():
    network, answers = Recorded(), iter([["93.184.215.14"], ["127.0.0.1"], ["127.0.0.1"]])

    with pytest.raises(FetchFailed):
        get("https://example.com/", resolve=lambda *_: next(answers), network=network)

    assert network.dialled == [("93.184.215.14", 443)]


def test_the_certificate_is_checked_for_the_hosts_name():
    names = []
    network = Recorded()
    network.connect_tcp = lambda *_, **__: HalfTls(names)

    with pytest.raises(FetchFailed):
        get("https://example.com/", resolve=lambda *_: ["93.184.215.14"], network=network)

    assert names == [("example.com", True)]


def test_a_listed_host_may_be_private(inner):
    answer = get(f"{inner.url}/x?y=1")

    assert (answer.status, answer.body) == (200, b"hello")
    assert inner.seen[0][1] == "/x?y=1"
    assert inner.seen[0][2]["Host"] == inner.host


@pytest.mark.parametrize("name", ["other.test", "sub.hook.test", "hook.test.evil.example", "127.0.0.1"])
def test_the_list_holds_for_the_named_host_and_port_only(inner, name):
    with pytest.raises(UrlRefused):
        get(f"http://{name}:{inner.server_port}/")
    with pytest.raises(UrlRefused):
        get("http://hook.test/")

    assert inner.seen == []


def test_a_redirect_is_followed_after_a_new_decision(inner):
    inner.answers["/a"] = (302, {"Location": "/b"}, b"")

    answer = get(f"{inner.url}/a")

    assert answer.url == f"{inner.url}/b"
    assert [path for _, path, _ in inner.seen] == ["/a", "/b"]


@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.1/", "http://169.254.169.254/x", "//[::1]/", "file:///etc/passwd", "http://2130706433/", "http://[::1"],
)
def test_a_redirect_inside_is_refused(inner, location):
    inner.answers["/a"] = (302, {"Location": location}, b"")

    with pytest.raises(UrlRefused):
        get(f"{inner.url}/a")

    assert len(inner.seen) == 1


def test_a_fourth_redirect_is_refused(inner):
    for n in range(4):
        inner.answers[f"/{n}"] = (302, {"Location": f"/{n + 1}"}, b"")

    assert get(f"{inner.url}/1").url.endswith("/4")
    with pytest.raises(UrlRefused):
        get(f"{inner.url}/0")


def test_personal_headers_do_not_follow_to_another_origin(inner, settings):
    with serving() as other:
        host = f"other.test:{other.server_port}"
        settings.AICMO_HTTP_PRIVATE_HOSTS = (inner.host, host)
        inner.answers["/a"] = (302, {"Location": f"http://{host}/b"}, b"")

        get(f"{inner.url}/a", headers={"Authorization": "Bearer x", "X-Topic": "y"})

        assert inner.seen[0][2]["Authorization"] == "Bearer x"
        assert "Authorization" not in other.seen[0][2]


def test_posted_bytes_stay_with_the_host_they_were_meant_for(inner, settings):
    with serving() as other:
        host = f"other.test:{other.server_port}"
        settings.AICMO_HTTP_PRIVATE_HOSTS = (inner.host, host)
        inner.answers["/a"] = (307, {"Location": f"http://{host}/b"}, b"")

        with pytest.raises(UrlRefused):
            get(f"{inner.url}/a", method="POST", content=b"secret")

        assert inner.bodies == [b"secret"]
        assert other.seen == []


def test_a_gzip_bomb_is_stopped_after_decompression(inner):
    bomb = gzip.compress(b"\0" * 50_000_000)
    inner.answers["/bomb"] = (200, {"Content-Encoding": "gzip"}, bomb)

    with pytest.raises(TooLarge):
        get(f"{inner.url}/bomb", limits=Limits(bytes=1_000_000))

    assert len(bomb) < 100_000


def test_gzip_within_the_cap_is_decompressed(inner):
    inner.answers["/z"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 1000))

    assert get(f"{inner.url}/z", limits=Limits(bytes=1000)).body == b"x" * 1000


def test_an_answer_that_drips_is_stopped_in_time(inner):
    def drip(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for n in range(100):
            handler.wfile.write(f"X-{n}: 1\r\n".encode())
            time.sleep(0.05)

    inner.answers["/drip"] = (200, {}, drip)
    started = time.monotonic()

    with pytest.raises(TooSlow):
        get(f"{inner.url}/drip", limits=Limits(seconds=0.4))

    assert time.monotonic() - started < 1.5


def test_a_resolver_that_hangs_is_stopped_in_time():
    with pytest.raises(TooSlow):
        get("https://example.com/", resolve=lambda *_: time.sleep(3) or [], limits=Limits(seconds=0.2))


def test_an_unknown_name_is_said_so():
    def unknown(host, port):
        raise OSError("no such host")

    with pytest.raises(FetchFailed) as failure:
        get("https://nowhere.example/", resolve=unknown)

    assert "nowhere.example" in failure.value.detail


def test_what_is_no_http_is_a_named_failure(inner):
    inner.answers["/x"] = (200, {}, lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n"))

    with pytest.raises(FetchFailed):
        get(f"{inner.url}/x")


def test_a_header_with_a_line_break_is_not_sent(inner):
    with pytest.raises(InvalidInput):
        get(f"{inner.url}/x", headers={"X-A": "1\r\nX-B: 2"})

    assert inner.seen == []


def test_environment_proxies_are_not_used(inner, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")

    assert get(f"{inner.url}/x").status == 200


def test_no_fetch_inside_a_transaction(inner):
    with atomic("onboarding"), pytest.raises(InsideTransaction):
        get(f"{inner.url}/x")

    assert inner.seen == []


def test_a_decision_names_host_port_and_address():
    target = decide("https://example.com/a#b", resolve=lambda *_: ["93.184.215.14"])

    assert (target.host, target.port, target.address, str(target.url)) == (
        "example.com",
        443,
        "93.184.215.14",
        "https://example.com/a",
    )


def test_with_no_redirects_allowed_a_redirect_is_an_answer(inner):
    inner.answers["/a"] = (302, {"Location": f"{inner.url}/b"}, b"over there")

    answer = get(f"{inner.url}/a", limits=Limits(redirects=0))

    assert (answer.status, answer.body, [path for _, path, _ in inner.seen]) == (302, b"over there", ["/a"])


def test_a_long_answer_is_cut_where_the_caller_says_so(inner):
    inner.answers["/long"] = (200, {}, b"x" * 300_000)

    assert get(f"{inner.url}/long", limits=Limits(bytes=1000, cut=True)).body == b"x" * 1000
    with pytest.raises(TooLarge):
        get(f"{inner.url}/long", limits=Limits(bytes=1000))
