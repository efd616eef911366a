"""The deterministic harness: clock fixed at 2025-12-13 12:00 UTC, seeded randomness, fake providers with call history."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings

from kernel import clock, context, crashes, due, ids, providers, worker
from kernel.actors import Actor, ActorKind
from kernel.ids import new_id
from kernel.mail import FakeTransport

NOW = datetime(2025, 12, 13, 12, 0, tzinfo=UTC)
SEED = 20251213


class Harness:
    """What a test holds: the mail transport's box, the providers' call history, and the time."""

    def __init__(self) -> None:
        self.mails = FakeTransport()
        self.calls: list[tuple[str, str, tuple, dict]] = []

    def use(self, port: str, *adapters: Any) -> None:
        """Put adapters behind a port; calls are kept in `calls`."""
        providers.replace(port, *adapters, history=self.calls)

    def drain(self) -> int:
        """Do everything that is due now, signals and what they cause included; errors are raised."""
        return worker.run_until_idle(rounds=200, strict=True)

    def advance(self, **delta: float) -> int:
        """Move the clock on by timedelta(**delta), doing on the way what falls due, at its own moment."""
        end = clock.now() + timedelta(**delta)
        handled = self.drain()
        while (at := due.next_due()) is not None and at <= end:
            if at > clock.now():
                clock.advance(at - clock.now())
            done = self.drain()
            handled += done
            if not done and due.next_due() == at:
                break
        clock.advance(end - clock.now())
        return handled + self.drain()


@contextmanager
def deterministic() -> Iterator[Harness]:
    """Run a block under the harness (the `harness` fixture of tests/conftest.py does it for every test)."""
    harness, source = Harness(), random.Random(SEED)
    with ExitStack() as stack:
        stack.enter_context(clock.frozen(NOW))
        stack.enter_context(context.correlated("test"))
        before = ids.use_random(source.randbytes)
        stack.callback(ids.use_random, before)
        state = random.getstate()
        stack.callback(random.setstate, state)
        random.seed(SEED)
        harness.use("mail.transport", harness.mails)
        stack.callback(providers.restore)
        yield harness


def crash_points(hook: Callable[[str], None] | None) -> None:
    """From now on every crash point of this process calls `hook` with its name (kernel.crashes); None takes it out."""
    if getattr(settings, "AICMO_PRODUCTION", False):
        raise RuntimeError("Crash points are for tests; this installation serves people.")
    crashes.hook = hook


def staff(*rights: str, clients: frozenset | None = None, name: str = "Sam Staff") -> Actor:
    """A staff actor with these rights, for all clients or for some."""
    return Actor(kind=ActorKind.STAFF, id=new_id(), name=name, rights=frozenset(rights), clients=clients)


def client_user(client_id: Any, *rights: str, name: str = "Cleo Client") -> Actor:
    """A user of one client account with these rights."""
    return Actor(kind=ActorKind.CLIENT, id=new_id(), name=name, rights=frozenset(rights), clients=frozenset({client_id}))


def browser(user_id: Any = None, *, bare: bool = False, **options: Any) -> Any:
    """Django's test client, signed in as this user of identity (None: nobody). Pages of every area can be asked with it.

    Changes through the API carry a fresh Idempotency-Key and `If-Match: *` unless the test sends its own, or asks for it `bare`.
    """
    from django.contrib.auth import load_backend
    from django.test import Client

    client = Client(**options)
    if not bare:
        client.request = _polite(client.request)
    if user_id is not None:
        name = settings.AUTHENTICATION_BACKENDS[0]
        client.force_login(load_backend(name).get_user(user_id), backend=name)
    return client


def _polite(send: Any) -> Any:
    def request(**environ: Any) -> Any:
        if environ["PATH_INFO"].startswith("/api/") and environ["REQUEST_METHOD"] not in ("GET", "HEAD", "OPTIONS"):
            environ = {"HTTP_IDEMPOTENCY_KEY": new_id().hex, "HTTP_IF_MATCH": "*", **environ}
        return send(**environ)

    return request


def guest(link_url: str) -> Any:
    """Django's test client after the button of a share link was pressed."""
    client = browser()
    client.post(link_url.removeprefix(settings.AICMO_PUBLIC_URL))
    return client


__all__ = ["NOW", "Harness", "browser", "client_user", "crash_points", "deterministic", "guest", "staff"]
