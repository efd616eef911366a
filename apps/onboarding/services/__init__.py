"""The port facade of onboarding."""

from apps.onboarding.services.agreements import get_agreement, prepare_agreement, sign_agreement
from apps.onboarding.services.briefs import approve_brief, get_brand_kit, get_brief, list_briefs, normalize_brief, note_verdict
from apps.onboarding.services.engagements import get_engagement, get_pack, list_engagements, list_packs, open_engagement
from apps.onboarding.services.intakes import (
    approve_item,
    capture_intake,
    get_answer,
    get_intake,
    get_intake_form,
    invite,
    return_item,
    save_answer,
)
from apps.onboarding.services.notices import send_notices
from apps.onboarding.services.waiting import get_onboarding_status, list_waiting

__all__ = [
    "approve_brief",
    "approve_item",
    "capture_intake",
    "get_agreement",
    "get_answer",
    "get_brand_kit",
    "get_brief",
    "get_engagement",
    "get_intake",
    "get_intake_form",
    "get_onboarding_status",
    "get_pack",
    "invite",
    "list_briefs",
    "list_engagements",
    "list_packs",
    "list_waiting",
    "normalize_brief",
    "note_verdict",
    "open_engagement",
    "prepare_agreement",
    "return_item",
    "save_answer",
    "send_notices",
    "sign_agreement",
]
