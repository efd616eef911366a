"""API routes of orchestration."""

from django.urls import path

from apps.orchestration.api import views

urlpatterns = [
    path("journeys/", views.JourneysView.as_view(), name="journeys"),
    path("journeys/<uuid:journey_id>/", views.JourneyView.as_view(), name="journey"),
    path("journeys/<uuid:journey_id>/timeline/", views.TimelineView.as_view(), name="timeline"),
    path("journeys/<uuid:journey_id>/resume/", views.ResumeView.as_view(), name="resume"),
    path("journeys/<uuid:journey_id>/hold/", views.HoldView.as_view(), name="hold"),
    path("journeys/<uuid:journey_id>/cancel/", views.CancelView.as_view(), name="cancel"),
    path("journeys/<uuid:journey_id>/override/", views.OverrideView.as_view(), name="override"),
    path("actions/", views.ActionsView.as_view(), name="actions"),
    path("actions/<uuid:action_id>/", views.ActionView.as_view(), name="action"),
    path("actions/<uuid:action_id>/approve/", views.ApproveView.as_view(), name="approve"),
    path("actions/<uuid:action_id>/reject/", views.RejectView.as_view(), name="reject"),
    path("lineage/<uuid:artifact_id>/", views.LineageView.as_view(), name="lineage"),
    path("switches/", views.SwitchesView.as_view(), name="switches"),
]
