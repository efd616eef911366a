"""API routes of reporting."""

from django.urls import path

from apps.reporting.api import views

urlpatterns = [
    path("metrics/", views.MetricsView.as_view(), name="metrics"),
    path("imports/", views.ImportsView.as_view(), name="imports"),
    path("snapshots/", views.SnapshotsView.as_view(), name="snapshots"),
    path("snapshots/<uuid:snapshot_id>/", views.SnapshotView.as_view(), name="snapshot"),
    path("jobs/<uuid:job_id>/", views.JobView.as_view(), name="job"),
    path("reports/", views.ReportsView.as_view(), name="reports"),
    path("reports/<uuid:report_id>/", views.ReportView.as_view(), name="report"),
    path("reports/<uuid:report_id>/pdf/", views.PdfView.as_view(), name="pdf"),
    path("reports/<uuid:report_id>/table/", views.TableView.as_view(), name="table"),
]
