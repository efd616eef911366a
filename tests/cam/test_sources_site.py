"""A company's page: robots.txt is obeyed, the door keeps inner addresses out, what the page marks up is read."""

import pytest

from apps.cam.contracts import Person, ProviderFailed
from apps.cam.logic import robots
from apps.cam.logic.site_pages import read_page
from apps.cam.services.sources.site import CompanySite
from kernel.http import UrlRefused
from tests.cam.source_fixtures import criteria, serving

HOME = """<!doctype html><html lang="de-DE"><head><title>Nordwind &amp; Co</title>
<meta name="description" content="Wir bauen Pumpen">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"},
{"@type": ["Organization"], "name": "Nordwind GmbH", "telephone": "+49 421 1",
"numberOfEmployees": {"@type": "QuantitativeValue", "value": 45},
"address": {"@type": "PostalAddress", "addressLocality": "Bremen", "addressCountry": "DE"},
"sameAs": ["https://www.linkedin.com/company/nordwind"]}]}
</script></head><body><a href="/impressum">Impressum</a> <a href="/private/kontakt">K</a>
<a href="https://else.example/about">E</a></body></html>"""
IMPRINT = '<p>Mail: info@127.0.0.1 or <a href="mailto:info@firm.example?subject=x">here</a>, ada.berg@firm.example</p>'


@pytest.fixture
def served(settings):
    with serving(settings) as (url, server):
        server.page("/", HOME)
        server.page("/impressum", IMPRINT)
        server.page("/private/kontakt", "<p>secret</p>")
        yield url, server


def test_robots_is_read_first_and_what_it_closes_is_not_fetched(served):
    url, server = served
    server.page("/robots.txt", "User-agent: *\nDisallow: /private/\n", "text/plain")

    page = CompanySite().read(url)

    assert server.paths() == ["/robots.txt", "/", "/impressum"]
    assert all(h["user-agent"].startswith("AICMO/1.0 (+http") for _, _, h, _ in server.asked)
    assert (page.name, page.employees, page.country, page.city, page.language) == ("Nordwind GmbH", 45, "DE", "Bremen", "de")


@pytest.mark.parametrize(
    ("status", "text"), [(200, "User-agent: aicmo\nDisallow: /"), (503, ""), (500, "User-agent: *\nAllow: /")]
)
def test_a_site_that_is_closed_to_us_is_not_read_at_all(served, status, text):
    url, server = served
    server.page("/robots.txt", text, "text/plain", status)

    with pytest.raises(ProviderFailed) as error:
        CompanySite().enrich(Person(website=url))

    assert server.paths() == ["/robots.txt"] and "robots.txt" in error.value.detail and not error.value.again


def test_a_redirect_to_a_closed_page_is_not_followed(served):
    url, server = served
    server.page("/robots.txt", "User-agent: *\nDisallow: /private", "text/plain")
    server.put("/", (301, {"location": "/private/kontakt"}, b""))

    with pytest.raises(ProviderFailed):
        CompanySite().read(url)

    assert "/private/kontakt" not in server.paths()


def test_no_more_than_a_few_pages_are_read(served):
    url, server = served
    links = "".join(f'<a href="/about/{n}">a</a>' for n in range(50))
    server.page("/", f"<html>{links}</html>")

    CompanySite().read(url)

    assert len([p for p in server.paths() if p != "/robots.txt"]) == 5


@pytest.mark.parametrize(
    "website", ["http://127.0.0.1/", "http://169.254.169.254/latest/meta-data", "http://[::1]/", "http://0x7f000001/"]
)
def test_a_website_that_leads_inside_is_refused_by_the_door(website):
    with pytest.raises(UrlRefused):
        CompanySite().read(website)
    with pytest.raises(ProviderFailed):
        CompanySite().enrich(Person(website=website))


def test_a_redirect_inside_is_refused_by_the_door(served):
    url, server = served
    server.put("/", (302, {"location": "http://169.254.169.254/latest/meta-data"}, b""))

    with pytest.raises(UrlRefused):
        CompanySite().read(url)


def test_as_a_source_it_goes_on_when_one_page_is_closed(served):
    url, _ = served
    page = CompanySite().search(criteria(websites=("http://127.0.0.1:1/", url)), "")

    assert not page.profiles and page.next_cursor == "1" and "not allowed" in page.notes[0]
    assert CompanySite().search(criteria(websites=("http://127.0.0.1:1/", url)), "1").next_cursor == ""


def test_only_mailboxes_of_the_firm_s_departments_are_taken():
    page = read_page(IMPRINT + "<p>sales@firm.example info@other.example</p>", "https://www.firm.example/impressum")

    assert page.mailboxes == ["info@firm.example", "sales@firm.example"]


@pytest.mark.parametrize(
    "html",
    ["", "<", "<html", '<script type="application/ld+json">{', '<script type="application/ld+json">[[[1]]]</script>',
     '<script type="application/ld+json">{"@type": "Organization", "name": {"a": 1}, "address": 5,'
     ' "numberOfEmployees": "many"}</script>',
     '<script type="application/ld+json">' + "[" * 20000 + "</script>", '<a href="http://[bad">x</a>', "\x00" * 100],
)  # fmt: skip
def test_broken_pages_give_less_never_an_error(html):
    page = read_page(html, "https://firm.example/")

    assert page.name == "" and page.employees is None and not page.mailboxes


def test_the_firm_s_facts_carry_where_they_were_read(served):
    url, _ = served
    found = {f.field: f for f in CompanySite().enrich(Person(website=url)).fields}

    assert found["employees"].value == 45 and found["company"].value == "Nordwind GmbH"
    assert all(f.ref.startswith(url) and f.confidence == 0.8 for f in found.values())


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/", True), ("User-agent: *\nDisallow:", "/x", True), ("User-agent: *\nDisallow: /", "/", False),
        ("User-agent: other\nDisallow: /", "/", True),
        ("User-agent: *\nDisallow: /\nUser-agent: aicmo\nDisallow: /a", "/b", True),
        ("User-agent: a\nUser-agent: AICMO/2\nDisallow: /a", "/a/b", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True), ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True), ("User-agent: *\nDisallow: /a*b*c", "/axxbyyc/d", False),
        ("User-agent: *\nDisallow: /%7Ea", "/~a", False), ("User-agent: *\nDisallow: / # all", "/x", False),
        ("Disallow: /\nUser-agent: *\n", "/x", True), ("User-agent: *\nCrawl-delay: 3\nDisallow: /x", "/x", False),
        ("User-agent: *\nDisallow: /x\n\nUser-agent: *\nDisallow: /y", "/y", False),
        ("\ufeffUser-agent: *\nDisallow: /x", "/x", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
    ],
)  # fmt: skip
def test_robots_by_rfc_9309(text, path, allowed):
    assert robots.parse(text, agent="AICMO").allows(path) is allowed
