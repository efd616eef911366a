"""What qc says and takes: results, waivers, filters; and the limits and notes that writers must know beforehand."""

from apps.qc.contracts.limits import CHANNEL_LIMITS, LIMITS_VERSION, ChannelLimit, channel_key
from apps.qc.contracts.notes import forbidden_phrases, required_notes
from apps.qc.contracts.records import Finding, OwnWork, Result, ResultFilter, Severity, TextCheck, Verdict, Waiver, WaiverRefused

CONTRACT_VERSION = "1.0"

__all__ = [
    "CHANNEL_LIMITS",
    "CONTRACT_VERSION",
    "LIMITS_VERSION",
    "ChannelLimit",
    "Finding",
    "OwnWork",
    "Result",
    "ResultFilter",
    "Severity",
    "TextCheck",
    "Verdict",
    "Waiver",
    "WaiverRefused",
    "channel_key",
    "forbidden_phrases",
    "required_notes",
]
