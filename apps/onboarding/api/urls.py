"""API routes of onboarding."""

from django.urls import path

from apps.onboarding.api import views

urlpatterns = [
    path("packs/", views.PacksView.as_view(), name="packs"),
    path("packs/<slug:name>/", views.PackView.as_view(), name="pack"),
    path("engagements/", views.EngagementsView.as_view(), name="engagements"),
    path("engagements/<uuid:engagement_id>/", views.EngagementView.as_view(), name="engagement"),
    path("engagements/<uuid:engagement_id>/status/", views.StatusView.as_view(), name="status"),
    path("engagements/<uuid:engagement_id>/agreement/", views.AgreementView.as_view(), name="agreement"),
    path("engagements/<uuid:engagement_id>/intake/", views.IntakeView.as_view(), name="intake"),
    path("engagements/<uuid:engagement_id>/intake/form/", views.FormView.as_view(), name="form"),
    path("engagements/<uuid:engagement_id>/intake/hand-in/", views.HandInView.as_view(), name="hand_in"),
    path("engagements/<uuid:engagement_id>/intake/answers/<slug:field>/", views.AnswerView.as_view(), name="answer"),
    path("engagements/<uuid:engagement_id>/intake/answers/<slug:field>/return/", views.ReturnView.as_view(), name="return"),
    path("briefs/", views.BriefsView.as_view(), name="briefs"),
    path("briefs/<uuid:brief_id>/", views.BriefView.as_view(), name="brief"),
    path("briefs/<uuid:brief_id>/approve/", views.ApproveView.as_view(), name="approve"),
    path("clients/<uuid:client_id>/brand-kit/", views.BrandKitView.as_view(), name="brand_kit"),
]
