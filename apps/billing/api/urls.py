"""API routes of billing."""

from django.urls import path

from apps.billing.api import views

urlpatterns = [
    path("invoices/", views.InvoicesView.as_view(), name="invoices"),
    path("invoices/<uuid:invoice_id>/", views.InvoiceView.as_view(), name="invoice"),
    path("invoices/<uuid:invoice_id>/issue/", views.IssueView.as_view(), name="issue"),
    path("invoices/<uuid:invoice_id>/credit/", views.CreditView.as_view(), name="credit"),
    path("invoices/<uuid:invoice_id>/payments/", views.PaymentsView.as_view(), name="payments"),
    path("invoices/<uuid:invoice_id>/pdf/", views.PdfView.as_view(), name="pdf"),
    path("payments/", views.AllPaymentsView.as_view(), name="all_payments"),
    path("quotes/", views.QuotesView.as_view(), name="quotes"),
    path("quotes/<uuid:quote_id>/", views.QuoteView.as_view(), name="quote"),
    path("quotes/<uuid:quote_id>/accept/", views.AcceptView.as_view(), name="accept"),
    path("statements/", views.StatementsView.as_view(), name="statements"),
    path("terms/", views.TermsView.as_view(), name="terms"),
    path("trial-balance/", views.TrialBalanceView.as_view(), name="trial_balance"),
    path("clients/<uuid:client_id>/status/", views.StatusView.as_view(), name="status"),
]
