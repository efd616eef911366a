"""What is told when a post has ended, and when all posts of a package have."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from apps.delivery import signals
from apps.delivery.contracts import PublicationState
from apps.delivery.models import OPEN_PUBLICATIONS, Package, Publication
from kernel import clock
from kernel.signals import publish as tell

S = PublicationState


def told_of(row: Publication) -> None:
    """Tell the state a post has come to; scheduled, sending and removed ones are told with the package."""
    about = {
        "publication_id": row.id,
        "package": row.package.ref,
        "engagement_id": row.engagement_id,
        "client_id": row.client_id,
        "post_key": row.post_key,
        "channel": row.channel,
    }
    if row.state == S.LIVE:
        moments = {"scheduled_for": row.scheduled_for, "published_at": row.published_at}
        tell(signals.PostPublished(url=row.url, **moments, **about))
    elif row.state == S.FAILED:
        tell(signals.PublishFailed(reason=row.reason, **about))
    elif row.state == S.UNKNOWN:
        tell(signals.PublicationUnknown(reason=row.reason, **about))


def complete_if_ended(package_id: UUID) -> None:
    """Tell once that every post of the package has ended."""
    package = Package.objects.select_for_update(of=("self",)).get(pk=package_id)
    states = Counter(Publication.objects.filter(package_id=package_id).values_list("state", flat=True))
    if package.completed_at is not None or any(states[state] for state in OPEN_PUBLICATIONS):
        return
    package.completed_at = clock.now()
    package.save(update_fields=["completed_at"])
    tell(
        signals.PublishCompleted(
            package=package.ref,
            engagement_id=package.engagement_id,
            client_id=package.client_id,
            live=states[S.LIVE],
            failed=states[S.FAILED],
            removed=states[S.REMOVED],
        )
    )
