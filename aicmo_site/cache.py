"""A cache in Redis that may be lost: without Redis each process goes on with a cache of its own.

What lies there are counts of sign-ins and API calls, and keys of calls in flight. Limits then hold per process, not for the
whole site, and the unique rows behind the keys still stand: nothing is answered with an error, and nothing becomes unlimited.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

import redis
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

log = logging.getLogger(__name__)
PAUSE_SECONDS = 5.0
"""So long Redis is not asked again after it failed: a request must not wait for it once per call."""
TIMEOUT_SECONDS = 1.0


class _Own(LocMemCache):
    """This process's memory."""

    def count(self, key: str, *, seconds: int) -> int:
        self.add(key, 0, timeout=seconds)
        return self.incr(key)


class ExpendableRedis(RedisCache):
    """Django's Redis cache, with this process's memory standing in while Redis does not answer."""

    _silent_until = 0.0

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {"socket_timeout": TIMEOUT_SECONDS, "socket_connect_timeout": TIMEOUT_SECONDS, **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})
        self._own = _Own("expendable-redis", {**params, "OPTIONS": {}})

    def count(self, key: str, *, seconds: int) -> int:
        """One more of what is counted under a key that ends by itself; how many so far. One call of Redis, after the first."""
        return self._or_own("count", self._count, key, seconds=seconds)

    def _count(self, key: str, *, seconds: int) -> int:
        name = self.make_and_validate_key(key)
        client = self._cache.get_client(name, write=True)
        counted = client.incr(name)
        if counted == 1:
            client.expire(name, seconds)
        return counted

    def _or_own(self, name: str, redis_way: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        cls = type(self)
        if time.monotonic() >= cls._silent_until:
            try:
                return redis_way(*args, **kwargs)
            except (redis.RedisError, OSError) as error:
                cls._silent_until = time.monotonic() + PAUSE_SECONDS
                log.warning("Redis does not answer, caching in memory", extra={"error": type(error).__name__})
        return getattr(self._own, name)(*args, **kwargs)


def _expendable(name: str) -> Callable[..., Any]:
    inherited = getattr(RedisCache, name)

    def method(self: ExpendableRedis, *args: Any, **kwargs: Any) -> Any:
        return self._or_own(name, inherited.__get__(self), *args, **kwargs)

    method.__name__, method.__doc__ = name, inherited.__doc__
    return method


for _name in ("add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many", "delete_many", "clear"):
    setattr(ExpendableRedis, _name, _expendable(_name))
