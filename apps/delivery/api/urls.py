"""API routes of delivery."""

from django.urls import path

from apps.delivery.api import views

urlpatterns = [
    path("packages/", views.PackagesView.as_view(), name="packages"),
    path("packages/<uuid:package_id>/", views.PackageView.as_view(), name="package"),
    path("packages/<uuid:package_id>/file/", views.FileView.as_view(), name="file"),
    path("packages/<uuid:package_id>/release/", views.ReleaseView.as_view(), name="release"),
    path("packages/<uuid:package_id>/publish/", views.PublishView.as_view(), name="publish"),
    path("publications/", views.PublicationsView.as_view(), name="publications"),
    path("publications/<uuid:publication_id>/", views.PublicationView.as_view(), name="publication"),
    path("publications/<uuid:publication_id>/resolve/", views.ResolveView.as_view(), name="resolve"),
]
