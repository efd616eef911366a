"""One contract for fakes and real adapters; the real ones against recorded answers of a server on the loopback."""

import json

import pytest

from apps.cam.contracts import AddressVerdict, Person, ProviderFailed
from apps.cam.providers import (
    ApolloMatch,
    ApolloSearch,
    FakeEnricher,
    FakeSource,
    FakeVerifier,
    HunterDomains,
    HunterFinder,
    HunterVerifier,
    sources,
)
from kernel import http
from kernel.errors import NotConfigured
from tests.cam.source_fixtures import criteria, hang, profile, serving

ADA = Person(
    first_name="Ada", last_name="Berg", company="Nordwind GmbH", website="https://nordwind.example", domain="nordwind.example"
)
SEARCH, MATCH = "/mixed_people/search", "/people/match"


@pytest.fixture
def served(settings):
    with serving(settings) as found:
        yield found


def fake_source(served):
    return FakeSource(profile(1), profile(2), profile(3))


def apollo_source(served):
    url, server = served
    server.recorded(SEARCH, "apollo_search", "apollo_search_2")
    return ApolloSearch(url, "k")


def hunter_source(served):
    url, server = served
    server.recorded("/domain-search", "hunter_domain")
    return HunterDomains(url, "k")


@pytest.mark.parametrize("make", [fake_source, apollo_source, hunter_source])
def test_a_source_tells_people_page_by_page_to_an_end(served, make):
    source, cursor, found = make(served), "", []
    for _ in range(20):
        page = source.search(criteria(websites=("nordwind.example", "fjord.example")), cursor)
        found += page.profiles
        cursor = page.next_cursor
        assert page.credits is None or page.credits <= source.credits
        if not cursor:
            break

    assert not cursor and len(found) >= 2 and source.name and source.act
    assert all(p.ref and 0 < p.confidence <= 1 for p in found) and all(p.company or p.first_name for p in found)


def fake_enricher(served):
    made = FakeEnricher(verified=True)
    made.known["Nordwind GmbH"] = {"email": "ada.berg@nordwind.example", "title": "Head of Marketing"}
    return made


def apollo_enricher(served):
    url, server = served
    server.recorded(MATCH, "apollo_match", "apollo_match_none")
    return ApolloMatch(url, "k")


def hunter_enricher(served):
    url, server = served
    server.recorded("/email-finder", "hunter_find", "hunter_find_none")
    return HunterFinder(url, "k")


@pytest.mark.parametrize("make", [fake_enricher, apollo_enricher, hunter_enricher])
def test_an_enricher_tells_facts_with_their_source_and_says_whom_it_does_not_know(served, make):
    enricher = make(served)

    found = enricher.enrich(ADA)
    nobody = enricher.enrich(Person(first_name="Nobody", last_name="Else", company="?", domain="nowhere.example"))

    facts = {f.field: f for f in found.fields}
    assert facts["email"].value == "ada.berg@nordwind.example" and facts["title"].value == "Head of Marketing" and found.verified
    assert all(f.ref.startswith("http") and f.found_on and 0 < f.confidence <= 1 for f in found.fields)
    assert not nobody.fields and not nobody.verified and nobody.notes and nobody.credits == 0


def fake_verifier(served, verdict):
    made = FakeVerifier()
    made.verdicts["ada.berg@nordwind.example"] = verdict
    return made


def hunter_verifier(served, verdict):
    url, server = served
    names = {"risky": "accept_all"}
    server.recorded("/email-verifier", f"hunter_verify_{names.get(verdict.value, verdict.value)}")
    return HunterVerifier(url, "k")


@pytest.mark.parametrize("verdict", list(AddressVerdict))
@pytest.mark.parametrize("make", [fake_verifier, hunter_verifier])
def test_a_verifier_gives_a_verdict_with_its_reason(served, make, verdict):
    found = make(served, verdict).verify("ada.berg@nordwind.example")

    assert found.verdict is verdict and found.reason


def test_apollo_is_asked_as_its_documentation_says(served):
    _, server = served
    found = apollo_source(served).search(criteria(role="CMO, Head of Marketing", location="Bremen, Germany"), "")
    apollo_enricher(served).enrich(ADA)

    (method, path, headers, body), (_, match, _, _) = server.asked
    assert (method, path, headers["x-api-key"]) == ("POST", SEARCH, "k")
    assert json.loads(body) == {
        "page": 1, "per_page": 100, "q_keywords": "machinery", "person_titles": ["CMO", "Head of Marketing"],
        "person_locations": ["Bremen, Germany"],
    }  # fmt: skip
    assert "domain=nordwind.example" in match and "reveal_personal_emails=false" in match
    ada = found.profiles[0]
    assert (ada.email, ada.linkedin_url, ada.country) == ("", "http://www.linkedin.com/in/ada-berg-4711", "Germany")
    assert (ada.employees, ada.revenue, ada.company) == (45, 8_000_000, "Nordwind GmbH")


REAL = [
    (ApolloMatch, MATCH, lambda a: a.enrich(ADA)), (ApolloSearch, SEARCH, lambda a: a.search(criteria(), "")),
    (HunterVerifier, "/email-verifier", lambda a: a.verify("a@b.example")),
    (HunterFinder, "/email-finder", lambda a: a.enrich(ADA)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "path", "ask"), REAL)
@pytest.mark.parametrize(
    ("recording", "again", "charged", "seconds"),
    [("rate_limited", True, False, 37), ("server_error", True, True, 0), ("key_refused", False, False, 0)],
)
def test_a_failure_says_whether_to_ask_again_and_what_it_may_have_cost(
    served, kind, path, ask, recording, again, charged, seconds
):
    url, server = served
    server.recorded(path, recording)

    with pytest.raises(ProviderFailed) as error:
        ask(kind(url, "k"))

    assert (error.value.again, error.value.charged, error.value.seconds) == (again, charged, seconds)


@pytest.mark.parametrize(("kind", "path", "ask"), REAL)
@pytest.mark.parametrize("body", [b"", b"<html>Bad gateway</html>", b"[1, 2]", b'"text"', b"{", b"null", b"{}", b"\xff\xfe"])
def test_an_answer_that_cannot_be_read_is_a_named_failure(served, kind, path, ask, body):
    url, server = served
    server.put(path, (200, {}, body))

    if body == b"{}" and kind is ApolloMatch:  # an answer without a person is one: nobody of that name
        assert not ask(kind(url, "k")).fields
        return
    with pytest.raises(ProviderFailed):
        ask(kind(url, "k"))


@pytest.mark.parametrize(("kind", "path", "ask"), REAL)
def test_a_provider_that_hangs_is_left_in_time(served, kind, path, ask, monkeypatch):
    url, server = served
    server.put(path, hang(server))
    monkeypatch.setitem(sources.ask.__kwdefaults__, "limits", http.Limits(seconds=0.3, redirects=0))

    with pytest.raises(ProviderFailed) as error:
        ask(kind(url, "k"))

    assert error.value.again and "in time" in error.value.detail


def test_odd_values_in_an_answer_are_left_out_not_fatal(served):
    url, server = served
    firm = {"estimated_num_employees": -5, "keywords": "no"}
    one = {"first_name": ["x"], "email": {"a": 1}, "title": True, "organization": firm}
    server.put(SEARCH, (200, {}, json.dumps({"people": [one, None, "x"], "pagination": "none"}).encode()))

    (found,) = ApolloSearch(url, "k").search(criteria(), "").profiles

    assert (found.first_name, found.email, found.title, found.employees, found.keywords) == ("", "", "", None, "")


def test_what_hunter_is_still_working_on_is_asked_for_again(served):
    url, server = served
    server.recorded("/email-verifier", "hunter_working", "hunter_verify_valid")
    verifier = HunterVerifier(url, "k")
    with pytest.raises(ProviderFailed) as error:
        verifier.verify("a@b.example")
    assert error.value.again

    assert verifier.verify("a@b.example").verdict is AddressVerdict.VALID


@pytest.mark.parametrize(
    ("kind", "variable"),
    [(ApolloSearch, "AICMO_APOLLO_KEY"), (ApolloMatch, "AICMO_APOLLO_KEY"), (HunterVerifier, "AICMO_HUNTER_KEY")],
)
def test_a_missing_key_is_named(settings, kind, variable):
    setattr(settings, variable, "")

    with pytest.raises(NotConfigured) as error:
        kind().ready()

    assert variable in error.value.remedy


def test_the_key_stands_in_a_header_never_in_the_address(served):
    url, server = served
    hunter_verifier(served, AddressVerdict.VALID)
    HunterVerifier(url, "secret-key").verify("a@b.example")

    ((_, path, headers, _),) = server.asked
    assert "secret-key" not in path and headers["x-api-key"] == "secret-key"
