"""API routes of identity."""

from django.urls import path

from apps.identity.api import views

urlpatterns = [
    path("me/", views.MeView.as_view(), name="me"),
    path("clients/", views.ClientsView.as_view(), name="clients"),
    path("clients/<uuid:client_id>/", views.ClientView.as_view(), name="client"),
    path("clients/<uuid:client_id>/members/", views.MembersView.as_view(), name="members"),
    path("staff/", views.StaffView.as_view(), name="staff"),
    path("staff/<uuid:user_id>/", views.StaffMemberView.as_view(), name="staff-member"),
    path("credentials/", views.CredentialsView.as_view(), name="credentials"),
    path("credentials/<uuid:credential_id>/", views.CredentialView.as_view(), name="credential"),
]
