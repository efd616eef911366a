"""Opening a share link, and where I am signed in."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from apps.identity import services
from apps.identity.portal.resolver import CLIENT_KEY, GUEST_KEY, MOST_LINKS, SEE_AS_KEY
from kernel.actors import ActorKind
from kernel.db import ANYONE
from kernel.errors import InvalidInput
from kernel.web.access import PUBLIC
from kernel.web.portal import PortalView

DOES = {
    "sign": "Read and sign the agreement",
    "answer": "Answer the questions",
    "review": "Read the drafts and decide",
    "view_report": "Read the report",
    "view_package": "Fetch the package",
    "view_invoice": "See the invoice",
}


class ShareLinkView(PortalView):
    """GET shows what the link is for and a button; POST opens the guest session. Mail scanners get no further."""

    right = PUBLIC
    template_name = "portal/identity/share.html"

    def get(self, request: HttpRequest, secret: str) -> HttpResponse:
        shared = services.check_share_link(actor=self.actor, secret=secret)
        return self.page({"shared": shared, "does": DOES[shared.action]})

    def post(self, request: HttpRequest, secret: str) -> HttpResponse:
        shared = services.redeem_share_link(actor=self.actor, secret=secret)
        opened = [pk for pk in request.session.get(GUEST_KEY, []) if pk != str(shared.credential_id)]
        request.session.cycle_key()
        request.session[GUEST_KEY] = [*opened, str(shared.credential_id)][-MOST_LINKS:]
        return HttpResponseRedirect(f"/portal/{shared.app.replace('_', '-')}/{shared.object_id}/")


class LeaveView(PortalView):
    """Close the links opened in this browser."""

    right = PUBLIC
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        request.session.pop(GUEST_KEY, None)
        return self.done("The links opened in this browser are closed.", reverse("home"))


class StopSeeingView(PortalView):
    """End seeing as somebody else. It is open to all, because impersonation itself may do nothing but read."""

    right = PUBLIC
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        request.session.pop(SEE_AS_KEY, None)
        return HttpResponseRedirect(reverse("admin:index"))


class AccountsView(PortalView):
    """Which of my client accounts I work for; POST chooses one, or all."""

    right = ANYONE
    template_name = "portal/identity/accounts.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        whole = services.actor_for_user(user_id=self.actor.id) if self.actor.kind is ActorKind.CLIENT else self.actor
        page = services.list_clients(actor=whole, limit=200)
        return self.page({"accounts": page.items, "chosen": request.session.get(CLIENT_KEY, "")})

    def post(self, request: HttpRequest) -> HttpResponse:
        wanted = request.POST.get("account", "")
        request.session.pop(CLIENT_KEY, None)
        if wanted and self.actor.kind is ActorKind.CLIENT:
            whole = services.actor_for_user(user_id=self.actor.id)
            request.session[CLIENT_KEY] = str(services.get_client(actor=whole, client_id=_uuid(wanted)).id)
        return self.done("Done.", reverse("home"))


class SessionsView(PortalView):
    """Where I am signed in; POST signs one browser out."""

    right = ANYONE
    template_name = "portal/identity/sessions.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page({"sessions": services.list_sessions(actor=self.actor)})

    def post(self, request: HttpRequest) -> HttpResponse:
        services.end_session(actor=self.actor, session_id=_uuid(request.POST.get("session", "")))
        return self.done("That browser is signed out.", reverse("portal:identity:sessions"))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise InvalidInput("Nothing was chosen.", remedy="Go back and choose one.") from error
