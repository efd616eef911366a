"""API routes of retention."""

from django.urls import path

from apps.retention.api import views

urlpatterns = [
    path("engagements/", views.EngagementsView.as_view(), name="engagements"),
    path("engagements/<uuid:engagement_id>/", views.EngagementView.as_view(), name="engagement"),
    path("engagements/<uuid:engagement_id>/health/", views.HealthView.as_view(), name="health"),
    path("assessments/", views.AssessmentsView.as_view(), name="assessments"),
]
