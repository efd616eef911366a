"""The verdict on one exact version."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from apps.qc import contracts
from apps.qc.logic import RULE_SET, JudgedPost, PastText, build_case, judge, normalised_posts, settle_score, with_waivers
from apps.qc.models import JudgedText, Result, Waiver
from apps.qc.services.mapping import stored_finding, tell, to_result
from kernel import clock
from kernel.actors import Actor
from kernel.db import INTERNAL, audit, command
from kernel.errors import NotFound, StaleVersion
from kernel.refs import ArtifactRef, content_hash


@command("qc", right=INTERNAL)
def evaluate(
    *,
    actor: Actor,
    ref: ArtifactRef,
    content: dict[str, Any],
    engagement_id: UUID,
    client_id: UUID,
    context: dict[str, Any],
    key: str,
) -> contracts.Result:
    """Judge exactly the version `ref` names and tell qc_passed or qc_failed; StaleVersion if the content is another one.

    `context` may hold lists of texts: forbidden_language, banned_claims, required_notes, profiles, channels; brief (its content)
    or brief_fields, strategy (a strategy's content), strategy_sha256, language, terms (term → how the client writes it).
    """
    if not actor.sees(client_id):
        raise NotFound("There is no such client account.")
    if content_hash(content) != ref.sha256:
        raise StaleVersion(
            f"The content is not {ref}.", field="content", remedy="Read the artifact again and judge that version."
        )
    case = build_case(ref.kind, content, context)
    posts = normalised_posts(case)
    past = _past_texts(client_id, engagement_id, posts)
    judgement = judge(build_case(ref.kind, content, context, past))
    findings = with_waivers(judgement.findings, _waived_rules(ref.sha256))
    score, verdict = settle_score(findings)
    row = Result.objects.create(
        client_id=client_id,
        engagement_id=engagement_id,
        artifact_kind=ref.kind,
        artifact_id=ref.id,
        artifact_version=ref.version,
        artifact_sha256=ref.sha256,
        verdict=verdict,
        score=score,
        findings=[stored_finding(finding) for finding in findings],
        rule_set=RULE_SET,
        rules_run=list(judgement.rules_run),
        created_at=clock.now(),
    )
    _keep_texts(client_id, engagement_id, posts)
    audit(client_id=client_id, verdict=verdict, score=score, artifact=str(ref))
    tell(row)
    return to_result(row)


def _waived_rules(sha256: str) -> set[str]:
    rows = Waiver.objects.filter(artifact_sha256=sha256, state="pending", due_at__gt=clock.now())
    return set(rows.values_list("rule", flat=True))


def _past_texts(client_id: UUID, engagement_id: UUID, posts: tuple[JudgedPost, ...]) -> list[PastText]:
    """The client's other work: all judged texts but those that an earlier version of these very posts left."""
    if not posts:
        return []
    rows = JudgedText.objects.filter(client_id=client_id).values_list("engagement_id", "key", "day", "text")
    return [
        PastText(key=key, text=text) for owner, key, day, text in rows if not _replaced(owner, key, day, engagement_id, posts)
    ]


def _replaced(owner: UUID, key: str, day: Any, engagement_id: UUID, posts: tuple[JudgedPost, ...]) -> bool:
    if owner != engagement_id:
        return False
    days = [post.day for post in posts if post.day]
    inside = bool(day and days and min(days) <= day <= max(days))
    return inside or any(post.key == key for post in posts)


def _keep_texts(client_id: UUID, engagement_id: UUID, posts: tuple[JudgedPost, ...]) -> None:
    if not posts:
        return
    old = JudgedText.objects.filter(engagement_id=engagement_id).values_list("id", "key", "day")
    gone = [id_ for id_, key, day in old if _replaced(engagement_id, key, day, engagement_id, posts)]
    JudgedText.objects.filter(id__in=gone).delete()
    at = clock.now()
    JudgedText.objects.bulk_create(
        JudgedText(
            client_id=client_id,
            engagement_id=engagement_id,
            key=post.key,
            day=post.day,
            channel=post.channel,
            text=post.text,
            created_at=at,
        )
        for post in posts
        if post.text
    )
