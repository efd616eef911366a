"""Caps per minute, hour and day: never passed, however many workers ask; who finds no place waits, spread over what is free."""

import threading
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from apps.cam import services
from apps.cam.contracts import ReviewFilter
from apps.cam.logic import caps
from apps.cam.models import Attempt, Mailbox, OutboundEmail, ReviewItem, SendCounter, Sequence, Setting
from apps.cam.services import outreach
from kernel import claims, clock
from kernel.actors import worker
from tests.cam.factories import agent, person, row, running_campaign, the_lead

NOON = datetime(2026, 3, 3, 12, 0, 20, tzinfo=UTC)


def put(**values: object) -> None:
    for name, value in values.items():
        assert Setting.objects.filter(name=name).update(value=value) == 1


def test_no_minute_and_no_hour_has_more_than_its_cap(harness):
    put(per_minute=3, per_hour=8, mailbox_per_minute=2, mailbox_per_hour=5)
    Mailbox.objects.update(warmup_start=20)
    running_campaign(*(person(n) for n in range(20)))
    harness.advance(days=3)

    sent = OutboundEmail.objects.filter(status="sent", sequence_number=1)
    assert sent.count() == 20
    for cut, most, box in (("minute", 3, 2), ("hour", 8, 5)):
        over_all = Counter(caps.start_of(cut, mail.sent_at) for mail in sent)
        of_box = Counter((caps.start_of(cut, mail.sent_at), mail.attempt.mailbox_id) for mail in sent.select_related("attempt"))
        assert max(over_all.values()) == most and max(of_box.values()) <= box


def test_who_finds_no_place_waits_for_a_free_minute_and_not_all_for_the_same(harness):
    put(per_minute=2, mailbox_per_minute=2)
    Mailbox.objects.update(warmup_start=20)
    running_campaign(*(person(n) for n in range(8)))
    due = Attempt.objects.order_by("due_at").first().due_at
    clock.advance(due - clock.now() + timedelta(seconds=1))
    services.run_cycle(actor=worker("cam"))

    waiting = Attempt.objects.filter(state="pending")
    assert {a.reason for a in waiting} == {"2 mails a minute over all"} and waiting.count() == 6
    assert sorted(Counter(caps.start_of("minute", a.due_at) for a in waiting).values()) == [2, 2, 2]


@pytest.mark.parametrize("number", [8])
def test_eight_workers_never_pass_a_cap(committed, number, harness):
    put(per_minute=7, per_hour=100, per_day=100, mailbox_per_minute=5, mailbox_per_hour=50)
    Mailbox.objects.update(warmup_start=50, daily_cap=50)
    running_campaign(*(person(n) for n in range(40)))
    clock.advance(Attempt.objects.order_by("due_at").first().due_at - clock.now() + timedelta(seconds=1))
    rows = claims.claim(Attempt, limit=40, lease_seconds=600, order_by=("due_at", "order_key", "id"))
    assert len(rows) == 40
    start, errors = threading.Barrier(number), []

    def work(mine: list) -> None:
        start.wait()
        try:
            for attempt in mine:
                outreach.take_attempt(actor=worker("cam"), attempt_id=attempt.id, token=attempt.token)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(rows[n::number],)) for n in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    counted = {(c.scope.split(":")[0], c.period): c.count for c in SendCounter.objects.filter(scope="all")}
    boxes = SendCounter.objects.filter(scope__startswith="mailbox:", period="minute")
    assert errors == []
    assert counted == {("all", "minute"): 7, ("all", "hour"): 7, ("all", "day"): 7}
    assert max(c.count for c in boxes) <= 5 and sum(c.count for c in boxes) == 7
    assert Attempt.objects.filter(state="queued").count() == 7 and Attempt.objects.filter(state="pending").count() == 33


def test_a_place_is_counted_once_and_moves_with_its_mail_into_a_later_minute(harness):
    running_campaign(row())
    clock.advance(Attempt.objects.get().due_at - clock.now() + timedelta(seconds=1))
    services.run_cycle(actor=worker("cam"))
    assert Attempt.objects.get().state == "queued"
    before = clock.now()
    clock.advance(timedelta(minutes=3))
    harness.drain()

    minutes = {c.starts_at: c.count for c in SendCounter.objects.filter(scope="all", period="minute")}
    assert minutes == {caps.start_of("minute", before): 0, caps.start_of("minute", before + timedelta(minutes=3)): 1}
    assert [c.count for c in SendCounter.objects.filter(scope="all").exclude(period="minute")] == [1, 1]


def test_the_next_free_moment_lies_behind_those_who_wait():
    of = [caps.Cap(scope="all", period=p, most=m, who="over all") for p, m in (("minute", 2), ("hour", 10), ("day", 12))]
    used = {("all", p, caps.start_of(p, NOON)): 2 for p in caps.PERIODS}
    minute = caps.start_of("minute", NOON)

    places = [caps.next_free(NOON, of, used, ahead={"all": n}) for n in range(11)]
    assert [(at - minute).total_seconds() for at in places[:4]] == [60, 90, 120, 150]
    assert places[8] == minute + timedelta(hours=1) and places[10] is None  # the hour is full, then the day


def test_tasks_on_linkedin_warm_up_to_their_own_cap(harness):
    rows = (person(n, Email="", Person_Linkedin_Url=f"linkedin.com/in/ann-{n}") for n in range(20))
    running_campaign(*rows)
    harness.advance(days=11)

    days = [c.count for c in SendCounter.objects.filter(scope="channel:linkedin", period="day").order_by("starts_at")]
    assert days[0] == 3 and max(days) <= 10 and sum(days) == 20
    assert services.list_reviews(actor=agent(), filter=ReviewFilter()).items


def test_a_task_that_is_done_counts_as_a_contact_and_the_sequence_goes_on(harness):
    sequence = Sequence.objects.get(name="aggressive_close")
    sequence.steps.filter(number=1).update(channel="linkedin")
    running_campaign(row(Person_Linkedin_Url="linkedin.com/in/ada-berg"))
    harness.advance(days=3)
    (item,) = services.list_reviews(actor=agent(), filter=ReviewFilter()).items
    assert harness.mails.delivered == [] and Attempt.objects.get().state == "queued"
    services.approve_review(actor=agent(), item_id=item.id)
    harness.advance(days=5)

    assert the_lead().status == "CONTACTED" and len(harness.mails.delivered) == 1


def test_tasks_count_among_the_contacts_of_thirty_days(harness):
    put(attempts_max=1)
    Sequence.objects.get(name="aggressive_close").steps.filter(number=1).update(channel="linkedin")
    running_campaign(row(Person_Linkedin_Url="linkedin.com/in/ada-berg"))
    harness.advance(days=3)
    services.approve_review(actor=agent(), item_id=ReviewItem.objects.get().id)
    harness.advance(days=5)

    assert harness.mails.delivered == []
    assert "1 contacts within 30 days" in [a.reason for a in Attempt.objects.filter(state="skipped")]


def test_a_step_on_linkedin_without_a_profile_is_skipped_and_the_next_one_planned(harness):
    Sequence.objects.get(name="aggressive_close").steps.filter(number=1).update(channel="linkedin")
    running_campaign(row())
    harness.advance(days=8)

    assert Attempt.objects.filter(state="skipped", reason="no LinkedIn profile").count() == 1
    assert len(harness.mails.delivered) >= 1


def test_a_suppressed_person_gets_no_task_either(harness):
    Sequence.objects.get(name="aggressive_close").steps.filter(number=1).update(channel="linkedin")
    running_campaign(row(Person_Linkedin_Url="linkedin.com/in/ada-berg"))
    from apps.cam.services import ledger
    from kernel.db import atomic

    with atomic("cam"):
        ledger.add_suppression(domain="nordwind.example", reason="asked by phone")
    harness.advance(days=3)

    assert ReviewItem.objects.count() == 0 and Attempt.objects.get().reason == "suppressed"
