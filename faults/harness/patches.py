"""The guards of the product, each taken away by one function here. Only `faults.harness.launch` calls them."""

from __future__ import annotations


def grant_everything() -> None:
    """Every app's role may write every app's tables."""
    from kernel import grants, walls

    def writers(model, table: str) -> dict[str, tuple[str, ...]]:
        return {walls.role_of(app): grants.WRITE for app in grants.labels()}

    grants._writers = writers


def forget_row_locks() -> None:
    """Rows that a command is about to change are read without a lock."""
    from kernel import scoping

    scoping.locked.__code__ = (lambda rows, lock=False: rows).__code__


def forget_keys() -> None:
    """The answer to a key is not stored, so the same key acts again."""
    from kernel import db

    real = db._record
    db._record = lambda frame, arguments, answer, key, why, answers: real(frame, arguments, answer, "", why, answers)


def claim_without_lease() -> None:
    """Due rows are read, not claimed: whoever looks gets them, and the token stays."""
    from kernel import claims, looks
    from kernel.db import alias_for

    def claim(model, *, using="", limit=1, lease_seconds=60, where=None, order_by=("due_at", "id")):
        using = using or alias_for(model._meta.app_label)
        return claims.Claimed(looks.due(model, using=using, where=where).order_by(*order_by)[:limit])

    claims.claim = claim


def relay_with_cursor() -> None:
    """The relay goes by "id greater than the last one": what commits late, or with a smaller id, is never seen."""
    from kernel import claims
    from kernel.models import OutboxEvent

    last = {}

    def claim(model, *, using="", limit=1, lease_seconds=60, where=None, order_by=("id",)):
        rows = OutboxEvent.objects.using(using).filter(state="pending").order_by("id")
        if using in last:
            rows = rows.filter(id__gt=last[using])
        found = claims.Claimed(rows[:limit])
        if len(found):
            last[using] = list.__getitem__(found, -1).id
        return found

    claims.claim = claim


def forget_inbox() -> None:
    """Nobody remembers what a receiver has seen."""
    from kernel import telling

    telling._note, telling._unheard = lambda heard, using: None, lambda told, using: told


def publish_outside_transaction() -> None:
    """The signal is stored on a connection of its own, so it stands although the change is undone."""
    import threading

    from django.db import connections

    from kernel import signals
    from kernel.db import atomic

    inside = signals.publish

    def publish(event):
        app = event.signal_name.split(".")[0]

        def alone() -> None:
            with atomic(app):
                inside(event)
            connections.close_all()

        thread = threading.Thread(target=alone)
        thread.start()
        thread.join()

    signals.publish = publish


def sqlite_as_it_comes() -> None:
    """SQLite's own settings: transactions begin without a write lock and take one in their middle."""
    from django.db import connections

    connections["default"].close()
    connections["default"].settings_dict["OPTIONS"] = {}


def forget_ledger() -> None:
    """Acts are not written down before they are done: send, then mark."""
    from kernel import effects
    from kernel.ids import new_id

    def begin(*, app, kind, key, client_id=None, scopes=()):
        return effects.Entry(id=new_id(), app=app, kind=kind, key=key, standing=effects.Standing.FRESH, ref="")

    effects.begin = begin


def forget_headers() -> None:
    """The middleware that guards answers is not installed."""
    from django.conf import settings

    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("SecurityHeadersMiddleware")]


def plain_cookies() -> None:
    """The session's cookie has its plain name, and goes over any connection."""
    from django.conf import settings

    settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "sessionid", False


def forget_strict_transport() -> None:
    """Browsers are not told to come back over TLS only."""
    from django.conf import settings

    settings.SECURE_HSTS_SECONDS = 0


def see_everything() -> None:
    """The door to rows lets everybody see all of them."""
    from kernel import scoping

    scoping.ScopedQuerySet.visible_to = lambda self, actor: self.all()


def require_nothing() -> None:
    """A right is never asked for where it is required."""
    from kernel.actors import Actor

    Actor.require = lambda self, right: None


def forget_keys_of_steps() -> None:
    """What a journey's step did is not stored under the step's id, so a step that is made again acts again."""
    import re

    from kernel import db

    real, of_a_step = db._record, re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

    def perhaps(frame, arguments, answer, key, why, answers):
        real(frame, arguments, answer, "" if of_a_step.fullmatch(key) else key, why, answers)

    db._record = perhaps


def send_what_messages_name() -> None:
    """The messages are the truth: a mail's id lies in Redis, and only what a message names is looked at."""
    import redis
    from django.conf import settings
    from django.db import transaction
    from django.db.models import Q

    from kernel import claims, mail
    from kernel.db import alias_for
    from kernel.mail import door
    from kernel.models import Mail

    messages, queue, claim = redis.Redis.from_url(settings.AICMO_REDIS_URL), mail.queue, claims.claim

    def send(**values):
        found = queue(**values)
        transaction.on_commit(lambda: messages.rpush("mails", str(found)), using=alias_for(values["app"]))
        return found

    def take(model, *, limit=1, where=None, **values):
        if model is Mail:
            where = Q(id__in=[name.decode() for name in messages.lpop("mails", limit) or ()])
        return claim(model, limit=limit, where=where, **values)

    mail.queue = door.queue = send
    claims.claim = take


def send_no_stand_in() -> None:
    """Nobody polls the database while no wake-up comes."""
    from aicmo_site import watchdog

    watchdog.WorkerWatchdog.mind_stand_in = lambda self: None


def forget_suppressions() -> None:
    """Nobody asks whether an address is suppressed, and a suppressed lead counts as any other."""
    from apps.cam.services import leads, ledger, outreach

    ledger.suppression_of = lambda address: None
    ledger.suppressed_among = lambda found: set()
    ledger.advance = lambda lead, status, reason: False
    ledger.call_off = lambda lead, reason: 0
    outreach.mail.is_undeliverable = lambda address: False
    leads.ledger = ledger


def forget_day_caps() -> None:
    """Mails are counted, but no count is full."""
    from django.db.models import F

    from apps.cam.services import caps

    real = caps._move

    def move(cap: object, before: object, now: object) -> None:
        try:
            real(cap, before, now)
        except caps._Full:
            caps._rows(cap, caps.caps.start_of(cap.period, now)).update(count=F("count") + 1)

    caps._move = move


def erase_cams_rows_only() -> None:
    """An erasure leaves what lies in other modules and in the kernel's tables."""
    from kernel import persons

    persons.scrub = persons.scrub_kernel = lambda *given, **named: None


def trust_any_database() -> None:
    """A database that is older than what left is sent from like any other."""
    from kernel import restored

    restored.refuse, restored.look = lambda app: None, lambda: False
