"""What a publisher must be able to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID


class PublishRefused(Exception):
    """The channel said no for good: the post does not stand there and will not."""

    is_answer = True  # not a failure of the channel


class PublishTemporary(Exception):
    """The channel certainly did not take the post now, e.g. a quota or a closed door; it may be tried again."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """One post to publish. `marker` is ours and unique: a provider stores it with the post, so that `lookup` finds it again."""

    marker: str
    client_id: UUID
    channel: str
    key: str
    post: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Posted:
    """Where the post stands."""

    url: str


class Publisher(Protocol):
    """`publish` raises PublishRefused or PublishTemporary if the post certainly does not stand; other errors leave it open.

    `lookup` finds a post by its marker: Posted, None if it certainly does not stand, LookupError if the channel cannot tell.
    """

    def publish(self, order: Order) -> Posted: ...

    def lookup(self, order: Order) -> Posted | None: ...
