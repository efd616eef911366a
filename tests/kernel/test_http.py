"""The door for URLs: listed hosts, redirects, what is sent along, when it stops."""

import gzip
import time

import pytest

from kernel.context import InsideTransaction
from kernel.db import atomic
from kernel.errors import InvalidInput
from kernel.http import FetchFailed, Limits, TooLarge, TooSlow, UrlRefused
from tests.kernel.peers import get, serving


@pytest.fixture
def inner(settings):
    """A server on an inner address that the operator has listed as hook.test."""
    with serving() as server:
        server.host = f"hook.test:{server.server_port}"
        server.url = f"http://{server.host}"
        settings.AICMO_HTTP_PRIVATE_HOSTS = (server.host,)
        yield server


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


def test_with_no_redirects_allowed_a_redirect_is_an_answer(inner):
    inner.answers["/a"] = (302, {"Location": f"{inner.url}/b"}, b"over there")

    answer = get(f"{inner.url}/a", limits=Limits(redirects=0))

    assert (answer.status, answer.body, [path for _, path, _ in inner.seen]) == (302, b"over there", ["/a"])


def test_a_long_answer_is_cut_where_the_caller_says_so(inner):
    inner.answers["/long"] = (200, {}, b"x" * 300_000)

    assert get(f"{inner.url}/long", limits=Limits(bytes=1000, cut=True)).body == b"x" * 1000
    with pytest.raises(TooLarge):
        get(f"{inner.url}/long", limits=Limits(bytes=1000))
