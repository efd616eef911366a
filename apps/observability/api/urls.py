"""API routes of observability; `/healthz` and `/readyz` stand in `health`."""

from django.urls import path

from apps.observability.api import views, webhooks

urlpatterns = [
    path("alerts/", views.AlertsView.as_view(), name="alerts"),
    path("alerts/<uuid:alert_id>/", views.AlertView.as_view(), name="alert"),
    path("alerts/<uuid:alert_id>/acknowledge/", views.AcknowledgeView.as_view(), name="acknowledge"),
    path("audit/", views.AuditView.as_view(), name="audit"),
    path("audit/verify/", views.VerifyView.as_view(), name="verify"),
    path("audit/export/", views.ExportView.as_view(), name="export"),
    path("modules/", views.ModulesView.as_view(), name="modules"),
    path("webhooks/", webhooks.WebhooksView.as_view(), name="webhooks"),
    path("webhooks/events/", webhooks.EventTypesView.as_view(), name="webhook_events"),
    path("webhooks/deliveries/", webhooks.DeliveriesView.as_view(), name="deliveries"),
    path("webhooks/deliveries/<uuid:delivery_id>/", webhooks.DeliveryView.as_view(), name="delivery"),
    path("webhooks/deliveries/<uuid:delivery_id>/replay/", webhooks.ReplayView.as_view(), name="replay"),
    path("webhooks/<uuid:webhook_id>/", webhooks.WebhookView.as_view(), name="webhook"),
    path("webhooks/<uuid:webhook_id>/rotate/", webhooks.RotateView.as_view(), name="rotate"),
    path("webhooks/<uuid:webhook_id>/test/", webhooks.TestEventView.as_view(), name="test_event"),
    path("webhooks/<uuid:webhook_id>/replay/", webhooks.ReplaySinceView.as_view(), name="replay_since"),
]
