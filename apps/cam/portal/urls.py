"""Portal routes of cam."""

from django.urls import path

from apps.cam.portal import views

urlpatterns = [path("u/<str:token>/", views.UnsubscribeView.as_view(), name="unsubscribe")]
