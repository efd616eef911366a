"""API routes of cam."""

from django.urls import path

from apps.cam.api import appointments, sending, views

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
    path("campaigns/<uuid:campaign_id>/funnel/", appointments.CampaignFunnelView.as_view(), name="campaign_funnel"),
    path("campaigns/<uuid:campaign_id>/attribution/", appointments.AttributionView.as_view(), name="campaign_attribution"),
    path("campaigns/<uuid:campaign_id>/experiment/", appointments.ExperimentView.as_view(), name="experiment"),
    path("campaigns/<uuid:campaign_id>/<slug:verb>/", views.CampaignVerbView.as_view(), name="campaign_verb"),
    path("attempts/", views.AttemptsView.as_view(), name="attempts"),
    path("inbound/", views.InboundView.as_view(), name="inbound"),
    path("suppressions/", views.SuppressionsView.as_view(), name="suppressions"),
    path("reviews/", views.ReviewsView.as_view(), name="reviews"),
    path("appointments/", appointments.AppointmentsView.as_view(), name="appointments"),
    path("appointments/<uuid:appointment_id>/", appointments.AppointmentView.as_view(), name="appointment"),
    path("appointments/<uuid:appointment_id>/invitation.ics", appointments.InvitationView.as_view(), name="invitation"),
    path("appointments/<uuid:appointment_id>/<slug:verb>/", appointments.AppointmentVerbView.as_view(), name="appointment_verb"),
    path("funnel/", views.FunnelView.as_view(), name="funnel"),
]
