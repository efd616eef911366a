"""Routes of production's portal pages."""

from django.urls import path

from apps.production.portal import views

urlpatterns = [
    path("", views.CalendarsView.as_view(), name="list"),
    path("<uuid:calendar_id>/", views.CalendarView.as_view(), name="calendar"),
    path("<uuid:calendar_id>/file/", views.FileView.as_view(), name="file"),
]
