"""Where people are signed in: noted at sign-in, seen at most once a minute, ended by them or by an owner."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore

from apps.identity import contracts
from apps.identity.models import User, UserSession
from kernel import clock
from kernel.actors import Actor
from kernel.db import ANYONE, INTERNAL, atomic, command, query
from kernel.errors import NotFound

SEEN_EVERY = timedelta(minutes=1)


@command("identity", right=INTERNAL)
def note_sign_in(*, actor: Actor, user_id: UUID, session_key: str, ip: str = "", user_agent: str = "") -> None:
    """A person has signed in in this browser: keeps the session's row and the time."""
    now = clock.now()
    User.objects.filter(pk=user_id).update(last_login=now)
    UserSession.objects.update_or_create(
        session_key=session_key,
        defaults={"user_id": user_id, "ip": ip[:45], "user_agent": user_agent[:300], "last_seen_at": now},
        create_defaults={
            "user_id": user_id, "ip": ip[:45], "user_agent": user_agent[:300], "created_at": now, "last_seen_at": now,
        },
    )  # fmt: skip


@command("identity", right=INTERNAL)
def note_sign_out(*, actor: Actor, session_key: str) -> None:
    """A person has signed out in this browser."""
    UserSession.objects.filter(session_key=session_key).delete()


def touch_session(*, session_key: str) -> None:
    """Note that the session is in use, at most once a minute."""
    now = clock.now()
    if UserSession.objects.filter(session_key=session_key, last_seen_at__lt=now - SEEN_EVERY).exists():
        with atomic("identity"):
            UserSession.objects.filter(session_key=session_key).update(last_seen_at=now)


@query("identity", right=ANYONE)
def list_sessions(*, actor: Actor, user_id: UUID | None = None) -> tuple[contracts.Session, ...]:
    """The actor's own sessions, or (with the right identity.users) another person's; last seen first."""
    wanted = _owner(actor, user_id)
    rows = UserSession.objects.filter(user_id=wanted).order_by("-last_seen_at", "id")
    return tuple(_to_session(row) for row in rows)


@command("identity", right=ANYONE)
def end_session(*, actor: Actor, session_id: UUID) -> None:
    """Sign a browser out: one's own, or (with the right identity.users) another person's; effective with its next request."""
    row = UserSession.objects.filter(pk=session_id).first()
    if row is None or (row.user_id != actor.id and not actor.may("identity.users")):
        raise NotFound("There is no such session.")
    SessionStore(session_key=row.session_key).delete()
    row.delete()


def _owner(actor: Actor, user_id: UUID | None) -> UUID | None:
    if user_id is None or user_id == actor.id:
        return actor.id
    actor.require("identity.users")
    return user_id


def _to_session(row: UserSession) -> contracts.Session:
    return contracts.Session(
        id=row.id,
        user_id=row.user_id,
        ip=row.ip,
        user_agent=row.user_agent,
        created_at=row.created_at,
        last_seen_at=row.last_seen_at,
    )
