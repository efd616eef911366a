"""What an incoming mail is: parsed, stripped of quotations, judged."""

from apps.cam.logic.replies.classify import THRESHOLD, Judgement, classify
from apps.cam.logic.replies.parsing import MAX_BYTES, ParsedMail, parse_mail

__all__ = ["MAX_BYTES", "THRESHOLD", "Judgement", "ParsedMail", "classify", "parse_mail"]
