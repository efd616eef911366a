"""The page behind the unsubscribe link of each outreach mail: no sign-in, GET shows a button, POST acts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt

from apps.cam import contracts, services
from kernel.web.access import PUBLIC
from kernel.web.portal import PortalView

TEXTS = {
    "en": {
        "title": "No more mails from us",
        "ask": "Shall we stop writing to",
        "button": "Yes, stop",
        "done": "We will not write to this address again.",
        "note": "This takes effect at once, for all our outreach. You need not sign in and need not give a reason.",
    },
    "de": {
        "title": "Keine weiteren Mails von uns",
        "ask": "Sollen wir nicht mehr schreiben an",
        "button": "Ja, beenden",
        "done": "An diese Adresse schreiben wir nicht mehr.",
        "note": "Das gilt sofort und für alle unsere Werbemails. Sie müssen sich nicht anmelden und keinen Grund nennen.",
    },
}


# Mail programs POST here by themselves (RFC 8058) and have no CSRF token; the signed token in the address is the proof.
@method_decorator(csrf_exempt, name="dispatch")
class UnsubscribeView(PortalView):
    """Ask (GET), and stop (POST, also one-click). The same answer for a second time."""

    right = PUBLIC
    template_name = "portal/cam/unsubscribe.html"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self._shown(services.get_unsubscribe(actor=self.actor, token=token))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        return self._shown(services.unsubscribe(actor=self.actor, token=token))

    def _shown(self, found: contracts.Unsubscribe) -> HttpResponse:
        return self.page({"found": found, "text": TEXTS[found.language]})
