"""API routes of qc."""

from django.urls import path

from apps.qc.api import views

urlpatterns = [
    path("results/", views.ResultsView.as_view(), name="results"),
    path("results/<uuid:result_id>/", views.ResultView.as_view(), name="result"),
    path("results/<uuid:result_id>/waivers/", views.WaiversView.as_view(), name="waivers"),
    path("check/", views.CheckView.as_view(), name="check"),
]
