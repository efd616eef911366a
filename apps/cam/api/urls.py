"""API routes of cam."""

from django.urls import path

from apps.cam.api import source_views, views

urlpatterns = [
    path("leads/", views.LeadsView.as_view(), name="leads"),
    path("leads/<uuid:lead_id>/", views.LeadView.as_view(), name="lead"),
    path("leads/<uuid:lead_id>/score/", views.ScoreView.as_view(), name="score"),
    path("leads/<uuid:lead_id>/history/", views.HistoryView.as_view(), name="history"),
    path("leads/<uuid:lead_id>/deal/", views.DealView.as_view(), name="deal"),
    path("leads/<uuid:lead_id>/sources/", source_views.FieldSourcesView.as_view(), name="field_sources"),
    path("leads/<uuid:lead_id>/enrichment/undo/", source_views.EnrichmentUndoView.as_view(), name="enrichment_undo"),
    path("checks/", source_views.ChecksView.as_view(), name="checks"),
    path("checks/preview/", source_views.CheckPreviewView.as_view(), name="check_preview"),
    path("discovery-jobs/", source_views.JobsView.as_view(), name="discovery_jobs"),
    path("discovery-jobs/<uuid:job_id>/", source_views.JobView.as_view(), name="discovery_job"),
    path("discovery-jobs/<uuid:job_id>/stop/", source_views.JobStopView.as_view(), name="discovery_job_stop"),
    path("profiles/", source_views.ProfilesView.as_view(), name="profiles"),
    path("profiles/convert/", source_views.ConvertView.as_view(), name="profiles_convert"),
    path("profiles/reject/", source_views.RejectView.as_view(), name="profiles_reject"),
    path("imports/", views.ImportsView.as_view(), name="imports"),
    path("imports/<uuid:batch_id>/", views.ImportView.as_view(), name="import"),
    path("imports/<uuid:batch_id>/rejected.csv", views.RejectedView.as_view(), name="rejected"),
    path("imports/<uuid:batch_id>/undo/", views.UndoView.as_view(), name="undo"),
    path("campaigns/", views.CampaignsView.as_view(), name="campaigns"),
    path("campaigns/<uuid:campaign_id>/", views.CampaignView.as_view(), name="campaign"),
    path("campaigns/<uuid:campaign_id>/status/", views.CampaignStatusView.as_view(), name="campaign_status"),
    path("campaigns/<uuid:campaign_id>/<slug:verb>/", views.CampaignVerbView.as_view(), name="campaign_verb"),
    path("attempts/", views.AttemptsView.as_view(), name="attempts"),
    path("inbound/", views.InboundView.as_view(), name="inbound"),
    path("suppressions/", views.SuppressionsView.as_view(), name="suppressions"),
    path("reviews/", views.ReviewsView.as_view(), name="reviews"),
    path("funnel/", views.FunnelView.as_view(), name="funnel"),
]
