"""The port facade of cam."""

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
from apps.cam.services.figures import get_funnel, get_metrics
from apps.cam.services.imports import export_rejected_rows, get_import_batch, import_leads, list_import_batches, undo_import
from apps.cam.services.layouts import forget_layout
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
from apps.cam.services.planning import create_plan, list_attempts
from apps.cam.services.replies import list_inbound, reclassify
from apps.cam.services.rescoring import preview_rescore, rescore
from apps.cam.services.reviews import approve_review, list_reviews, reject_review, skip_review
from apps.cam.services.unsubscribe import get_unsubscribe, unsubscribe

__all__ = [
    "get_import_batch",
    "approve_review",
    "check_legacy_people",
    "check_outgoing",
    "close_deal",
    "create_campaign",
    "create_plan",
    "export_rejected_rows",
    "forget_layout",
    "get_campaign",
    "get_deal",
    "get_funnel",
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
    "list_attempts",
    "list_campaigns",
    "list_import_batches",
    "list_inbound",
    "list_leads",
    "list_reviews",
    "list_suppressions",
    "list_waiting",
    "mark_stopped",
    "pause_campaign",
    "preview_rescore",
    "qualify",
    "reclassify",
    "record_outcome",
    "reject_review",
    "rescore",
    "resume_campaign",
    "run_cycle",
    "skip_review",
    "start_campaign",
    "stop_campaign",
    "suppress",
    "undo_import",
    "unsubscribe",
]
