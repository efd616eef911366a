"""Routes of strategy's portal pages."""

from django.urls import path

from apps.strategy.portal import views

urlpatterns = [
    path("", views.StrategiesView.as_view(), name="list"),
    path("<uuid:strategy_id>/", views.StrategyView.as_view(), name="strategy"),
    path("<uuid:strategy_id>/document/", views.DocumentView.as_view(), name="document"),
]
