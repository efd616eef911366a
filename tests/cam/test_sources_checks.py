"""Enriching and verifying leads: in order, within the cap, never over what a person knows, with where it comes from."""

import dns.resolver
import pytest

from apps.cam import models, services
from apps.cam.contracts import AddressVerdict, LeadIn, ProviderFailed
from apps.cam.providers import DnsMailHosts, FakeEnricher
from kernel.actors import worker
from kernel.db import atomic
from kernel.errors import Conflict, InvalidInput, NotFound
from kernel.ids import new_id
from tests.cam.factories import agent, running_campaign, the_lead
from tests.cam.factories import row as apollo_row
from tests.cam.source_fixtures import fakes, prices

GOOD = {"company": "Nordwind GmbH", "industry": "machinery", "country": "DE", "employees": 45, "revenue": 8_000_000,
        "title": "Head of Marketing"}  # fmt: skip


@pytest.fixture
def fake(harness):
    return fakes(harness)


def lead(**values):
    return services.ingest(actor=agent(), lead=LeadIn(**{"email": "ada@nordwind.example"} | values), key=new_id().hex)


def again(found):
    return models.Lead.objects.get(pk=found.id)


def enrich(found, harness, cap=1000):
    services.enrich_lead(actor=agent(), lead_id=found.id, cap_minor=cap)
    harness.drain()
    return again(found)


def verify(found, harness, cap=1000):
    services.verify_lead(actor=agent(), lead_id=found.id, cap_minor=cap)
    harness.drain()
    return again(found)


def last_check():
    return models.LeadCheck.objects.order_by("-created_at", "-id").first()


def test_empty_fields_are_filled_and_each_tells_where_it_comes_from(fake, harness):
    found = lead(company="As a person wrote it")
    fake["cam.enricher"].known["ada@nordwind.example"] = GOOD

    after = enrich(found, harness)

    assert (after.company, after.industry, after.employees) == ("As a person wrote it", "machinery", 45)
    told = {s.field: s for s in services.list_field_sources(actor=agent(), lead_id=found.id)}
    assert set(told) == set(GOOD) - {"company"}
    assert told["employees"].value == "45" and told["employees"].ref == "https://fake.example/" and told["employees"].current
    assert "filled in" in last_check().result and last_check().state == "done"


def test_a_surer_source_takes_over_a_less_sure_one_does_not(fake, harness):
    found = lead()
    fake["cam.enricher"].known["ada@nordwind.example"] = {"title": "CMO"}
    enrich(found, harness)
    fake["cam.enricher"].known["ada@nordwind.example"] = {"title": "Intern"}
    fake["cam.enricher"].confidence = 0.8
    assert enrich(found, harness).title == "CMO"

    fake["cam.enricher"].confidence = 0.9
    assert enrich(found, harness).title == "Intern"


def test_what_a_person_changed_since_is_theirs(fake, harness):
    found = lead()
    fake["cam.enricher"].known["ada@nordwind.example"] = {"title": "CMO"}
    enrich(found, harness)
    with atomic("cam"):
        models.Lead.objects.filter(pk=found.id).update(title="Chief of everything")
    fake["cam.enricher"].known["ada@nordwind.example"] = {"title": "Intern"}
    fake["cam.enricher"].confidence = 1.0

    assert enrich(found, harness).title == "Chief of everything"


def test_the_chain_stops_at_the_first_that_vouches_for_the_address(harness, fake):
    first, second, third = FakeEnricher("one"), FakeEnricher("two", verified=True), FakeEnricher("three")
    second.known["ada@nordwind.example"] = {"email": "ada@nordwind.example", "title": "CMO"}
    harness.use("cam.enricher", first, second, third)
    prices(**{"one.match": 1, "two.match": 1, "three.match": 1})

    after = enrich(lead(), harness)

    assert (len(first.asked), len(second.asked), len(third.asked)) == (1, 1, 0)
    assert after.email_verdict == "valid" and "two vouches for it" in after.email_verdict_reason


def test_a_chain_that_finds_nothing_says_by_whom(harness, fake):
    harness.use("cam.enricher", FakeEnricher("one"), FakeEnricher("two"))
    prices(**{"one.match": 1, "two.match": 1})

    enrich(lead(), harness)

    assert last_check().result.splitlines()[0] == "not found by: one, two"


def test_a_provider_that_fails_is_passed_over_and_named(harness, fake):
    broken, good = FakeEnricher("broken", fails=[ProviderFailed("No key.", again=False, charged=False)]), FakeEnricher("good")
    good.known["ada@nordwind.example"] = GOOD
    harness.use("cam.enricher", broken, good)
    prices(**{"broken.match": 1, "good.match": 1})

    assert enrich(lead(), harness).company == "Nordwind GmbH"
    assert "broken: No key." in last_check().result and last_check().state == "done"


def test_a_failure_of_all_is_no_success(harness, fake):
    harness.use("cam.enricher", FakeEnricher("broken", fails=[ProviderFailed("No key.", again=False, charged=False)]))
    prices(**{"broken.match": 1})

    enrich(lead(), harness)

    assert last_check().state == "dead"


def test_one_cap_holds_for_all_leads_of_an_order(fake, harness):
    ids = tuple(lead(email=f"a{n}@firm{n}.example").id for n in range(5))
    order = services.order_check(actor=agent(), lead_ids=ids, kind="enrich", cap_minor=25)
    fake["cam.enricher"].known["nobody"] = {}
    harness.drain()

    assert order.leads == 5 and len(fake["cam.enricher"].asked) <= 5
    purse = models.SourcePurse.objects.get(pk=order.order_id)
    assert purse.spent_minor <= 25


def test_a_paid_answer_counts_and_the_cap_stops_the_next(fake, harness):
    ids = tuple(lead(email=f"a{n}@firm{n}.example").id for n in range(5))
    fake["cam.enricher"].known |= {f"a{n}@firm{n}.example": {"title": "CMO"} for n in range(5)}
    order = services.order_check(actor=agent(), lead_ids=ids, kind="enrich", cap_minor=25)
    harness.drain()

    assert len(fake["cam.enricher"].asked) == 2
    assert models.SourcePurse.objects.get(pk=order.order_id).spent_minor == 20
    assert models.Lead.objects.filter(title="CMO").count() == 2
    assert models.LeadCheck.objects.filter(result__contains="more than is left of the cap").count() == 3


def test_the_preview_tells_the_most_it_could_cost(fake):
    ids = tuple(lead(email=f"a{n}@firm{n}.example").id for n in range(3))

    found = services.preview_check(actor=agent(), lead_ids=ids, kind="enrich")
    assert (found.leads, found.at_most_minor, found.currency, found.per_provider) == (3, 30, "EUR", {"fake": 30})

    prices()
    missing = services.preview_check(actor=agent(), lead_ids=ids, kind="verify")
    assert missing.at_most_minor == 0 and "fake.verify" in missing.missing[0]
    assert not fake["cam.enricher"].asked


def test_undo_puts_back_what_was_there(fake, harness):
    found = lead()
    fake["cam.enricher"].known["ada@nordwind.example"] = GOOD
    enrich(found, harness)
    with atomic("cam"):
        models.Lead.objects.filter(pk=found.id).update(title="A person's word")

    undone = services.undo_enrichment(actor=agent(), lead_id=found.id)

    after = again(found)
    assert set(undone) == set(GOOD) - {"title"}
    assert (after.company, after.employees, after.title) == ("", None, "A person's word")
    with pytest.raises(NotFound):
        services.undo_enrichment(actor=agent(), lead_id=found.id)


def test_an_address_found_for_a_profile_makes_them_known_by_it(fake, harness):
    found = lead(email="", linkedin_url="https://linkedin.com/in/ada-berg")
    fake["cam.enricher"].known["https://www.linkedin.com/in/ada-berg"] = {"email": "Ada@Nordwind.example"}

    after = enrich(found, harness)

    assert after.email == "ada@nordwind.example" and lead().id == found.id


@pytest.mark.parametrize("address", ["info@nordwind.example", "taken@nordwind.example", "no address"])
def test_an_address_that_is_not_theirs_is_not_taken(fake, harness, address):
    lead(email="taken@nordwind.example")
    found = lead(email="", linkedin_url="https://linkedin.com/in/ada-berg")
    fake["cam.enricher"].known["https://www.linkedin.com/in/ada-berg"] = {"email": address}

    assert enrich(found, harness).email == "" and "email: " in last_check().result


def test_an_address_that_is_suppressed_stays_so(fake, harness):
    services.suppress(actor=agent(), domain="nordwind.example", reason="asked")
    found = lead(email="", linkedin_url="https://linkedin.com/in/ada-berg")
    fake["cam.enricher"].known["https://www.linkedin.com/in/ada-berg"] = {"email": "ada@nordwind.example"}

    assert enrich(found, harness).status == "UNSUBSCRIBED"


@pytest.mark.parametrize(
    ("email", "dead", "paid", "verdict", "why", "asked"),
    [
        ("ada@mailinator.com", False, "valid", "invalid", "throw away", 0),
        ("ada@dead.example", True, "valid", "invalid", "exist", 0),
        ("ada@nordwind.example", False, "valid", "valid", "fake: valid", 1),
        ("ada@nordwind.example", False, "invalid", "invalid", "fake", 1),
        ("ada@nordwind.example", False, "risky", "risky", "fake", 1),
        ("ada@nordwind.example", False, "unknown", "unknown", "takes mail", 1),
        ("info@nordwind.example", False, "unknown", "risky", "department", 1),
        ("ada@gmail.com", False, "unknown", "unknown", "free", 1),
    ],
)  # fmt: skip
def test_the_cheap_steps_come_first(fake, harness, email, dead, paid, verdict, why, asked):
    fake["cam.mail_hosts"].dead |= {"dead.example"} if dead else set()
    fake["cam.verifier"].verdicts[email] = AddressVerdict(paid)

    after = verify(lead(email=email), harness)

    assert after.email_verdict == verdict and why in after.email_verdict_reason and after.email_checked_at
    assert len(fake["cam.verifier"].asked) == asked


def test_an_invalid_address_is_disqualified_and_its_contacts_are_called_off(fake, harness):
    running_campaign(apollo_row())
    found = the_lead()
    assert found.verdict == "qualified" and models.Attempt.objects.filter(lead_id=found.id, state="pending").exists()
    fake["cam.verifier"].verdicts["ada.berg@nordwind.example"] = AddressVerdict.INVALID

    services.verify_lead(actor=agent(), lead_id=found.id, cap_minor=100)
    for _ in range(2):
        services.run_checks(actor=worker("cam"))

    after = again(found)
    assert (after.verdict, after.verdict_reason, after.status) == ("rejected", "invalid_email", "DISQUALIFIED")
    assert not models.Attempt.objects.filter(lead_id=found.id, state="pending").exists()
    assert services.get_lead(actor=agent(), lead_id=found.id).email_verdict == "invalid"


def test_without_money_the_own_checks_still_count(fake, harness):
    after = verify(lead(), harness, cap=0)

    assert after.email_verdict == "unknown" and not fake["cam.verifier"].asked and "cap" in last_check().result


def test_orders_are_checked(fake):
    with pytest.raises(InvalidInput):
        services.order_check(actor=agent(), lead_ids=(), kind="enrich")
    with pytest.raises(InvalidInput):
        services.order_check(actor=agent(), lead_ids=(new_id(),), kind="guess")
    with pytest.raises(NotFound):
        services.enrich_lead(actor=agent(), lead_id=new_id())
    with pytest.raises(InvalidInput):
        services.enrich_lead(actor=agent(), lead_id=lead().id, cap_minor=-1)
    with pytest.raises(Conflict):
        services.verify_lead(actor=agent(), lead_id=lead(email="", linkedin_url="https://linkedin.com/in/x").id)


def test_a_lead_is_not_ordered_twice(fake):
    found = lead()

    assert services.enrich_lead(actor=agent(), lead_id=found.id).leads == 1
    assert services.enrich_lead(actor=agent(), lead_id=found.id).leads == 0


class Resolver:
    """Answers of DNS by (name, kind)."""

    def __init__(self, records):
        self.records = records

    def resolve(self, domain, kind, **_):
        found = self.records.get((domain, kind), dns.resolver.NoAnswer)
        if isinstance(found, list):
            return found
        raise found


class Mx:
    def __init__(self, preference, exchange):
        self.preference, self.exchange = preference, exchange


@pytest.mark.parametrize(
    ("records", "verdict", "why"),
    [
        ({("d.example", "MX"): [Mx(20, "b.example."), Mx(10, "a.example.")]}, "unknown", "at a.example"),
        ({("d.example", "MX"): [Mx(0, ".")]}, "invalid", "null MX"),
        ({("d.example", "A"): ["1.2.3.4"]}, "unknown", "no MX record"),
        ({("d.example", "AAAA"): ["::2"]}, "unknown", "no MX record"), ({}, "invalid", "no mail server"),
        ({("d.example", "MX"): dns.resolver.NXDOMAIN}, "invalid", "does not exist"),
    ],
)  # fmt: skip
def test_mail_hosts_by_dns(records, verdict, why):
    found = DnsMailHosts(Resolver(records)).look_up("d.example")

    assert found.verdict.value == verdict and why in found.reason


def test_dns_that_does_not_answer_decides_nothing():
    with pytest.raises(ProviderFailed):
        DnsMailHosts(Resolver({("d.example", "MX"): dns.resolver.LifetimeTimeout})).look_up("d.example")
