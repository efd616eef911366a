"""The original's enums, by the names of their members, and what each is today."""

from __future__ import annotations

from apps.cam.contracts import LeadStatus, ReplyClass

LEAD_STATUS = {status.name: status for status in LeadStatus} | {
    "ENRICHED": LeadStatus.NEW,
    "ROUTED": LeadStatus.NEW,
    "MANUAL_REVIEW": LeadStatus.REVIEW,
}
UNKNOWN_STATUS = LeadStatus.REVIEW
"""A status nobody knows: nothing is sent until a person has looked."""
SOURCES = {
    "APOLLO": "Apollo", "CSV": "a list of contacts", "IMPORT": "a list of contacts", "MANUAL": "our own research",
    "LINKEDIN": "LinkedIn", "WEBSITE": "our website", "LANDING_PAGE": "our website", "FORM": "our website",
    "REFERRAL": "a recommendation", "EVENT": "an event", "HUBSPOT": "HubSpot", "SALESFORCE": "Salesforce",
    "PIPEDRIVE": "Pipedrive", "DROPCONTACT": "Dropcontact", "OTHER": "", "API": "", "WEBHOOK": "", "INBOUND": "", "EMAIL": "",
}  # fmt: skip
"""Where a lead came from, in words that the first mail says; "" where the original did not know either."""
SOURCE = "our contact records"
"""What is said then."""
MODES = frozenset({"LIVE", "SIMULATION", "PROOF", "DRY_RUN"})
CHANNELS = {
    "EMAIL": "e-mail", "LINKEDIN": "LinkedIn", "CONTACT_FORM": "contact form", "PHONE": "phone", "TWITTER": "Twitter",
    "INSTAGRAM": "Instagram", "OTHER": "another channel",
}  # fmt: skip
REFUSED = frozenset(
    {"DNC", "DO_NOT_CONTACT", "OPTED_OUT", "OPT_OUT", "UNSUBSCRIBED", "WITHDRAWN", "REVOKED", "DENIED", "OBJECTED"}
)
CONSENTS = frozenset([
    "UNKNOWN", "CONSENTED", "NONE", "PENDING", "GRANTED", "GIVEN", "OPTED_IN", "OPT_IN", "IMPLIED", "EXPLICIT", "SOFT_OPT_IN",
    "LEGITIMATE_INTEREST", "NOT_REQUIRED",
])  # fmt: skip
"""What a consent may say beside a refusal; what stands in neither list is unknown, and a person has to look."""
WAITING = frozenset({"PENDING", "QUEUED", "SCHEDULED", "DRAFT", "HELD", "RETRY", "APPROVED"})
LEFT = frozenset({"SENT", "DELIVERED", "OPENED", "CLICKED", "REPLIED", "SENDING", "COMPLAINED"})
BOUNCED = frozenset({"BOUNCED"})
FAILED = frozenset({"FAILED", "REJECTED", "ERROR"})
SKIPPED = frozenset({"SKIPPED", "IGNORED", "CANCELLED", "CANCELED", "BLOCKED", "SUPPRESSED"})
REPLIES = {reply.name: reply for reply in ReplyClass} | {
    "UNSUBSCRIBE": ReplyClass.UNSUB,
    "OUT_OF_OFFICE": ReplyClass.OOO,
    "AUTO_REPLY": ReplyClass.OOO,
}


def mail_status(name: str) -> str | None:
    """What became of a mail or contact: sent, bounced, failed or skipped; None for a word nobody knows.

    What waited there is skipped: it is not kept alive. What was on its way may have left, and counts as sent.
    """
    for names, status in ((LEFT, "sent"), (BOUNCED, "bounced"), (FAILED, "failed"), (SKIPPED | WAITING, "skipped")):
        if name in names:
            return status
    return None
