"""Portal routes of delivery. A share link opens `/portal/delivery/<package>/`."""

from django.urls import path

from apps.delivery.portal import views

urlpatterns = [
    path("", views.PackagesView.as_view(), name="list"),
    path("<uuid:package_id>/", views.PackageView.as_view(), name="package"),
    path("<uuid:package_id>/file/", views.FileView.as_view(), name="file"),
    path("posts/<uuid:publication_id>/", views.PostView.as_view(), name="post"),
]
