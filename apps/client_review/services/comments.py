"""Comments: on the whole, on a post, on a range of its text; the agency's own stay inside."""

from __future__ import annotations

from uuid import UUID

from apps.client_review import contracts, queries, signals
from apps.client_review.logic.content import text_of
from apps.client_review.models import Comment, Package
from apps.client_review.services.mapping import to_comment
from kernel import clock
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import InvalidInput, NotFound
from kernel.signals import publish

MAX_LENGTH = 4000


@command("client_review", right="review.comment")
def capture_feedback(
    *,
    actor: Actor,
    package_id: UUID,
    text: str,
    post_key: str = "",
    start: int | None = None,
    end: int | None = None,
    internal: bool = False,
    key: str,
) -> contracts.Comment:
    """Add a comment while the review waits; the agency's `internal` ones at any time, and only the agency reads them.

    `start` and `end` count characters of the post's text. Raises ReviewClosed, InvalidInput (text, post_key, start, internal).
    """
    package = Package.objects.all().reach(actor, package_id, lock=True)
    if internal and not actor.is_inside:
        raise InvalidInput("Only the agency writes internal comments.", field="internal")
    if not package.waits and not internal:
        raise contracts.ReviewClosed("This review is closed; new comments belong to the next version.")
    text = text.strip()
    if not text or len(text) > MAX_LENGTH:
        raise InvalidInput(f"A comment has 1 to {MAX_LENGTH} characters.", field="text")
    quote = _quote(package, post_key, start, end)
    row = Comment.objects.create(
        package=package,
        client_id=package.client_id,
        post_key=post_key,
        start=start,
        end=end,
        quote=quote,
        text=text,
        author_id=actor.id,
        author_name=actor.name,
        internal=internal,
        created_at=clock.now(),
    )
    audit(subject=f"review_package:{package.id}", client_id=package.client_id)
    if not actor.is_inside:
        publish(
            signals.ClientFeedbackReceived(
                package_id=package.id,
                engagement_id=package.engagement_id,
                client_id=package.client_id,
                subject=package.subject,
                round=package.round,
                kind="comment",
                comment_id=row.id,
            )
        )
    return to_comment(row)


@command("client_review", right="review.comment")
def resolve_comment(*, actor: Actor, comment_id: UUID, key: str) -> contracts.Comment:
    """Mark a comment as done with; resolving it again changes nothing. Clients resolve their own side's only."""
    rows = Comment.objects.all().visible_to(actor).select_for_update(of=("self",))
    row = (rows if actor.is_inside else rows.filter(internal=False)).filter(pk=comment_id).first()
    if row is None:
        raise NotFound("There is no such comment.")
    if row.resolved_at is None:
        row.resolved_at, row.resolved_by = clock.now(), actor.id
        row.save(update_fields=["resolved_at", "resolved_by"])
    audit(subject=f"review_package:{row.package_id}", client_id=row.client_id)
    return to_comment(row)


@query("client_review", right="review.view")
def list_comments(*, actor: Actor, package_id: UUID) -> tuple[contracts.Comment, ...]:
    """The comments on a review that the actor may read, oldest first."""
    package = Package.objects.all().reach(actor, package_id)
    return tuple(to_comment(row) for row in queries.comments(actor, package))


def _quote(package: Package, post_key: str, start: int | None, end: int | None) -> str:
    """The words a comment is about; checks that the post and the range exist."""
    if not post_key:
        if start is not None or end is not None:
            raise InvalidInput("A range needs the post it lies in.", field="post_key")
        return ""
    text = text_of(package.content, post_key)
    if text is None:
        raise InvalidInput(f"There is no post “{post_key[:80]}” in this review.", field="post_key")
    if start is None and end is None:
        return ""
    if start is None or end is None or not 0 <= start < end <= len(text):
        raise InvalidInput(f"The range must lie within the post's {len(text)} characters.", field="start")
    return text[start:end]
