"""Searches: page by page, resumable, within their cost; profiles become leads only when somebody says so."""

import pytest

from apps.cam import models, services
from apps.cam.contracts import JobFilter, JobState, LeadFilter, ProfileFilter, ProfileState, ProviderFailed
from apps.cam.providers import FakeSource
from kernel import effects
from kernel.actors import worker
from kernel.errors import InvalidInput
from kernel.ids import new_id
from kernel.testing import staff
from tests.cam.factories import agent
from tests.cam.source_fixtures import criteria, fakes, prices, profile, put_setting


@pytest.fixture
def fake(harness):
    return fakes(harness)


def job(sources=("fake",), cap=1000, **more):
    values = {"name": "Machinery", "criteria": criteria(), "sources": sources, "cap_minor": cap} | more
    return services.create_discovery_job(actor=agent(), **values)


def now(found):
    return services.get_discovery_job(actor=agent(), job_id=found.id)


def profiles(found, **filter):
    return services.list_profiles(actor=agent(), filter=ProfileFilter(job_id=found.id, **filter), limit=200).items


def leads():
    return services.list_leads(actor=agent(), filter=LeadFilter(), limit=200).items


def test_a_job_reads_every_page_and_makes_no_leads(fake, harness):
    made = job()

    harness.drain()

    assert fake["cam.source"].asked == ["", "2", "4"]
    assert now(made).state is JobState.DONE and now(made).found == 5 and now(made).cost_minor == 30
    assert len(profiles(made)) == 5 and not leads()
    assert services.list_discovery_jobs(actor=agent(), filter=JobFilter(state=JobState.DONE)).items[0].id == made.id


def test_a_worker_that_stops_between_pages_goes_on_where_it_was(fake, harness):
    made = job()
    services.run_discovery(actor=worker("cam"))
    assert now(made).found == 2 and now(made).state is JobState.PENDING

    harness.drain()

    assert fake["cam.source"].asked == ["", "2", "4"] and now(made).found == 5


def test_an_answer_that_comes_after_the_job_moved_on_is_not_stored(fake):
    made = job()
    page = fake["cam.source"].search

    def slow(criteria, cursor):
        models.DiscoveryJob.objects.filter(pk=made.id).update(token=99)  # another worker claimed it meanwhile
        return page(criteria, cursor)

    fake["cam.source"].search = slow
    services.run_discovery(actor=worker("cam"))

    assert now(made).found == 0 and not profiles(made)


def test_a_person_is_one_profile_however_often_a_source_tells_of_them(harness, fake):
    same = profile(1, first_name="Annabel")
    harness.use("cam.source", FakeSource(profile(1), same, profile(2), same, name="fake"))
    made = job()

    harness.drain()

    assert len(profiles(made)) == 2


def test_the_cap_is_never_passed_and_the_next_source_takes_its_turn(harness, fake):
    free = FakeSource(profile(9), name="free")
    free.credits = 0
    harness.use("cam.source", fake["cam.source"], free)
    made = job(sources=("fake", "free"), cap=20)

    harness.drain()

    told = now(made)
    assert told.cost_minor == 20 and len(fake["cam.source"].asked) == 2
    assert "cap" in told.outcomes[0].error and told.outcomes[1].found == 1 and told.state is JobState.DONE


def test_the_provider_s_day_is_capped_over_all_jobs(fake, harness):
    put_setting("source_day_cap", 40)
    first, second = job(), job(name="Again")

    harness.drain()

    assert sum(now(j).cost_minor for j in (first, second)) == 40
    assert models.ProviderSpend.objects.get(provider="fake").cost_minor == 40
    assert "source_day_cap" in now(first).error + now(second).error


def test_a_paid_source_without_a_price_is_not_asked(fake, harness):
    prices()
    made = job()

    harness.drain()

    assert not fake["cam.source"].asked
    assert now(made).state is JobState.FAILED and "price of fake.search is not known" in now(made).error


def test_what_fails_for_a_while_is_tried_again_later(harness, fake):
    source = FakeSource(profile(1), name="fake", fails=[ProviderFailed("Too many calls (429).", seconds=7, charged=False)])
    harness.use("cam.source", source)
    made = job()
    services.run_discovery(actor=worker("cam"))
    row = models.DiscoveryJob.objects.get(pk=made.id)
    assert row.state == "pending" and "429" in row.last_error and row.retry_at is not None and now(made).cost_minor == 0

    models.DiscoveryJob.objects.update(retry_at=None)
    services.run_discovery(actor=worker("cam"))

    assert now(made).state is JobState.DONE and now(made).found == 1 and now(made).cost_minor == 10


def test_a_source_that_never_answers_ends_the_job_honestly(harness, fake):
    harness.use("cam.source", FakeSource(name="fake", fails=[ProviderFailed("It is down.", charged=False)] * 9))
    put_setting("source_breaker_failures", 99)
    made = job()

    for _ in range(6):
        models.DiscoveryJob.objects.update(retry_at=None)
        services.run_discovery(actor=worker("cam"))

    assert now(made).state is JobState.FAILED and now(made).error == "fake: It is down." and now(made).ended_at


def test_a_provider_that_fails_in_a_row_is_left_alone_until_somebody_lets_it_go_on(harness, fake):
    source = FakeSource(profile(1), name="fake", fails=[ProviderFailed("It is down.", again=True, charged=False)] * 3)
    harness.use("cam.source", source)
    put_setting("source_breaker_failures", 2)
    first = job()
    for _ in range(3):
        models.DiscoveryJob.objects.update(retry_at=None)
        services.run_discovery(actor=worker("cam"))
    assert len(source.asked) == 2 and "rests until" in now(first).error

    services.resume_provider(actor=agent(), provider="fake")
    source.fails.clear()
    again = job(name="Again")
    harness.drain()

    assert now(again).found == 1


def test_a_provider_that_suddenly_charges_more_is_asked_nothing_more(fake, harness):
    fake["cam.source"].charged = 8
    made = job()

    harness.drain()

    told = now(made)
    assert len(fake["cam.source"].asked) == 1 and told.cost_minor == 80 and told.state is JobState.FAILED
    assert "charged 8 credits for a call that costs 1" in told.error
    again = job(name="Again")
    harness.drain()
    assert len(fake["cam.source"].asked) == 1 and "rests" in now(again).error


def test_a_switch_stops_the_search_and_lifting_it_lets_it_go_on(fake, harness):
    owner = staff("orchestration.switch", "cam.write", "cam.view")
    effects.set_switch(actor=owner, name="paused", scope="kind:source", on=True, reason="look first")
    made = job()
    services.run_discovery(actor=worker("cam"))
    assert not fake["cam.source"].asked and now(made).state is JobState.PENDING

    effects.set_switch(actor=owner, name="paused", scope="kind:source", on=False, reason="")
    models.DiscoveryJob.objects.update(retry_at=None)
    harness.drain()

    assert now(made).found == 5


def test_a_stopped_job_asks_for_nothing_more(fake, harness):
    made = job()
    services.run_discovery(actor=worker("cam"))
    services.stop_discovery_job(actor=agent(), job_id=made.id)

    harness.drain()

    assert now(made).state is JobState.STOPPED and len(fake["cam.source"].asked) == 1 and len(profiles(made)) == 2


def test_few_followers_and_long_silence_leave_out_unknown_does_not(harness, fake):
    from datetime import date

    harness.use("cam.source", FakeSource(
        profile(1, followers=10), profile(2, followers=5000), profile(3), profile(4, active_on=date(2025, 1, 1)),
        profile(5, active_on=date(2025, 12, 1)), name="fake", per_page=10,
    ))  # fmt: skip
    made = job(criteria=criteria(min_followers=100))

    harness.drain()

    assert sorted(p.name for p in profiles(made)) == ["Ann2 Berg", "Ann3 Berg", "Ann5 Berg"]
    assert now(made).outcomes[0].left_out == 2


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("sources", {"sources": ()}), ("sources", {"sources": ("nobody",)}), ("sources", {"sources": ("fake", "fake")}),
        ("most", {"most": 0}), ("cap_minor", {"cap_minor": -1}), ("name", {"name": " "}),
        ("recent_days", {"criteria": criteria(recent_days=0)}), ("min_followers", {"criteria": criteria(min_followers=-1)}),
        ("websites", {"criteria": criteria(websites=("http://127.0.0.1/",))}), ("role", {"criteria": criteria(role="x" * 301)}),
    ],
)  # fmt: skip
def test_bad_criteria_are_refused_by_field(fake, field, change):
    with pytest.raises(InvalidInput) as error:
        job(**change)

    assert error.value.field == field and not models.DiscoveryJob.objects.exists()


def test_converting_makes_leads_once_with_where_their_fields_come_from(fake, harness):
    made = job()
    harness.drain()
    ids = tuple(p.id for p in profiles(made))

    first = services.convert_profiles(actor=agent(), profile_ids=ids)
    second = services.convert_profiles(actor=agent(), profile_ids=ids)

    assert (first.created, first.known, first.refused) == (5, 0, 0) and (second.created, second.known) == (0, 0)
    assert len(leads()) == 5 and now(made).converted == 5
    found = {s.field: s for s in services.list_field_sources(actor=agent(), lead_id=leads()[0].id)}
    assert found["email"].source == "fake" and found["email"].ref.startswith("https://fake.example/") and found["email"].current


def test_a_person_known_before_is_filled_in_not_doubled(fake, harness):
    from apps.cam.contracts import LeadIn

    known = services.ingest(actor=agent(), lead=LeadIn(email="ann1@firm1.example", company="As we know it"), key="k")
    made = job()
    harness.drain()

    done = services.convert_profiles(actor=agent(), profile_ids=tuple(p.id for p in profiles(made)))

    after = services.get_lead(actor=agent(), lead_id=known.id)
    assert (done.created, done.known) == (4, 1) and len(leads()) == 5
    assert after.company == "As we know it" and after.title == "Head of Marketing"


def test_whoever_is_suppressed_stays_so(fake, harness):
    services.suppress(actor=agent(), address="ann2@firm2.example", reason="asked")
    made = job()
    harness.drain()

    done = services.convert_profiles(actor=agent(), profile_ids=tuple(p.id for p in profiles(made)))

    assert done.suppressed == 1
    assert [lead.status for lead in leads() if lead.email == "ann2@firm2.example"] == ["UNSUBSCRIBED"]


def test_a_profile_that_nobody_could_write_to_is_refused_with_the_reason(harness, fake):
    harness.use("cam.source", FakeSource(profile(1, email=""), name="fake"))
    made = job()
    harness.drain()

    done = services.convert_profiles(actor=agent(), profile_ids=tuple(p.id for p in profiles(made)))

    assert done.refused == 1 and not leads()
    assert "LinkedIn" in profiles(made)[0].note and profiles(made)[0].state is ProfileState.FOUND


def test_rejected_profiles_are_put_aside(fake, harness):
    made = job()
    harness.drain()
    ids = tuple(p.id for p in profiles(made))

    assert services.reject_profiles(actor=agent(), profile_ids=ids[:2], reason="no fit") == 2

    assert len(profiles(made, state=ProfileState.REJECTED)) == 2 and now(made).rejected == 2
    with pytest.raises(InvalidInput):
        services.reject_profiles(actor=agent(), profile_ids=())
    assert services.reject_profiles(actor=agent(), profile_ids=(new_id(),)) == 0
