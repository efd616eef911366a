"""Portal routes of billing."""

from django.urls import path

from apps.billing.portal import views

urlpatterns = [
    path("", views.InvoicesView.as_view(), name="list"),
    path("<uuid:invoice_id>/", views.InvoiceView.as_view(), name="invoice"),
    path("<uuid:invoice_id>/pdf/", views.InvoicePdfView.as_view(), name="pdf"),
    path("quotes/<uuid:quote_id>/", views.QuoteView.as_view(), name="quote"),
    path("quotes/<uuid:quote_id>/pdf/", views.QuotePdfView.as_view(), name="quote_pdf"),
]
