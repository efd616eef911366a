"""Publishing: on time, in order, once, and nothing but what was approved."""

from datetime import timedelta

import pytest

from apps.delivery import contracts, services, signals
from apps.delivery.contracts import PublicationState, Resolution
from apps.delivery.models import Publication
from apps.delivery.providers import PublishRefused, PublishTemporary
from kernel import claims, clock
from kernel.db import alias_for, atomic
from kernel.errors import IllegalTransition, InvalidInput
from kernel.models import Effect, OutboxEvent
from tests.client_review.factories import house, post
from tests.delivery.factories import STAFF, WORKER, built, judged, later, now_due, posts_of, publishing, released


def told(signal):
    rows = OutboxEvent.objects.using(alias_for("delivery")).filter(name=signal.signal_name).order_by("id")
    return [row.payload for row in rows]


def resolve(publication, resolution, **more):
    return services.resolve_publication(actor=STAFF, publication_id=publication.id, resolution=resolution, **({"key": ""} | more))


def test_each_post_goes_out_at_its_moment_and_the_end_is_told(harness):
    row, channel = publishing(harness, later(1, hours=2), later(2, hours=1), later(3, hours=3))
    harness.drain()
    assert channel.history == []

    harness.advance(hours=1)
    assert channel.history == [("publish", "p2")] and told(signals.PublishCompleted) == []
    harness.advance(hours=2)

    assert [key for _, key in channel.history] == ["p2", "p1", "p3"]
    done = posts_of(row)
    assert done["p1"].state == PublicationState.LIVE and done["p1"].url == "https://linkedin.example/p1"
    assert done["p1"].published_at == done["p1"].scheduled_for == clock.now() - timedelta(hours=1)
    [event] = told(signals.PublishCompleted)
    assert (event["live"], event["failed"]) == (3, 0) and len(told(signals.PostPublished)) == 3


def test_posts_whose_time_has_passed_go_out_at_once_in_order(harness):
    _, channel = publishing(harness, later(1, hours=-1), later(2, days=-2), later(3, days=-1))

    harness.drain()

    assert [key for _, key in channel.history] == ["p2", "p3", "p1"]


def test_a_wall_time_follows_the_clients_zone(harness):
    row, _ = publishing(harness, post(1, at="2026-03-29T02:30:00+01:00"), post(2, at="2026-03-30T09:00:00+02:00"))

    found = posts_of(row)

    assert found["p1"].scheduled_for.isoformat() == "2026-03-29T01:30:00+00:00" and "03:30" in found["p1"].time_note
    assert found["p2"].scheduled_for.hour == 7 and found["p2"].zone == "Europe/Berlin"


def test_publishing_twice_changes_nothing(harness):
    row, channel = publishing(harness, later(1, hours=-1))

    services.publish(actor=WORKER, package_id=row.id, key="again")
    harness.drain()
    services.publish(actor=WORKER, package_id=row.id, key="and again")
    harness.drain()

    assert channel.history == [("publish", "p1")] and len(told(signals.PublishStarted)) == 1


def test_only_a_released_package_is_published():
    row = built(house(), later(1, hours=1))

    with pytest.raises(contracts.NotReleased):
        services.publish(actor=WORKER, package_id=row.id, key="")

    judged(row)
    assert posts_of(row) == {}


@pytest.mark.parametrize(
    "change",
    [
        lambda p: {"post": p.post | {"text": p.post["text"] + "!"}},
        lambda p: {"post": p.post | {"link": "https://evil.example/"}},
        lambda p: {"post": p.post | {"text": "x"}, "sha256": "b" * 64},
        lambda p: {"channel": "x"},
        lambda p: {"post_key": "p9"},
    ],
)
def test_one_changed_byte_after_the_approval_is_refused(harness, change):
    row, channel = publishing(harness, later(1, hours=1), later(2, hours=2))
    publication = Publication.objects.get(package_id=row.id, post_key="p1")
    Publication.objects.filter(pk=publication.pk).update(**change(publication))

    harness.advance(hours=2)

    assert [key for _, key in channel.history] == ["p2"]
    [failed] = told(signals.PublishFailed)
    assert "not sent" in failed["reason"] and told(signals.PublishCompleted)[0]["failed"] == 1
    assert not Effect.objects.using(alias_for("delivery")).filter(kind="publish", key__startswith=str(publication.pk)).exists()


def test_a_refusal_of_the_channel_is_final_and_told(harness):
    row, channel = publishing(harness, later(1, hours=-1))
    channel.script = [PublishRefused("the account is closed")]

    harness.drain()

    assert posts_of(row)["p1"].state == PublicationState.FAILED and posts_of(row)["p1"].reason == "the account is closed"
    assert told(signals.PublishCompleted)[0]["failed"] == 1


def test_a_closed_door_is_tried_again_and_given_up_at_last(harness):
    row, channel = publishing(harness, later(1, hours=-1))
    channel.script = [PublishTemporary("quota")] * Publication.MAX_ATTEMPTS

    for _ in range(Publication.MAX_ATTEMPTS):
        harness.drain()
        now_due()

    assert [kind for kind, _ in channel.history] == ["publish"] * Publication.MAX_ATTEMPTS
    assert "given up" in posts_of(row)["p1"].reason


def test_an_answer_that_got_lost_is_looked_up_and_nothing_is_posted_twice(harness):
    row, channel = publishing(harness, later(1, hours=-1))
    channel.script = [(ConnectionError("lost"),)]

    harness.drain()

    assert channel.history == [("publish", "p1"), ("lookup", "p1")]
    assert posts_of(row)["p1"].state == PublicationState.LIVE


def test_a_call_that_never_arrived_is_made_again(harness):
    row, channel = publishing(harness, later(1, hours=-1))
    channel.script = [ConnectionError("refused")]

    harness.drain()
    now_due()
    harness.drain()

    assert [kind for kind, _ in channel.history] == ["publish", "lookup", "publish"]
    assert posts_of(row)["p1"].state == PublicationState.LIVE


class Killed(BaseException):
    """The process is gone: nothing after it runs."""


@pytest.mark.parametrize(("arrived", "calls"), [(True, ["publish", "lookup"]), (False, ["publish", "lookup", "publish"])])
def test_a_worker_killed_in_the_call_is_followed_by_a_look_not_by_a_second_post(harness, arrived, calls):
    row, channel = publishing(harness, later(1, hours=-1))
    channel.script = [(Killed(),)] if arrived else []
    channel.before = None if arrived else killer()
    with pytest.raises(Killed):
        services.send_posts()
    channel.before = None
    assert posts_of(row)["p1"].state == PublicationState.SENDING and services.send_posts() == 0

    now_due()
    harness.drain()

    assert [kind for kind, _ in channel.history] == calls and len(channel.posted) == 1
    assert posts_of(row)["p1"].state == PublicationState.LIVE


def killer():
    def die(order):
        raise Killed

    return die


def test_where_the_channel_cannot_tell_a_person_decides(harness):
    row, channel = publishing(harness, later(1, hours=-1))
    channel.script, channel.blind = [ConnectionError("lost")], True
    harness.drain()
    [card] = services.list_waiting(actor=STAFF)
    assert card.kind == "unknown_publication" and told(signals.PublishCompleted) == []

    done = resolve(posts_of(row)["p1"], Resolution.LIVE, url="https://linkedin.example/seen")

    assert done.state == PublicationState.LIVE and services.list_waiting(actor=STAFF) == ()
    assert told(signals.PublishCompleted)[0]["live"] == 1
    assert Effect.objects.using(alias_for("delivery")).get(kind="publish").state == "done"


def test_a_person_can_have_it_tried_again_after_a_certain_failure(harness):
    row, channel = publishing(harness, later(1, hours=-1))
    channel.script = [PublishRefused("token expired")]
    harness.drain()

    resolve(posts_of(row)["p1"], Resolution.RETRY)
    harness.drain()

    assert posts_of(row)["p1"].state == PublicationState.LIVE and len(told(signals.PublishCompleted)) == 1


def test_a_scheduled_post_is_taken_out_with_a_reason_and_never_sent(harness):
    row, channel = publishing(harness, later(1, hours=1), later(2, hours=2))
    with pytest.raises(InvalidInput) as refusal:
        resolve(posts_of(row)["p1"], Resolution.REMOVED)
    assert refusal.value.field == "reason"

    resolve(posts_of(row)["p1"], Resolution.REMOVED, reason="the offer has ended")
    harness.advance(hours=3)

    assert [key for _, key in channel.history] == ["p2"] and told(signals.PublishCompleted)[0]["removed"] == 1


def test_a_live_post_is_not_tried_again(harness):
    row, _ = publishing(harness, later(1, hours=-1))
    harness.drain()

    with pytest.raises(IllegalTransition):
        resolve(posts_of(row)["p1"], Resolution.RETRY)


def test_a_channel_without_a_provider_fails_with_its_name(harness, settings):
    settings.AICMO_PROVIDERS = {}
    row = released(house(), later(1, hours=-1))
    services.publish(actor=WORKER, package_id=row.id, key="")

    harness.drain()

    assert "delivery.publisher.linkedin" in posts_of(row)["p1"].reason


def test_a_worker_that_lost_its_lease_writes_nothing(harness):
    row, channel = publishing(harness, later(1, hours=-1))
    channel.before = lambda order: claimed_by_another()

    services.send_posts()

    assert posts_of(row)["p1"].state == PublicationState.SENDING and told(signals.PostPublished) == []


def claimed_by_another():
    with atomic("delivery"):
        Publication.objects.update(lease_until=None)
    assert len(claims.claim(Publication)) == 1


def test_publications_are_listed_in_order_and_filtered(harness):
    row, _ = publishing(harness, later(1, hours=-1), later(2, hours=2), later(3, hours=1))
    harness.drain()

    first = services.list_publications(actor=STAFF, limit=2)
    rest = services.list_publications(actor=STAFF, limit=2, cursor=first.next_cursor)

    assert [p.post_key for p in (*first.items, *rest.items)] == ["p1", "p3", "p2"]
    wanted = contracts.PublicationFilter(package_id=row.id, state=PublicationState.LIVE)
    assert [p.post_key for p in services.list_publications(actor=STAFF, filter=wanted).items] == ["p1"]
