"""The cache in Redis may go at any moment: calls go on, limits hold per process, and Redis is used again when it is back."""

import pytest
from django.core.cache.backends.redis import RedisCache

from aicmo_site.cache import PAUSE_SECONDS, ExpendableRedis


@pytest.fixture
def cache(redis_server):
    """The cache of production on the test's Redis."""
    ExpendableRedis._silent_until = 0.0
    made = ExpendableRedis(redis_server.url, {})
    yield made
    made._own.clear()
    ExpendableRedis._silent_until = 0.0


def test_values_are_shared_through_redis(cache, redis_server):
    cache.set("a", 1)

    assert RedisCache(redis_server.url, {}).get("a") == 1 and cache._own.get("a") is None


def test_without_redis_counting_and_holding_go_on_in_memory(cache, redis_server):
    cache.set("before", 1)
    redis_server.stop()

    assert cache.add("calls", 0) and not cache.add("calls", 0)
    assert [cache.incr("calls"), cache.incr("calls")] == [1, 2]
    cache.set_many({"x": 1, "y": 2})
    assert cache.get_many(["x", "y", "before"]) == {"x": 1, "y": 2} and cache.get("before") is None
    with pytest.raises(ValueError):
        cache.incr("never-set")
    assert cache.delete("calls") and "calls" not in cache


def test_redis_is_asked_again_after_a_pause(cache, redis_server):
    redis_server.stop()
    cache.set("a", 1)
    redis_server.start()
    cache.set("b", 1)
    assert RedisCache(redis_server.url, {}).get("b") is None

    ExpendableRedis._silent_until -= PAUSE_SECONDS
    cache.set("c", 1)

    assert RedisCache(redis_server.url, {}).get("c") == 1


def test_what_is_counted_ends_by_itself_with_redis_and_without(cache, redis_server):
    assert [cache.count("calls", seconds=120) for _ in range(3)] == [1, 2, 3]
    client = cache._cache.get_client(None)
    assert 0 < client.ttl(cache.make_key("calls")) <= 120
    redis_server.stop()

    assert [cache.count("calls", seconds=120) for _ in range(2)] == [1, 2]
    assert cache._own.get("calls") == 2
