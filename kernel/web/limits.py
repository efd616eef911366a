"""How often a credential or an address may call the API: a fixed window per caller, counted in the cache."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from kernel.actors import Actor, ActorKind
from kernel.errors import TooManyRequests


@dataclass(frozen=True, kw_only=True, slots=True)
class Allowance:
    """What a caller has left: `limit` requests per `window` seconds, `remaining` of them for the next `seconds`."""

    policy: str
    limit: int
    window: int
    remaining: int
    seconds: int


def spend(request: HttpRequest, actor: Actor) -> Allowance:
    """Count one request of this caller. Limits stand in AICMO_API_LIMITS: requests and seconds by kind of actor."""
    policy, who = _caller(request, actor)
    limit, window = settings.AICMO_API_LIMITS[policy]
    now = int(time.time())  # real time: a moved clock must not lift a limit
    start = now - now % window
    name = f"api-calls:{policy}:{who}:{start}"
    used = _counted(name, 2 * window)
    return Allowance(policy=policy, limit=limit, window=window, remaining=limit - used, seconds=start + window - now)


def _counted(name: str, seconds: int) -> int:
    """One more of them: how many in this window."""
    if count := getattr(cache, "count", None):
        return count(name, seconds=seconds)
    return _one_more(name) or (cache.add(name, 1, timeout=seconds) and 1) or _one_more(name) or 1


def _one_more(name: str) -> int:
    """0 for the first of a window, or if the cache has lost its entry."""
    try:
        return cache.incr(name)
    except ValueError:
        return 0


def refuse_excess(allowance: Allowance) -> None:
    """TooManyRequests once nothing is left."""
    if allowance.remaining < 0:
        raise TooManyRequests(
            f"At most {allowance.limit} requests in {allowance.window} seconds.",
            retry_after=allowance.seconds,
            remedy=f"Wait {allowance.seconds} seconds.",
        )


def tell(response: HttpResponse, allowance: Allowance) -> None:
    """The headers that say what is left (RateLimit header fields for HTTP, IETF draft 10)."""
    response["RateLimit-Policy"] = f'"{allowance.policy}";q={allowance.limit};w={allowance.window}'
    response["RateLimit"] = f'"{allowance.policy}";r={max(allowance.remaining, 0)};t={allowance.seconds}'


def _caller(request: HttpRequest, actor: Actor) -> tuple[str, str]:
    if actor.kind is ActorKind.ANONYMOUS or actor.id is None:
        return "anonymous", request.META.get("REMOTE_ADDR", "")
    return ("token" if actor.kind is ActorKind.TOKEN else "person"), str(actor.id)
