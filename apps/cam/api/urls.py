"""API routes of cam."""

from django.urls import path

from apps.cam.api import inbox, sending, views

urlpatterns = [
    path("leads/", views.LeadsView.as_view(), name="leads"),
    path("leads/<uuid:lead_id>/", views.LeadView.as_view(), name="lead"),
    path("leads/<uuid:lead_id>/score/", views.ScoreView.as_view(), name="score"),
    path("leads/<uuid:lead_id>/history/", views.HistoryView.as_view(), name="history"),
    path("leads/<uuid:lead_id>/deal/", views.DealView.as_view(), name="deal"),
    path("leads/<uuid:lead_id>/claims/", sending.ClaimsView.as_view(), name="claims"),
    path("domains/", sending.DomainsView.as_view(), name="domains"),
    path("imports/", views.ImportsView.as_view(), name="imports"),
    path("imports/<uuid:batch_id>/", views.ImportView.as_view(), name="import"),
    path("imports/<uuid:batch_id>/rejected.csv", views.RejectedView.as_view(), name="rejected"),
    path("imports/<uuid:batch_id>/undo/", views.UndoView.as_view(), name="undo"),
    path("campaigns/", views.CampaignsView.as_view(), name="campaigns"),
    path("campaigns/<uuid:campaign_id>/", views.CampaignView.as_view(), name="campaign"),
    path("campaigns/<uuid:campaign_id>/status/", views.CampaignStatusView.as_view(), name="campaign_status"),
    path("campaigns/<uuid:campaign_id>/simulation/", sending.SimulationView.as_view(), name="simulation"),
    path("campaigns/<uuid:campaign_id>/<slug:verb>/", views.CampaignVerbView.as_view(), name="campaign_verb"),
    path("attempts/", views.AttemptsView.as_view(), name="attempts"),
    path("inbound/", views.InboundView.as_view(), name="inbound"),
    path("inbound/<uuid:inbound_id>/", inbox.MailView.as_view(), name="inbound_mail"),
    path("inbound/<uuid:inbound_id>/class/", inbox.JudgeView.as_view(), name="judge"),
    path("inbound/<uuid:inbound_id>/class/undo/", inbox.UndoJudgeView.as_view(), name="judge_undo"),
    path("threads/", inbox.ThreadsView.as_view(), name="threads"),
    path("threads/<uuid:thread_id>/", inbox.ThreadView.as_view(), name="thread"),
    path("threads/<uuid:thread_id>/answers/", inbox.AnswersView.as_view(), name="answers"),
    path("suppressions/", views.SuppressionsView.as_view(), name="suppressions"),
    path("reviews/", views.ReviewsView.as_view(), name="reviews"),
    path("funnel/", views.FunnelView.as_view(), name="funnel"),
]
