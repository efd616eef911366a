"""Portal routes of client_review. A share link opens `/portal/client-review/<package>/`."""

from django.urls import path

from apps.client_review.portal import views

urlpatterns = [
    path("", views.ReviewsView.as_view(), name="list"),
    path("<uuid:package_id>/", views.ReviewView.as_view(), name="review"),
    path("<uuid:package_id>/comments/", views.CommentsView.as_view(), name="comment"),
    path("<uuid:package_id>/comments/<uuid:comment_id>/resolve/", views.ResolveView.as_view(), name="resolve"),
    path("<uuid:package_id>/certificate/", views.CertificateView.as_view(), name="certificate"),
]
