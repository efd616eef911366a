"""What the list of leads is filtered by: values known beforehand, each behind an index in the list's order."""

from __future__ import annotations

from apps.cam.logic import countries, scoring
from kernel.web.labels import words
from kernel.web.lists import choice_filter

LEAD_FILTERS = (
    "status",
    "tier",
    choice_filter("verdict", "verdict", [(value, words(value)) for value in scoring.VERDICTS]),
    choice_filter("verdict_reason", "reason of the verdict", [(value, words(value)) for value in scoring.VERDICT_REASONS]),
    "email_verdict",
    choice_filter("country", "country", [(code, code) for code in sorted(countries.ZONES)]),
    "campaign",
    "is_role_address",
)
