"""API routes of production."""

from django.urls import path

from apps.production.api import views

urlpatterns = [
    path("calendars/", views.CalendarsView.as_view(), name="calendars"),
    path("calendars/<uuid:calendar_id>/", views.CalendarView.as_view(), name="calendar"),
    path("calendars/<uuid:calendar_id>/days/", views.DaysView.as_view(), name="days"),
    path("calendars/<uuid:calendar_id>/file/", views.CalendarFileView.as_view(), name="calendar_file"),
    path("bundles/", views.BundlesView.as_view(), name="bundles"),
    path("bundles/<uuid:bundle_id>/", views.BundleView.as_view(), name="bundle"),
    path("bundles/<uuid:bundle_id>/revise/", views.ReviseView.as_view(), name="revise"),
    path("bundles/<uuid:bundle_id>/posts/<str:post_key>/", views.PostView.as_view(), name="post"),
    path("jobs/<uuid:job_id>/", views.JobView.as_view(), name="job"),
    path("time/", views.TimesView.as_view(), name="time"),
]
