"""Who makes a request: API token, share link's guest, or signed-in person. The kernel's middleware calls `resolve`."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from apps.identity import services
from kernel.actors import ANONYMOUS, Actor, ActorKind

GUEST_KEY = "guest"
CLIENT_KEY = "client"
SEE_AS_KEY = "see_as"
MOST_LINKS = 10


def resolve(request: HttpRequest) -> Actor:
    """The Actor of a request, ANONYMOUS if it brings no valid credential. A token counts under /api/ and for /metrics."""
    if header := request.headers.get("Authorization", ""):
        return _of_header(request, header)
    if request.session.get(GUEST_KEY):
        actor = _of_guest(request)
        if actor.kind is ActorKind.GUEST:
            return actor
    if not request.user.is_authenticated:
        return ANONYMOUS
    services.touch_session(session_key=request.session.session_key)
    actor = services.actor_for_user(user_id=request.user.pk, client_id=_uuid(request.session.get(CLIENT_KEY)))
    if see_as := _uuid(request.session.get(SEE_AS_KEY)):
        seen = services.impersonated(actor=actor, user_id=see_as)
        return actor if seen.kind is ActorKind.ANONYMOUS else seen
    return actor


def _of_header(request: HttpRequest, header: str) -> Actor:
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not (request.path.startswith("/api/") or request.path == "/metrics"):
        return ANONYMOUS
    return services.actor_for_token(secret=secret.strip())


def _of_guest(request: HttpRequest) -> Actor:
    """Of the links opened in this browser, the one whose object the address names, else the last one."""
    opened = [services.actor_for_link(credential_id=pk) for pk in request.session[GUEST_KEY][-MOST_LINKS:]]
    valid = [actor for actor in opened if actor.kind is ActorKind.GUEST]
    named = [a for a in valid if a.scope is not None and str(a.scope.object_id) in request.path]
    return (named or valid or [ANONYMOUS])[-1]


def _uuid(stored: str | None) -> UUID | None:
    return UUID(stored) if stored else None
