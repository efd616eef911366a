"""Time-ordered identifiers (UUID version 7, RFC 9562): rows made later sort later, so indexes grow at one end."""

import os
import threading
import time
from collections.abc import Callable
from datetime import datetime
from uuid import UUID, SafeUUID

_lock = threading.Lock()
_last_ms = 0
_counter = 0
_new, _set = object.__new__, object.__setattr__
_random: Callable[[int], bytes] = os.urandom


def new_id() -> UUID:
    """A new UUIDv7; within one process each is greater than the one before, also inside one millisecond."""
    global _last_ms, _counter
    with _lock:
        now = time.time_ns() // 1_000_000
        if now > _last_ms:
            _last_ms, _counter = now, int.from_bytes(_random(2), "big") & 0x7FF
        else:
            _counter += 1
            if _counter > 0xFFF:
                _last_ms, _counter = _last_ms + 1, 0
        ms, counter = _last_ms, _counter
    tail = int.from_bytes(_random(8), "big") & 0x3FFF_FFFF_FFFF_FFFF
    made = _new(UUID)  # without the class's own way round: ids are made by the thousand, and this one is in range
    _set(made, "int", (ms << 80) | (0x7 << 76) | (counter << 64) | (0b10 << 62) | tail)
    _set(made, "is_safe", SafeUUID.unknown)
    return made


def first_id_at(moment: datetime) -> UUID:
    """The smallest id that can be made at a moment of real time: rows from then on have this id or a greater one."""
    return UUID(int=(int(moment.timestamp() * 1000) << 80) | (0x7 << 76) | (0b10 << 62))


def use_random(source: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """Replace the source of random bytes (deterministic harness); returns the one used before."""
    global _random
    before, _random = _random, source
    return before
