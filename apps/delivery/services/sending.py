"""The dispatcher: sends only bytes that were approved, each once.

Claim → a command compares the post with the approval and writes the ledger → the provider is called outside any
transaction → a command records what became of it. After a crash the provider is asked by our marker before anything is sent.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from uuid import UUID

from apps.client_review import services as client_review
from apps.delivery.contracts import PublicationState
from apps.delivery.models import Publication
from apps.delivery.providers import Order, Posted, PublishRefused, PublishTemporary
from apps.delivery.services.outcomes import complete_if_ended, told_of
from apps.delivery.services.publishing import KIND
from kernel import claims, clock, effects, providers
from kernel.actors import Actor, worker
from kernel.db import INTERNAL, audit, command
from kernel.effects import Standing
from kernel.errors import Conflict, NotConfigured, NotFound, StaleVersion, SwitchedOff
from kernel.refs import content_hash

log = logging.getLogger(__name__)
LEASE_SECONDS = 120
S = PublicationState


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one call. `again` means that the post certainly does not stand and may be tried once more."""

    state: str
    url: str = ""
    reason: str = ""


AGAIN = "again"


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A post that may go out now, and how its act stands in the ledger."""

    order: Order
    entry: effects.Entry


def send_posts() -> int:
    """Send the posts that are due, oldest first; returns how many were handled."""
    rows = claims.claim(Publication, limit=20, lease_seconds=LEASE_SECONDS)
    for row in rows:
        try:
            _send(row)
        except claims.LostLease:
            log.warning("publication lease lost", extra={"publication": str(row.id)})
        except SwitchedOff as error:
            claims.hold_back(row, error.detail)
        except Exception as error:
            log.exception("publication failed", extra={"publication": str(row.id)})
            claims.fail(row, f"{type(error).__name__}: {error}")
    return len(rows)


def _send(row: Publication) -> None:
    actor = worker("delivery", client_id=row.client_id)
    begun = _begin(actor=actor, publication_id=row.id, token=row.token)
    if begun is None:
        return
    try:
        provider = providers.get(f"delivery.publisher.{begun.order.channel}")
    except NotConfigured as error:
        outcome = Outcome(state=S.FAILED, reason=error.detail)
    else:
        outcome = _carry_out(provider, begun)
    _record(actor=actor, publication_id=row.id, token=row.token, entry=begun.entry, outcome=outcome)


def _carry_out(provider: object, begun: Begun) -> Outcome:
    if begun.entry.standing is Standing.DONE:
        return Outcome(state=S.LIVE, url=begun.entry.ref)
    if begun.entry.standing is Standing.REFUSED:
        return Outcome(state=S.FAILED, reason="the channel refused it before")
    if begun.entry.standing is Standing.UNKNOWN:
        found = _look_up(provider, begun.order, "an earlier attempt broke off")
        if found.state != AGAIN:
            return found
    try:
        return Outcome(state=S.LIVE, url=provider.publish(begun.order).url)
    except PublishRefused as error:
        return Outcome(state=S.FAILED, reason=str(error))
    except PublishTemporary as error:
        return Outcome(state=AGAIN, reason=str(error))
    except Exception as error:
        log.exception("publisher broke off", extra={"channel": begun.order.channel, "marker": begun.order.marker})
        return _look_up(provider, begun.order, f"{type(error).__name__}: {error}")


def _look_up(provider: object, order: Order, why: str) -> Outcome:
    """Ask the channel whether the post stands; a person decides where it cannot tell."""
    try:
        found: Posted | None = provider.lookup(order)
    except Exception as error:
        return Outcome(state=S.UNKNOWN, reason=f"{why}; the channel cannot tell: {error}")
    return Outcome(state=S.LIVE, url=found.url) if found else Outcome(state=AGAIN, reason=f"{why}; it does not stand there")


@command("delivery", right=INTERNAL)
def _begin(*, actor: Actor, publication_id: UUID, token: int) -> Begun | None:
    """Compare the post with the approval, then commit `at_risk`. None if it was refused; SwitchedOff holds it back."""
    row = _held(publication_id, token)
    audit(subject=f"publication:{row.id}", client_id=row.client_id)
    if reason := _difference(actor, row):
        _end(row, Outcome(state=S.FAILED, reason=reason))
        return None
    if effects.proof_mode():
        raise SwitchedOff("Proof mode is on: nothing is published.", remedy="Lift the switch first.")
    entry = effects.begin(
        app="delivery",
        kind=KIND,
        key=row.effect_key,
        client_id=row.client_id,
        scopes=(f"client:{row.client_id}", f"channel:{row.channel}"),
    )
    row.move(S.SENDING)
    row.save(update_fields=["state"])
    order = Order(marker=str(row.id), client_id=row.client_id, channel=row.channel, key=row.post_key, post=row.post)
    return Begun(order=order, entry=entry)


@command("delivery", right=INTERNAL)
def _record(*, actor: Actor, publication_id: UUID, token: int, entry: effects.Entry, outcome: Outcome) -> None:
    """Write row and ledger together under the token."""
    row = _held(publication_id, token)
    audit(subject=f"publication:{row.id}", client_id=row.client_id, after={"state": outcome.state})
    if outcome.state == AGAIN and row.attempt < row.MAX_ATTEMPTS:
        effects.again(entry)
        row.move(S.SCHEDULED)
        row.save(update_fields=["state"])
        claims.fail(row, outcome.reason)
        return
    if outcome.state == AGAIN:
        outcome = Outcome(state=S.FAILED, reason=f"given up after {row.attempt} attempts: {outcome.reason}")
    if outcome.state == S.LIVE:
        effects.done(entry, ref=outcome.url[:400])
    elif outcome.state == S.FAILED:
        effects.refused(entry, reason=outcome.reason)
    else:
        effects.unknown(entry, reason=outcome.reason)
    _end(row, outcome)


def _end(row: Publication, outcome: Outcome) -> None:
    row.move(outcome.state)
    row.url, row.reason = outcome.url[:400], outcome.reason
    row.published_at = clock.now() if outcome.state == S.LIVE else None
    row.lease_until, row.last_error = None, ""
    row.save()
    told_of(row)
    complete_if_ended(row.package_id)


def _difference(actor: Actor, row: Publication) -> str:
    """What differs between the post about to leave and the one that was approved; "" if nothing."""
    try:
        content = client_review.get_approved_content(actor=actor, decision_id=row.package.approval_id)
    except (NotFound, Conflict, StaleVersion) as error:
        return f"not sent: {error.detail}"
    if content_hash(content) != row.package.bundle_sha256:
        return "not sent: the approval is of another version than the package"
    approved = next((post for post in content["posts"] if str(post["key"]) == row.post_key), None)
    if approved is None:
        return "not sent: the client approved no such post"
    if not content_hash(row.post) == content_hash(approved) == row.sha256 or row.channel != str(approved["channel"]):
        return "not sent: the post is not what the client approved"
    return ""


def _held(publication_id: UUID, token: int) -> Publication:
    row = (
        Publication.objects.select_for_update(of=("self",))
        .select_related("package")
        .filter(pk=publication_id, token=token)
        .first()
    )
    if row is None:
        raise claims.LostLease(f"publication {publication_id} was claimed by another worker")
    return row
