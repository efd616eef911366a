"""What an incoming mail is: parsed, stripped of quotations, judged."""

from apps.cam.logic.replies.classify import THRESHOLD, Judgement, classify
from apps.cam.logic.replies.mime import MAX_BYTES, Parked
from apps.cam.logic.replies.parsing import ParsedMail, from_fields, parse_mail

__all__ = ["MAX_BYTES", "THRESHOLD", "Judgement", "Parked", "ParsedMail", "classify", "from_fields", "parse_mail"]
