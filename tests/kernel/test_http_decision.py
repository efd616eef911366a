"""The door for URLs: what it refuses, and where it connects."""

import pytest

from kernel.http import FetchFailed, UrlRefused, decide, is_public
from tests.kernel.peers import HalfTls, Recorded, get

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
    "192.0.0.192",
    "192.88.99.1",
    "3fff::1",
    "nonsense",
]


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


def test_a_decision_names_host_port_and_address():
    target = decide("https://example.com/a#b", resolve=lambda *_: ["93.184.215.14"])

    assert (target.host, target.port, target.address, str(target.url)) == (
        "example.com",
        443,
        "93.184.215.14",
        "https://example.com/a",
    )
