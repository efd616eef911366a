"""Routes of strategy's API."""

from django.urls import path

from apps.strategy.api import views

urlpatterns = [
    path("strategies/", views.StrategiesView.as_view(), name="strategies"),
    path("strategies/<uuid:strategy_id>/", views.StrategyView.as_view(), name="strategy"),
    path("strategies/<uuid:strategy_id>/approve/", views.ApproveView.as_view(), name="approve"),
    path("strategies/<uuid:strategy_id>/revise/", views.ReviseView.as_view(), name="revise"),
    path("strategies/<uuid:strategy_id>/document/", views.DocumentView.as_view(), name="document"),
    path("strategies/<uuid:strategy_id>/changes-since/<uuid:before_id>/", views.ChangesView.as_view(), name="changes"),
    path("jobs/<uuid:job_id>/", views.JobView.as_view(), name="job"),
]
