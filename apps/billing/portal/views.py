"""Portal pages of billing: what there is to pay, how to pay it, quotes to answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from apps.billing import contracts, services
from apps.billing.portal.words import tone, words
from kernel import clock
from kernel.actors import ActorKind
from kernel.errors import DomainError
from kernel.web.portal import PortalView


class InvoicesView(PortalView):
    """The client's invoices and the quotes that wait for an answer."""

    right = "billing.view"
    template_name = "portal/billing/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        found = services.list_invoices(
            actor=self.actor, filter=contracts.InvoiceFilter(), cursor=request.GET.get("cursor", "")[:300], limit=25
        )
        quotes = services.list_quotes(actor=self.actor, filter=contracts.QuoteFilter(), limit=25)
        languages = [item.bill_to.language for item in (*found.items, *quotes.items)]
        language = languages[0] if languages else "en"
        w = words(language)
        rows = [{"invoice": i, "kind": w["kinds"][i.kind], **_state(w, i.status)} for i in found.items]
        offers = [{"quote": q, **_state(w, _standing(q))} for q in quotes.items]
        shown = {"rows": rows, "quotes": offers, "next_cursor": found.next_cursor}
        return self.page({**shown, "w": w, "LANGUAGE_CODE": language})


class InvoiceView(PortalView):
    """One invoice: what it bills, what is open, how to pay."""

    right = "billing.view"
    template_name = "portal/billing/invoice.html"

    def get(self, request: HttpRequest, invoice_id: UUID) -> HttpResponse:
        invoice = services.get_invoice(actor=self.actor, invoice_id=invoice_id)
        w = words(invoice.bill_to.language)
        return self.page(
            {
                "invoice": invoice,
                "payments": services.list_payments(actor=self.actor, invoice_id=invoice_id),
                "kind": w["kinds"][invoice.kind],
                "w": w,
                "LANGUAGE_CODE": invoice.bill_to.language,
                "may_pay": self.actor.may("billing.pay") and invoice.open.minor > 0,
                "one_object": self.actor.kind is ActorKind.GUEST,
                **_state(w, invoice.status),
            }
        )


class InvoicePdfView(PortalView):
    """An invoice's PDF."""

    right = "billing.view"

    def get(self, request: HttpRequest, invoice_id: UUID) -> HttpResponseBase:
        document = services.get_document(actor=self.actor, invoice_id=invoice_id)
        return self.file(document.data, name=document.file_name, content_type=document.content_type)


class QuoteView(PortalView):
    """A quote, and the client's answer to it."""

    rights = {"GET": "billing.view", "POST": "billing.pay"}
    template_name = "portal/billing/quote.html"

    def get(self, request: HttpRequest, quote_id: UUID) -> HttpResponse:
        return self._show(quote_id)

    def post(self, request: HttpRequest, quote_id: UUID) -> HttpResponse:
        sha256, w = request.POST.get("sha256", ""), words(self._quote(quote_id).bill_to.language)
        if request.POST.get("answer") == "decline":
            reason = request.POST.get("reason", "")[:1000]
            services.decline_quote(actor=self.actor, quote_id=quote_id, sha256=sha256, reason=reason, key=self.key)
            return self.done(w["declined"], reverse("portal:billing:quote", args=[quote_id]))
        services.accept_quote(actor=self.actor, quote_id=quote_id, sha256=sha256, key=self.key)
        return self.done(w["accepted"], reverse("portal:billing:quote", args=[quote_id]))

    def form_again(self, error: DomainError) -> HttpResponse:
        return self._show(self.kwargs["quote_id"], error=error)

    def _quote(self, quote_id: UUID) -> contracts.Quote:
        return services.get_quote(actor=self.actor, quote_id=quote_id)

    def _show(self, quote_id: UUID, **more: Any) -> HttpResponse:
        quote = self._quote(quote_id)
        w = words(quote.bill_to.language)
        standing = _standing(quote)
        return self.page(
            {
                "quote": quote,
                "w": w,
                "LANGUAGE_CODE": quote.bill_to.language,
                "may_answer": self.actor.may("billing.pay") and standing == contracts.QuoteStatus.OPEN,
                **_state(w, standing),
                **more,
            }
        )


class QuotePdfView(PortalView):
    """A quote's PDF."""

    right = "billing.view"

    def get(self, request: HttpRequest, quote_id: UUID) -> HttpResponseBase:
        document = services.get_document(actor=self.actor, quote_id=quote_id)
        return self.file(document.data, name=document.file_name, content_type=document.content_type)


def _standing(quote: contracts.Quote) -> str:
    """A quote that nobody answered by its last day has expired."""
    if quote.status is contracts.QuoteStatus.OPEN and clock.today() > quote.valid_until:
        return contracts.QuoteStatus.EXPIRED
    return quote.status


def _state(w: dict, status: str) -> dict[str, str]:
    return {"state": w["states"][status], "tone": tone(status)}
