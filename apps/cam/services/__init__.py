"""The port facade of cam."""

from apps.cam.services.appointments import (
    cancel_appointment,
    confirm_appointment,
    get_appointment,
    get_invitation,
    list_appointments,
    mark_held,
    propose_appointment,
    reschedule_appointment,
)
from apps.cam.services.campaign_figures import get_campaign_board, get_campaign_funnel
from apps.cam.services.campaigns import (
    create_campaign,
    get_campaign,
    get_status,
    list_campaigns,
    pause_campaign,
    resume_campaign,
    start_campaign,
    stop_campaign,
)
from apps.cam.services.cycle import mark_stopped, run_cycle
from apps.cam.services.deals import close_deal, get_deal, list_waiting
from apps.cam.services.domains import check_domain, check_stale, list_domains, store_domain_check
from apps.cam.services.experiments import get_attribution, get_experiment, list_experiments
from apps.cam.services.figures import get_funnel, get_metrics
from apps.cam.services.imports import export_rejected_rows, get_import_batch, import_leads, list_import_batches, undo_import
from apps.cam.services.leads import (
    get_lead,
    get_lead_history,
    get_lead_score,
    ingest,
    list_leads,
    list_suppressions,
    qualify,
    suppress,
)
from apps.cam.services.legacy import (
    check_legacy_people,
    import_legacy_campaigns,
    import_legacy_contacts,
    import_legacy_leads,
    import_legacy_received,
    import_legacy_sent,
    import_legacy_stops,
)
from apps.cam.services.outreach import check_outgoing, record_outcome
from apps.cam.services.personal import add_claim, list_claims, record_consent
from apps.cam.services.planning import create_plan, list_attempts
from apps.cam.services.replies import list_inbound, reclassify
from apps.cam.services.reviews import approve_review, list_reviews, reject_review, skip_review
from apps.cam.services.simulation import simulate
from apps.cam.services.unsubscribe import get_unsubscribe, unsubscribe

__all__ = [
    "add_claim",
    "approve_review",
    "cancel_appointment",
    "check_domain",
    "check_legacy_people",
    "check_outgoing",
    "check_stale",
    "close_deal",
    "confirm_appointment",
    "create_campaign",
    "create_plan",
    "export_rejected_rows",
    "get_appointment",
    "get_attribution",
    "get_campaign",
    "get_campaign_board",
    "get_campaign_funnel",
    "get_deal",
    "get_experiment",
    "get_funnel",
    "get_import_batch",
    "get_invitation",
    "get_lead",
    "get_lead_history",
    "get_lead_score",
    "get_metrics",
    "get_status",
    "get_unsubscribe",
    "import_leads",
    "import_legacy_campaigns",
    "import_legacy_contacts",
    "import_legacy_leads",
    "import_legacy_received",
    "import_legacy_sent",
    "import_legacy_stops",
    "ingest",
    "list_appointments",
    "list_attempts",
    "list_campaigns",
    "list_claims",
    "list_domains",
    "list_experiments",
    "list_import_batches",
    "list_inbound",
    "list_leads",
    "list_reviews",
    "list_suppressions",
    "list_waiting",
    "mark_held",
    "mark_stopped",
    "pause_campaign",
    "propose_appointment",
    "qualify",
    "reclassify",
    "record_consent",
    "record_outcome",
    "reject_review",
    "reschedule_appointment",
    "resume_campaign",
    "run_cycle",
    "simulate",
    "skip_review",
    "start_campaign",
    "stop_campaign",
    "store_domain_check",
    "suppress",
    "undo_import",
    "unsubscribe",
]
