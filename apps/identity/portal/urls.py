"""Portal routes of identity."""

from django.urls import path

from apps.identity.portal import views

urlpatterns = [
    path("s/<str:secret>/", views.ShareLinkView.as_view(), name="share"),
    path("leave/", views.LeaveView.as_view(), name="leave"),
    path("stop/", views.StopSeeingView.as_view(), name="stop"),
    path("accounts/", views.AccountsView.as_view(), name="accounts"),
    path("sessions/", views.SessionsView.as_view(), name="sessions"),
]
