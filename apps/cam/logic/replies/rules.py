"""The rules: the class of an answer, its confidence and the reason, in the order of the specification."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from apps.cam.contracts import ReplyClass
from apps.cam.logic import addresses
from apps.cam.logic.replies import hints, lexicon, wishes
from apps.cam.logic.replies.dates import resume_date
from apps.cam.logic.replies.folding import clauses, fold, unwrapped
from apps.cam.logic.replies.parsing import ParsedMail

THRESHOLD = 0.6
"""Below this confidence a person judges."""
_STOP, _NOT_STOP, _ACCESS = lexicon.pattern("STOP", "STOP_MORE"), lexicon.pattern("NOT_STOP"), lexicon.pattern("ACCESS")
_ABSENT, _ABSENT_SUBJECT = lexicon.pattern("ABSENT"), lexicon.pattern("ABSENT_SUBJECT")
_LEFT, _NOT_LEFT = lexicon.pattern("LEFT"), lexicon.pattern("NOT_LEFT")
_REFERRAL, _NOT_REFERRAL = lexicon.pattern("REFERRAL"), lexicon.pattern("NOT_REFERRAL")
_RECEIPT, _UNDELIVERED, _SOFT = lexicon.pattern("RECEIPT"), lexicon.pattern("UNDELIVERED"), lexicon.pattern("SOFT")
_DAEMON = re.compile(r"^(?:mailer-?daemon|postmaster|mail-?daemon|bounces?\b|mdaemon|mail-?delivery|delivery)", re.IGNORECASE)
_ANSWER = re.compile(r"^\s*(?:(?:re|aw|sv|antw?|wg|fw|fwd|tr|rv|ref|rif|vs|doorst|reenv)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_INVITED = {
    ReplyClass.POSITIVE: re.compile(r"^(?:accepted|angenommen|zugesagt|zusage|accepte|acceptee|aceptad[oa]|geaccepteerd|akzeptiert)\s*:", re.IGNORECASE),
    ReplyClass.NEGATIVE: re.compile(
        r"^(?:declined|abgelehnt|abgesagt|absage|refuse|refusee|decline|rechazad[oa]|afgewezen|geweigerd|afgeslagen)\s*:", re.IGNORECASE
    ),
    ReplyClass.NEUTRAL: re.compile(r"^(?:tentative(?:ly accepted)?|mit vorbehalt|unter vorbehalt|provisoire|provisional|voorlopig|onder voorbehoud)\s*:", re.IGNORECASE),
}  # fmt: skip
_CALENDAR = {"ACCEPTED": ReplyClass.POSITIVE, "DECLINED": ReplyClass.NEGATIVE, "TENTATIVE": ReplyClass.NEUTRAL}


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


@dataclass(frozen=True, kw_only=True)
class Text:
    """What is judged: the new text, or the subject where there is none. `clauses` are folded, `subject` is too."""

    mail: ParsedMail
    raw: str
    clauses: list[str]
    subject: str
    answers: bool
    today: date | None
    month_first: bool

    def find(self, pattern: re.Pattern, masked: re.Pattern | None = None) -> str:
        """The first phrase of a pattern, "" if none; what `masked` matches is not read."""
        for clause in self.clauses:
            text = masked.sub(" § ", clause) if masked else clause
            if (match := pattern.search(text)) and match[0].strip():
                return _short(match[0])
        return ""


def read(mail: ParsedMail, *, today: date | None, month_first: bool) -> Text:
    """What of a mail is judged."""
    answers = bool(_ANSWER.match(mail.subject))
    # "Re: our subject" holds our words, not theirs.
    raw = mail.new_text.strip() or ("" if answers else mail.subject.strip())
    return Text(
        mail=mail, raw=raw, clauses=clauses(fold(unwrapped(raw))), subject=fold(mail.subject), answers=answers, today=today,
        month_first=month_first,
    )  # fmt: skip


def by_rules(text: Text) -> Judgement:
    """The first rule that speaks, in the order of the specification."""
    for judge in (_report, _stop, _calendar, _left, _absent, _machine):
        if (found := judge(text)) is not None:
            return found
    return _human(text)


def is_told_by_form(text: Text) -> bool:
    """Whether no word decides: delivery reports, complaints, newsletters, calendar answers, and mails that say nothing."""
    return text.mail.bulk or not text.clauses or _report(text) is not None or _calendar(text) is not None


def marks_of(text: Text, found: Judgement) -> dict[str, str]:
    """What each rule found in the text, by name; "" where it found nothing."""
    return {
        "rule": found.reply_class.value, "stop": text.find(_STOP, _NOT_STOP), "left": text.find(_LEFT, _NOT_LEFT),
        "absent": text.find(_ABSENT), "absent subject": "" if text.answers else _first(_ABSENT_SUBJECT, text.subject),
        "referral": text.find(_REFERRAL, _NOT_REFERRAL), "address": referred(text), "receipt": text.find(_RECEIPT),
        "access": text.find(_ACCESS), "undelivered": _first(_UNDELIVERED, text.subject),
    }  # fmt: skip


def retold(text: Text, found: Judgement, label: ReplyClass, *, confidence: float, reason: str) -> Judgement:
    """A judgement of another class, with what that class tells besides."""
    return Judgement(
        reply_class=label, confidence=confidence, reason=reason, attention=found.attention,
        hard=label is ReplyClass.BOUNCE and not _SOFT.search(fold(text.mail.body[:4000])),
        automatic=found.automatic or text.mail.automatic or label is ReplyClass.OOO,
        resume_date=resume_date(text.raw, today=text.today, month_first=text.month_first) if label is ReplyClass.OOO else None,
        referred_to=referred(text) if label is ReplyClass.REFERRAL else "",
    )  # fmt: skip


def _first(pattern: re.Pattern, text: str) -> str:
    found = pattern.search(text)
    return _short(found[0]) if found else ""


def _report(text: Text) -> Judgement | None:
    mail = text.mail
    if mail.report == "complaint":
        told = "a complaint report of the receiving side"
        return Judgement(reply_class=ReplyClass.UNSUB, confidence=1.0, reason=told, automatic=True)
    if mail.report == "dsn":
        return _judge_dsn(mail)
    daemon = bool(_DAEMON.match(mail.from_email)) or "mailer-daemon" in mail.from_name.lower()
    head = fold(mail.body[:4000])
    in_subject = _UNDELIVERED.search(_ANSWER.sub("", text.subject))
    in_body = _UNDELIVERED.search(head)
    told = in_subject or in_body
    if told and (
        daemon or (mail.automatic and not text.find(_ABSENT)) or (in_subject and in_body) or (in_subject and not text.answers)
    ):
        soft = _SOFT.search(f"{text.subject}\n{head}")
        why = f"a non-delivery note (“{_short(told[0])}”)" + (f", soft: “{_short(soft[0])}”" if soft else "")
        sure = 0.95 if daemon else 0.8
        return Judgement(reply_class=ReplyClass.BOUNCE, confidence=sure, reason=why, hard=soft is None, automatic=True)
    return None


def _judge_dsn(mail: ParsedMail) -> Judgement:
    action, status = mail.action.lower(), mail.status.strip()
    told = f"delivery report: action {action or 'unknown'}, status {status or 'unknown'}"
    if action in ("delivered", "relayed", "expanded") or (status.startswith("2") and action != "failed"):
        return Judgement(reply_class=ReplyClass.NEUTRAL, confidence=1.0, reason=told, automatic=True)
    # x.7.x is policy, 5.2.2 a full mailbox, 4.x.x transient: the address itself may be good.
    words = mail.diagnostic if status.startswith("5.1.1") is False else ""
    soft = action == "delayed" or re.match(r"4|5\.7|5\.2\.2|5\.3\.4|5\.2\.3", status) or _SOFT.search(fold(words))
    return Judgement(reply_class=ReplyClass.BOUNCE, confidence=1.0, reason=told, hard=not soft, automatic=True)


def _stop(text: Text) -> Judgement | None:
    if text.mail.bulk:
        return None
    found = text.find(_STOP, _NOT_STOP)
    if not found and not text.answers and len(text.raw) < 200:
        subject = _STOP.search(_NOT_STOP.sub(" § ", text.subject))
        found = _short(subject[0]) if subject and len(text.subject) < 60 else ""
    if not found:
        return None
    absent = text.mail.automatic and text.find(_ABSENT)
    return Judgement(
        reply_class=ReplyClass.UNSUB, confidence=0.5 if absent else 0.95, reason=f"asks to stop: “{found}”", attention=bool(text.find(_ACCESS))
    )  # fmt: skip


def _calendar(text: Text) -> Judgement | None:
    answer = _CALENDAR.get(text.mail.answer)
    if answer is None and not text.mail.new_text.strip():
        answer = next((cls for cls, pattern in _INVITED.items() if pattern.match(text.subject)), None)
    if answer is None:
        return None
    return Judgement(
        reply_class=answer, confidence=0.95, reason=f"calendar answer: {(text.mail.answer or text.subject[:60]).lower()}"
    )


def _left(text: Text) -> Judgement | None:
    found = text.find(_LEFT, _NOT_LEFT)
    if not found:
        return None
    to, named = referred(text), text.find(_REFERRAL, _NOT_REFERRAL)
    automatic = text.mail.automatic
    if to or named:
        told = f"left the firm (“{found}”), a successor is named"
        return Judgement(reply_class=ReplyClass.REFERRAL, confidence=0.9, reason=told, referred_to=to, automatic=automatic)
    return Judgement(
        reply_class=ReplyClass.BOUNCE, confidence=0.85, reason=f"left the firm: “{found}”", hard=True, automatic=automatic
    )


def _absent(text: Text) -> Judgement | None:
    subject = None if text.answers else _ABSENT_SUBJECT.search(text.subject)
    body = text.find(_ABSENT)
    automatic = text.mail.automatic or subject is not None
    if not (body or subject):
        return None
    if not body and (text.find(_RECEIPT) or (wishes.read(text.clauses).yes and not text.mail.automatic)):
        return None
    if not automatic and _is_of_a_person(text):
        return None
    back = resume_date(text.raw, today=text.today, month_first=text.month_first)
    if back is None and subject and text.mail.new_text:
        back = resume_date(text.mail.subject, today=text.today, month_first=text.month_first)
    sure = 0.95 if automatic and body else 0.8 if automatic else 0.75
    told = f"absence note: “{body or _short(subject[0])}”"
    return Judgement(reply_class=ReplyClass.OOO, confidence=sure, reason=told, resume_date=back, automatic=True)


def _is_of_a_person(text: Text) -> bool:
    """Somebody who answers us and mentions an absence: asks for something, or puts it off."""
    wanted = wishes.read(text.clauses)
    return (
        bool(wanted.yes and any(f.strong for f in wanted.yes))
        or bool(wanted.later)
        or bool(wanted.no and not text.find(_RECEIPT))
    )


def _machine(text: Text) -> Judgement | None:
    if text.mail.bulk:
        return Judgement(reply_class=ReplyClass.NEUTRAL, confidence=0.9, reason="a newsletter or list mail", automatic=True)
    receipt = text.find(_RECEIPT)
    if receipt and (text.mail.automatic or not (wishes.read(text.clauses).yes or text.find(_REFERRAL, _NOT_REFERRAL))):
        return Judgement(
            reply_class=ReplyClass.NEUTRAL, confidence=0.85, reason=f"a receipt: “{receipt}”", automatic=text.mail.automatic
        )
    if text.mail.automatic:
        if named := text.find(_REFERRAL, _NOT_REFERRAL):
            told = f"an automatic answer that names somebody else: “{named}”"
            return Judgement(
                reply_class=ReplyClass.REFERRAL, confidence=0.75, reason=told, referred_to=referred(text), automatic=True
            )
        told = "an automatic answer that is no absence note"
        return Judgement(reply_class=ReplyClass.NEUTRAL, confidence=0.8, reason=told, automatic=True)
    return None


def _human(text: Text) -> Judgement:
    if not text.clauses:
        return Judgement(reply_class=ReplyClass.NEUTRAL, confidence=0.7, reason="nothing new is said")
    wanted = wishes.read(text.clauses)
    if not wanted.yes and (leaving := hints.leaves(text.clauses)):
        return Judgement(reply_class=leaving[0], confidence=leaving[1], reason=leaving[2])
    if found := text.find(_ACCESS):
        told = f"asks about their data: “{found}”"
        return Judgement(reply_class=ReplyClass.NEUTRAL, confidence=0.9, reason=told, attention=True)
    to = referred(text)
    if (named := text.find(_REFERRAL, _NOT_REFERRAL)) and (to or not wanted.ponders):
        torn = any(f.strong for f in wanted.yes) and not to
        told = f"names somebody else: “{named}”" + (f", and “{wanted.yes[0].text}”" if torn else "")
        return Judgement(reply_class=ReplyClass.REFERRAL, confidence=0.55 if torn else 0.85, reason=told, referred_to=to)
    if said := wishes.verdict(wanted):
        cls, sure, told = said
        return Judgement(reply_class=cls, confidence=sure, reason=told)
    if to:
        return Judgement(reply_class=ReplyClass.REFERRAL, confidence=0.65, reason=f"gives another address: {to}", referred_to=to)
    hint = hints.weigh(text.clauses)
    if hint and not (wanted.asks and hint[0] is not ReplyClass.POSITIVE):
        return Judgement(reply_class=hint[0], confidence=hint[1], reason=hint[2])
    if wanted.asks:
        return Judgement(reply_class=ReplyClass.NEUTRAL, confidence=0.75, reason="asks a question", attention=True)
    return Judgement(reply_class=ReplyClass.NEUTRAL, confidence=0.5, reason="no phrase is known")


def referred(text: Text) -> str:
    """The first address in the text that is not its writer's, "" if none."""
    return next((a for a in addresses.addresses_in(text.raw[:20_000]) if a != text.mail.from_email), "")


def _short(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ,")[:80]
