"""Portal routes of reporting."""

from django.urls import path

from apps.reporting.portal import views

urlpatterns = [
    path("", views.ReportsView.as_view(), name="list"),
    path("<uuid:report_id>/", views.ReportView.as_view(), name="report"),
    path("<uuid:report_id>/pdf/", views.PdfView.as_view(), name="pdf"),
    path("<uuid:report_id>/table/", views.TableView.as_view(), name="table"),
]
