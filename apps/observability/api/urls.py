"""API routes of observability; `/healthz` and `/readyz` stand in `health`."""

from django.urls import path

from apps.observability.api import views

urlpatterns = [
    path("alerts/", views.AlertsView.as_view(), name="alerts"),
    path("alerts/<uuid:alert_id>/", views.AlertView.as_view(), name="alert"),
    path("alerts/<uuid:alert_id>/acknowledge/", views.AcknowledgeView.as_view(), name="acknowledge"),
    path("audit/", views.AuditView.as_view(), name="audit"),
    path("audit/verify/", views.VerifyView.as_view(), name="verify"),
    path("audit/export/", views.ExportView.as_view(), name="export"),
    path("modules/", views.ModulesView.as_view(), name="modules"),
]
