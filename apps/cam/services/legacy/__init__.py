"""What an original AICMO held, taken over: each verb stores one handful in one transaction, and nothing twice.

Nothing is sent, queued or told: no signal leaves, no contact is planned, no campaign runs.
"""

from apps.cam.services.legacy.mails import import_legacy_contacts, import_legacy_received, import_legacy_sent
from apps.cam.services.legacy.people import import_legacy_campaigns, import_legacy_leads
from apps.cam.services.legacy.stops import check_legacy_people, import_legacy_stops

__all__ = [
    "check_legacy_people",
    "import_legacy_campaigns",
    "import_legacy_contacts",
    "import_legacy_leads",
    "import_legacy_received",
    "import_legacy_sent",
    "import_legacy_stops",
]
