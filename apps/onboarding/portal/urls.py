"""Portal routes of onboarding."""

from django.urls import path

from apps.onboarding.portal import views

urlpatterns = [
    path("", views.EngagementsView.as_view(), name="list"),
    path("<uuid:engagement_id>/", views.EngagementView.as_view(), name="engagement"),
    path("<uuid:engagement_id>/sign/", views.SignView.as_view(), name="sign"),
    path("<uuid:engagement_id>/agreement/", views.AgreementView.as_view(), name="agreement"),
    path("<uuid:engagement_id>/agreement.txt", views.AgreementFileView.as_view(), name="agreement_file"),
    path("<uuid:engagement_id>/answers/", views.AnswersView.as_view(), name="answers"),
    path("<uuid:engagement_id>/answers/<slug:field>/", views.AnswerView.as_view(), name="answer"),
    path("<uuid:engagement_id>/brief/", views.BriefView.as_view(), name="brief"),
]
