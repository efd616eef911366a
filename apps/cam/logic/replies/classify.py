"""The class of an answer, its confidence and the reason, in the order of the specification."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from apps.cam.contracts import ReplyClass
from apps.cam.logic import addresses
from apps.cam.logic.replies import patterns
from apps.cam.logic.replies.dates import resume_date
from apps.cam.logic.replies.parsing import ParsedMail

THRESHOLD = 0.6
"""Below this confidence a person judges."""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """The class and why. `hard` only for BOUNCE; `automatic` means that no person wrote it; `attention` asks for a person."""

    reply_class: ReplyClass
    confidence: float
    reason: str
    hard: bool = False
    automatic: bool = False
    attention: bool = False
    resume_date: date | None = None
    referred_to: str = ""


def classify(mail: ParsedMail, *, today: date, month_first: bool = False, known_sender: bool = True) -> Judgement:
    """Judge the new text only; with an empty body the subject speaks. First match in the order of the specification."""
    text = mail.new_text or _without_prefix(mail.subject)
    for judge in (_report, _stop, _calendar, _left, _absent, _bulk):
        found = judge(mail, text, today, month_first)
        if found is not None:
            return found
    return _human(mail, text)


def _without_prefix(subject: str) -> str:
    answer = re.match(r"^\s*(?:re|aw|sv|antw|wg|fw|fwd|tr|rv)\s*:", subject, re.IGNORECASE)
    # "Re: our subject" holds our words, not theirs.
    return "" if answer else subject.strip()


def _report(mail: ParsedMail, text: str, today: date, month_first: bool) -> Judgement | None:
    if mail.report == "complaint":
        return Judgement(
            reply_class=ReplyClass.UNSUB, confidence=1.0, reason="a complaint report of the receiving side", automatic=True
        )
    if mail.report == "dsn":
        return _judge_dsn(mail)
    is_daemon = bool(patterns.DAEMON.match(mail.from_email))
    told = patterns.UNDELIVERED.search(mail.subject) or (is_daemon and patterns.UNDELIVERED.search(mail.body[:4000]))
    if told and (is_daemon or mail.automatic):
        soft = patterns.SOFT.search(mail.body[:4000])
        why = f"a non-delivery note (“{told[0]}”)" + (f", soft: “{soft[0]}”" if soft else "")
        return Judgement(reply_class=ReplyClass.BOUNCE, confidence=0.9, reason=why, hard=soft is None, automatic=True)
    return None


def _judge_dsn(mail: ParsedMail) -> Judgement:
    action, status = mail.action.lower(), mail.status.strip()
    told = f"delivery report: action {action or 'unknown'}, status {status or 'unknown'}"
    if action in ("delivered", "relayed", "expanded") or status.startswith("2"):
        return Judgement(reply_class=ReplyClass.NEUTRAL, confidence=1.0, reason=told, automatic=True)
    # x.7.x is policy, 5.2.2 a full mailbox, 4.x.x transient: the address itself may be good.
    soft = action == "delayed" or status.startswith(("4", "5.7", "5.2.2")) or patterns.SOFT.search(mail.diagnostic) is not None
    return Judgement(reply_class=ReplyClass.BOUNCE, confidence=1.0, reason=told, hard=not soft, automatic=True)


def _stop(mail: ParsedMail, text: str, today: date, month_first: bool) -> Judgement | None:
    found = patterns.STOP_ALONE.match(text) or patterns.STOP.search(text)
    if found is None and patterns.STOP_ALONE.match(mail.subject) and len(text) < 200:
        found = patterns.STOP_ALONE.match(mail.subject)
    if found is None or mail.bulk:
        return None
    return Judgement(reply_class=ReplyClass.UNSUB, confidence=0.95, reason=f"asks to stop: “{_short(found[0])}”")


def _calendar(mail: ParsedMail, text: str, today: date, month_first: bool) -> Judgement | None:
    classes = {"ACCEPTED": ReplyClass.POSITIVE, "DECLINED": ReplyClass.NEGATIVE, "TENTATIVE": ReplyClass.NEUTRAL}
    if not mail.answer:
        return None
    return Judgement(reply_class=classes[mail.answer], confidence=0.95, reason=f"calendar answer: {mail.answer.lower()}")


def _left(mail: ParsedMail, text: str, today: date, month_first: bool) -> Judgement | None:
    found = patterns.LEFT.search(text)
    if found is None:
        return None
    to = _referred(mail, text)
    if to or patterns.REFERRAL.search(text):
        return Judgement(
            reply_class=ReplyClass.REFERRAL, confidence=0.9, reason=f"left the firm (“{_short(found[0])}”), a successor is named",
            referred_to=to, automatic=mail.automatic,
        )  # fmt: skip
    return Judgement(
        reply_class=ReplyClass.BOUNCE,
        confidence=0.9,
        reason=f"left the firm: “{_short(found[0])}”",
        hard=True,
        automatic=mail.automatic,
    )


def _absent(mail: ParsedMail, text: str, today: date, month_first: bool) -> Judgement | None:
    subject, body = patterns.ABSENT_SUBJECT.search(mail.subject), patterns.ABSENT.search(text)
    if not (body or (subject and not mail.subject.lower().startswith("re:"))):
        return None
    if not (mail.automatic or subject) and patterns.POSITIVE.search(text):
        return None
    if mail.automatic and not body and patterns.RECEIPT.search(text):
        return None
    back = resume_date(text, today=today, month_first=month_first)
    sure = 0.95 if mail.automatic or subject else 0.75
    told = (body or subject)[0]
    return Judgement(
        reply_class=ReplyClass.OOO, confidence=sure, reason=f"absence note: “{_short(told)}”", resume_date=back, automatic=True
    )


def _bulk(mail: ParsedMail, text: str, today: date, month_first: bool) -> Judgement | None:
    if mail.bulk:
        return Judgement(reply_class=ReplyClass.NEUTRAL, confidence=0.9, reason="a newsletter or list mail", automatic=True)
    receipt = patterns.RECEIPT.search(text)
    if receipt and (mail.automatic or not patterns.POSITIVE.search(text)):
        return Judgement(
            reply_class=ReplyClass.NEUTRAL, confidence=0.85, reason=f"a receipt: “{_short(receipt[0])}”", automatic=True
        )
    if mail.automatic:
        return Judgement(
            reply_class=ReplyClass.NEUTRAL, confidence=0.8, reason="an automatic answer that is no absence note", automatic=True
        )
    return None


def _human(mail: ParsedMail, text: str) -> Judgement:
    if not text:
        return Judgement(reply_class=ReplyClass.NEUTRAL, confidence=0.7, reason="nothing new is said")
    if found := patterns.ACCESS.search(text):
        return Judgement(
            reply_class=ReplyClass.NEUTRAL, confidence=0.9, reason=f"asks about their data: “{_short(found[0])}”", attention=True
        )
    refused, later, asked = patterns.NEGATIVE.search(text), patterns.LATER.search(text), patterns.POSITIVE.search(text)
    referred = patterns.REFERRAL.search(text)
    if referred and not (asked and not _referred(mail, text) and not refused):
        reason = f"names somebody else: “{_short(referred[0])}”"
        return Judgement(reply_class=ReplyClass.REFERRAL, confidence=0.85, reason=reason, referred_to=_referred(mail, text))
    if later and not patterns.FIRM_NO.search(text):
        return Judgement(reply_class=ReplyClass.NEUTRAL, confidence=0.8, reason=f"not now: “{_short(later[0])}”")
    if asked and refused:
        return _either(refused, asked, text)
    if asked:
        return Judgement(reply_class=ReplyClass.POSITIVE, confidence=0.9, reason=f"wants to go on: “{_short(asked[0])}”")
    if refused:
        return Judgement(reply_class=ReplyClass.NEGATIVE, confidence=0.9, reason=f"says no: “{_short(refused[0])}”")
    if other := _referred(mail, text):
        return Judgement(
            reply_class=ReplyClass.REFERRAL, confidence=0.7, reason=f"gives another address: {other}", referred_to=other
        )
    if "?" in text:
        return Judgement(reply_class=ReplyClass.NEUTRAL, confidence=0.65, reason="asks a question", attention=True)
    return Judgement(reply_class=ReplyClass.NEUTRAL, confidence=0.5, reason="no phrase is known")


def _either(refused: re.Match, asked: re.Match, text: str) -> Judgement:
    """A yes and a no in one text: overlapping phrases are one negated yes; after a “but” the second half counts."""
    if (
        refused.start() <= asked.start() < refused.end()
        or asked.start() <= refused.start() < asked.end()
        or patterns.FIRM_NO.search(text)
    ):
        return Judgement(reply_class=ReplyClass.NEGATIVE, confidence=0.8, reason=f"says no: “{_short(refused[0])}”")
    turn = re.search(r"\b(?:but|however|still|aber|allerdings|trotzdem|mais|pero|maar)\b", text, re.IGNORECASE)
    if turn and refused.start() < turn.start() < asked.start():
        return Judgement(reply_class=ReplyClass.POSITIVE, confidence=0.65, reason=f"a no, then: “{_short(asked[0])}”")
    return Judgement(
        reply_class=ReplyClass.NEGATIVE, confidence=0.5, reason=f"both “{_short(asked[0])}” and “{_short(refused[0])}”"
    )


def _referred(mail: ParsedMail, text: str) -> str:
    return next((a for a in addresses.addresses_in(text) if a != mail.from_email), "")


def _short(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()[:80]
