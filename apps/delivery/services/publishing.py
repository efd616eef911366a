"""Publishing: one row per post and moment; a person settles what no machine can."""

from __future__ import annotations

from uuid import UUID

from apps.client_review import services as client_review
from apps.delivery import contracts, queries, signals
from apps.delivery.contracts import PublicationState, Resolution
from apps.delivery.logic import files, times
from apps.delivery.models import Package, Publication
from apps.delivery.services.mapping import to_package, to_publication
from apps.delivery.services.outcomes import complete_if_ended, told_of
from kernel import clock, effects
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import InvalidInput, NotFound
from kernel.pages import Page
from kernel.paging import page
from kernel.refs import content_hash
from kernel.signals import publish as tell

KIND = effects.declare("publish")


@command("delivery", right="delivery.publish")
def publish(*, actor: Actor, package_id: UUID, key: str) -> contracts.Package:
    """Schedule every post of a released package at its wall time; posts whose time has passed go out at once, in order.

    Publishing it again changes nothing. Signals PublishStarted, then one per post, then PublishCompleted. Raises NotReleased.
    """
    package = queries.reach(actor, package_id, lock=True)
    if package.state != contracts.PackageState.RELEASED:
        raise contracts.NotReleased(f"The package is {package.state}.")
    if package.publishing_at is not None:
        return to_package(package)
    content = client_review.get_approved_content(actor=actor, decision_id=package.approval_id)
    rows = [_schedule(package, post) for post in files.in_order(list(content["posts"]), package.zone)]
    package.publishing_at = clock.now()
    package.save(update_fields=["publishing_at"])
    audit(subject=f"delivery_package:{package.id}", client_id=package.client_id, after={"posts": len(rows)})
    tell(
        signals.PublishStarted(
            package=package.ref,
            engagement_id=package.engagement_id,
            client_id=package.client_id,
            count=len(rows),
            first_at=rows[0].scheduled_for,
            last_at=rows[-1].scheduled_for,
        )
    )
    return to_package(package)


@command("delivery", right="delivery.publish", why="reason")
def resolve_publication(
    *, actor: Actor, publication_id: UUID, resolution: Resolution, url: str = "", reason: str = "", key: str
) -> contracts.Publication:
    """Say what became of a post: it stands at `url`, it does not (with a reason), it was taken out, or it is to be tried again.

    Raises IllegalTransition where the post's state does not allow it, InvalidInput for a missing `url` or `reason`.
    """
    row = Publication.objects.all().visible_to(actor).select_for_update(of=("self",)).filter(pk=publication_id).first()
    if row is None:
        raise NotFound("There is no such publication.")
    resolution = Resolution(resolution)
    _check_words(resolution, url, reason)
    before = row.state
    if resolution is Resolution.RETRY:
        row.move(PublicationState.SCHEDULED)
        _settle_ledger(row, ref="", reason=reason or "a person saw that it does not stand")
        row.tries, row.attempt, row.retry_at, row.lease_until, row.due_at = row.tries + 1, 0, None, None, clock.now()
        row.reason = row.last_error = ""
    else:
        row.move(PublicationState(resolution.value))
        _settle_ledger(row, ref=url if resolution is Resolution.LIVE else "", reason=reason)
        row.reason = reason
        if resolution is Resolution.LIVE:
            row.url, row.published_at = url, clock.now()
    row.save()
    audit(subject=f"publication:{row.id}", client_id=row.client_id, before={"state": before}, after={"state": row.state})
    told_of(row)
    complete_if_ended(row.package_id)
    return to_publication(row)


@query("delivery", right="delivery.view")
def list_publications(
    *,
    actor: Actor,
    filter: contracts.PublicationFilter = contracts.PublicationFilter(),
    order: str = "scheduled_for",
    cursor: str = "",
    limit: int = 50,
) -> Page[contracts.Publication]:
    """The publications the actor may see, in the order of their moments; order scheduled_for or -scheduled_for."""
    rows, allowed, since = queries.publications(actor, filter), ("scheduled_for", "-scheduled_for"), filter.updated_since
    return page(rows, to_publication, order=order, allowed=allowed, cursor=cursor, limit=limit, actor=actor, since=since)


@query("delivery", right="delivery.view")
def get_publication(*, actor: Actor, publication_id: UUID) -> contracts.Publication:
    """One publication; NotFound if the actor may not see it."""
    return to_publication(Publication.objects.all().reach(actor, publication_id))


def _schedule(package: Package, post: dict) -> Publication:
    moment = times.resolve(str(post["at"]), package.zone)
    return Publication.objects.create(
        package=package,
        client_id=package.client_id,
        engagement_id=package.engagement_id,
        post_key=str(post["key"]),
        channel=str(post["channel"]),
        post=post,
        sha256=content_hash(post),
        wall_time=moment.wall,
        zone=moment.zone,
        time_note=moment.note,
        scheduled_for=moment.utc,
        due_at=moment.utc,
        created_at=clock.now(),
    )


def _check_words(resolution: Resolution, url: str, reason: str) -> None:
    if resolution is Resolution.LIVE and not url.startswith(("https://", "http://")):
        raise InvalidInput("Say where it stands: a web address.", field="url")
    if resolution in (Resolution.FAILED, Resolution.REMOVED) and not reason.strip():
        raise InvalidInput("Say why.", field="reason")


def _settle_ledger(row: Publication, *, ref: str, reason: str) -> None:
    entry = effects.find(app="delivery", kind=KIND, key=row.effect_key)
    if entry is None or entry.standing is not effects.Standing.UNKNOWN:
        return
    if ref:
        effects.done(entry, ref=ref)
    else:
        effects.refused(entry, reason=reason)
