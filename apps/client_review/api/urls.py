"""API routes of client_review."""

from django.urls import path

from apps.client_review.api import views

urlpatterns = [
    path("reviews/", views.ReviewsView.as_view(), name="reviews"),
    path("reviews/<uuid:package_id>/", views.ReviewView.as_view(), name="review"),
    path("reviews/<uuid:package_id>/decision/", views.DecisionView.as_view(), name="decision"),
    path("reviews/<uuid:package_id>/comments/", views.CommentsView.as_view(), name="comments"),
    path("reviews/<uuid:package_id>/changes/", views.ChangesView.as_view(), name="changes"),
    path("reviews/<uuid:package_id>/revision-plan/", views.PlanView.as_view(), name="plan"),
    path("reviews/<uuid:package_id>/certificate/", views.CertificateView.as_view(), name="certificate"),
    path("decisions/", views.DecisionsView.as_view(), name="decisions"),
    path("comments/<uuid:comment_id>/resolve/", views.ResolveView.as_view(), name="resolve"),
]
