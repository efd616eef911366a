"""The port facade of cam."""

from apps.cam.services.answers import discard_answer, save_answer, send_answer
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
from apps.cam.services.checklist import check_start
from apps.cam.services.cycle import mark_stopped, run_cycle
from apps.cam.services.deals import close_deal, get_deal, list_waiting
from apps.cam.services.domains import check_domain, check_stale, list_domains, store_domain_check
from apps.cam.services.experiments import get_attribution, get_experiment, list_experiments
from apps.cam.services.figures import get_funnel, get_metrics
from apps.cam.services.imports import export_rejected_rows, get_import_batch, import_leads, list_import_batches, undo_import
from apps.cam.services.keeping import get_retention, run_retention
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
from apps.cam.services.personal import add_claim, list_claims, record_consent
from apps.cam.services.planning import create_plan, list_attempts
from apps.cam.services.previews import next_leads, preview_sequence, sample_values, send_proof
from apps.cam.services.privacy import erase_person, export_person
from apps.cam.services.replies import list_inbound, reclassify
from apps.cam.services.rescoring import preview_rescore, rescore
from apps.cam.services.reviews import approve_review, list_reviews, reject_review, skip_review
from apps.cam.services.sequences import (
    check_sequence,
    create_sequence,
    duplicate_sequence,
    get_sequence,
    list_sequence_versions,
    list_sequences,
    restore_sequence,
    save_sequence,
)
from apps.cam.services.simulation import simulate
from apps.cam.services.sources.checks import (
    enrich_lead,
    list_field_sources,
    order_check,
    preview_check,
    run_checks,
    undo_enrichment,
    verify_lead,
)
from apps.cam.services.sources.discovery import (
    create_discovery_job,
    get_discovery_job,
    list_discovery_jobs,
    list_sources,
    run_discovery,
    stop_discovery_job,
)
from apps.cam.services.sources.profiles import convert_profiles, list_profiles, reject_profiles
from apps.cam.services.sources.spending import resume_provider
from apps.cam.services.tasks_due import list_tasks
from apps.cam.services.threads import get_inbound, get_raw_mail, get_thread, list_threads, mark_thread
from apps.cam.services.triage import export_examples, undo_triage
from apps.cam.services.unsubscribe import get_unsubscribe, unsubscribe

__all__ = [
    "add_claim",
    "approve_review",
    "cancel_appointment",
    "check_domain",
    "check_legacy_people",
    "check_outgoing",
    "check_sequence",
    "check_stale",
    "check_start",
    "close_deal",
    "confirm_appointment",
    "convert_profiles",
    "create_campaign",
    "create_discovery_job",
    "create_plan",
    "create_sequence",
    "discard_answer",
    "duplicate_sequence",
    "enrich_lead",
    "erase_person",
    "export_examples",
    "export_person",
    "export_rejected_rows",
    "forget_layout",
    "get_appointment",
    "get_attribution",
    "get_campaign",
    "get_campaign_board",
    "get_campaign_funnel",
    "get_deal",
    "get_discovery_job",
    "get_experiment",
    "get_funnel",
    "get_import_batch",
    "get_inbound",
    "get_invitation",
    "get_lead",
    "get_lead_history",
    "get_lead_score",
    "get_metrics",
    "get_raw_mail",
    "get_retention",
    "get_sequence",
    "get_status",
    "get_thread",
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
    "list_discovery_jobs",
    "list_domains",
    "list_experiments",
    "list_field_sources",
    "list_import_batches",
    "list_inbound",
    "list_leads",
    "list_profiles",
    "list_reviews",
    "list_sequence_versions",
    "list_sequences",
    "list_sources",
    "list_suppressions",
    "list_tasks",
    "list_threads",
    "list_waiting",
    "mark_held",
    "mark_stopped",
    "mark_thread",
    "next_leads",
    "order_check",
    "pause_campaign",
    "preview_check",
    "preview_rescore",
    "preview_sequence",
    "propose_appointment",
    "qualify",
    "reclassify",
    "record_consent",
    "record_outcome",
    "reject_profiles",
    "reject_review",
    "reschedule_appointment",
    "rescore",
    "restore_sequence",
    "resume_campaign",
    "resume_provider",
    "run_checks",
    "run_cycle",
    "run_discovery",
    "run_retention",
    "sample_values",
    "save_answer",
    "save_sequence",
    "send_answer",
    "send_proof",
    "simulate",
    "skip_review",
    "start_campaign",
    "stop_campaign",
    "stop_discovery_job",
    "store_domain_check",
    "suppress",
    "undo_enrichment",
    "undo_import",
    "undo_triage",
    "unsubscribe",
    "verify_lead",
]
