"""Verdicts, waivers and past work, through the facade."""

from datetime import timedelta

import pytest

from apps.qc import contracts, services
from apps.qc.models import Result
from kernel import clock
from kernel.actors import worker
from kernel.db import alias_for
from kernel.errors import Forbidden, InvalidInput, NotFound, StaleVersion
from kernel.ids import new_id
from kernel.models import OutboxEvent
from kernel.refs import ArtifactRef, content_hash
from kernel.testing import staff
from tests.qc.factories import JudgedTextFactory, context, judged, sample


def with_fault(words="Guaranteed results."):
    content = sample()
    content["posts"][0]["text"] = f"{words} {content['posts'][0]['text']}"
    return content


def told():
    return list(OutboxEvent.objects.using(alias_for("qc")).filter(name__startswith="qc.").order_by("id"))


def waived(result, *, actor=None, rule="forbidden_language", reason="The client's lawyer agreed by mail", days=7, key=""):
    return services.waive(
        actor=actor or staff("qc.waive", "qc.view"),
        result_id=result.id,
        rule=rule,
        reason=reason,
        expires_at=clock.now() + timedelta(days=days),
        key=key or str(new_id()),
    )


def test_a_verdict_is_bound_to_hash_and_rule_set_and_told():
    result = judged(with_fault())

    event = told()[-1]

    assert result.verdict == "FAIL" and result.score == 70
    assert result.rule_set.startswith(f"1.0-{contracts.LIMITS_VERSION}-")
    assert event.name == "qc.qc_failed.v1" and event.payload["ref"]["sha256"] == result.ref.sha256
    assert "[forbidden_language] posts[0].text: “Guaranteed” is forbidden language" in event.payload["notes"][0]


def test_another_content_than_the_named_one_is_refused():
    ref = ArtifactRef(kind="draft_bundle", id=new_id(), version=1, sha256=content_hash(sample()))

    with pytest.raises(StaleVersion):
        services.evaluate(
            actor=worker("orchestration"),
            ref=ref,
            content=with_fault(),
            engagement_id=new_id(),
            client_id=new_id(),
            context=context(),
            key="1",
        )


def test_only_the_journey_may_have_a_text_judged():
    content = sample()
    ref = ArtifactRef(kind="draft_bundle", id=new_id(), version=1, sha256=content_hash(content))

    with pytest.raises(Forbidden):
        services.evaluate(
            actor=staff("*"), ref=ref, content=content, engagement_id=new_id(), client_id=new_id(), context={}, key="1"
        )


def test_a_span_leads_to_the_words():
    content = with_fault("We promise guaranteed results.")

    finding = judged(content).findings[0]

    start, end = finding.span
    assert finding.path == "posts[0].text" and content["posts"][0]["text"][start:end] == "guaranteed"


def test_each_severity_costs_its_points_and_the_score_stops_at_zero():
    major, minor, many = sample(), sample(), sample()
    major["posts"][0]["alt_text"] = ""
    minor["guardrails"] = []
    many["posts"][0]["text"] += " TODO" * 5

    assert [judged(c).score for c in (major, minor, many)] == [90, 97, 0]
    assert [judged(c).verdict for c in (major, minor, many)] == ["WARN", "WARN", "FAIL"]


def test_a_waiver_lets_one_exact_text_pass_and_ends_in_time(harness):
    result = judged(with_fault())

    waived(result, days=7)

    assert services.get_result(actor=staff("qc.view"), ref=result.ref).verdict == "WARN"
    assert told()[-1].name == "qc.qc_passed.v1"
    harness.advance(days=8)
    assert services.get_result(actor=staff("qc.view"), ref=result.ref).verdict == "FAIL"
    assert told()[-1].name == "qc.qc_failed.v1"


def test_a_new_version_opens_the_finding_again_the_same_text_does_not():
    content, whose = with_fault(), {"client_id": new_id(), "engagement_id": new_id()}
    waived(judged(content, **whose))

    same = judged(content, **whose)
    content["posts"][1]["text"] = content["posts"][1]["text"].replace("hotline", "call centre")
    newer = judged(content, version=2, **whose)

    assert same.verdict == "WARN" and same.findings[0].waived
    assert newer.verdict == "FAIL" and not newer.findings[0].waived


@pytest.mark.parametrize(
    ("change", "error", "field"),
    [
        ({"rule": "links"}, contracts.WaiverRefused, "rule"),
        ({"reason": "ok"}, InvalidInput, "reason"),
        ({"days": -1}, InvalidInput, "expires_at"),
        ({"days": 200}, InvalidInput, "expires_at"),
    ],
)
def test_a_waiver_without_ground_is_refused_by_name(change, error, field):
    result = judged(with_fault())

    with pytest.raises(error) as refusal:
        waived(result, **change)

    assert refusal.value.field == field


def test_what_must_never_leave_cannot_be_waived():
    result = judged(with_fault("TODO"))

    with pytest.raises(contracts.WaiverRefused):
        waived(result, rule="placeholders")


def test_a_waiver_needs_the_right_and_the_client():
    result = judged(with_fault())

    with pytest.raises(Forbidden):
        waived(result, actor=staff("qc.view"))
    with pytest.raises(NotFound):
        waived(result, actor=staff("qc.waive", clients=frozenset({new_id()})))


def test_a_repeat_of_past_work_is_found_for_the_same_client_only():
    client_id = new_id()
    JudgedTextFactory(client_id=client_id)

    own, other = judged(client_id=client_id), judged(client_id=new_id())

    assert [(f.rule, f.path) for f in own.findings] == [("near_duplicates", "posts[0].text")]
    assert "2025-06-01-linkedin" in own.findings[0].message
    assert other.findings == ()


def test_the_next_version_of_the_same_posts_is_no_repeat():
    client_id, engagement_id = new_id(), new_id()
    judged(client_id=client_id, engagement_id=engagement_id)
    content = sample()
    content["hooks"].append("A fourth hook.")

    assert judged(content, client_id=client_id, engagement_id=engagement_id, version=2).verdict == "PASS"
    assert judged(content, client_id=client_id, engagement_id=new_id()).verdict == "WARN"


def test_the_same_key_answers_with_the_stored_verdict():
    client_id, engagement_id, content = new_id(), new_id(), sample()
    ref = ArtifactRef(kind="draft_bundle", id=new_id(), version=1, sha256=content_hash(content))
    given = {"ref": ref, "content": content, "engagement_id": engagement_id, "client_id": client_id, "context": context()}

    first, again = (services.evaluate(actor=worker("orchestration"), key="step", **given) for _ in range(2))

    assert first == again and Result.objects.count() == 1


def test_results_are_listed_by_filter_and_page():
    client_id = new_id()
    for kind in ("brief", "draft_bundle", "strategy"):
        judged(kind=kind, client_id=client_id)
    failed = judged(with_fault(), client_id=client_id)
    actor = staff("qc.view", clients=frozenset({client_id}))

    first = services.list_results(actor=actor, filter=contracts.ResultFilter(), limit=2)
    rest = services.list_results(actor=actor, filter=contracts.ResultFilter(), limit=2, cursor=first.next_cursor)
    fails = services.list_results(actor=actor, filter=contracts.ResultFilter(verdict="FAIL"))

    assert [r.ref.kind for r in (*first.items, *rest.items)] == ["draft_bundle", "strategy", "draft_bundle", "brief"]
    assert [r.id for r in fails.items] == [failed.id] and rest.next_cursor is None


def test_a_failed_verdict_waits_for_whoever_may_waive_until_a_newer_one_comes():
    client_id, engagement_id = new_id(), new_id()
    judged(with_fault(), client_id=client_id, engagement_id=engagement_id)

    waiting = services.list_waiting(actor=staff("qc.waive"))

    assert [w.title for w in waiting] == ["QC failed: draft bundle v1"]
    assert services.list_waiting(actor=staff("qc.view")) == ()
    judged(client_id=client_id, engagement_id=engagement_id, version=2)
    assert services.list_waiting(actor=staff("qc.waive")) == ()


def test_a_failed_verdict_waits_for_whoever_writes_such_texts_too():
    client_id = new_id()
    failed = judged(with_fault(), client_id=client_id, engagement_id=new_id())
    writer = staff("qc.view", "production.write", clients=frozenset({client_id}))

    [card] = services.list_waiting(actor=writer)

    assert (card.kind, card.right, card.client_id) == ("qc_revise", "production.write", failed.client_id)
    assert services.list_waiting(actor=staff("qc.view", "strategy.write")) == ()
    assert services.list_waiting(actor=staff("production.write", clients=frozenset({new_id()}))) == ()


def test_a_text_is_measured_as_its_channel_counts():
    link = "https://example.com/" + "a" * 300

    check = services.check_text(actor=staff("qc.view"), channel="X (Twitter)", text=f"{'a' * 257}{link}")

    assert (check.channel, check.length, check.fits) == ("x", 280, True)
    with pytest.raises(InvalidInput):
        services.check_text(actor=staff("qc.view"), channel="fax", text="Hello")
