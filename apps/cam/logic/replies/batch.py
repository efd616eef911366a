"""Replies and mail files judged one by one for the batch commands: whatever comes in, an answer goes out."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from apps.cam.contracts import ReplyClass
from apps.cam.logic.replies import reports
from apps.cam.logic.replies.classify import THRESHOLD, Judgement, classify, evidence_of
from apps.cam.logic.replies.headers import Headers
from apps.cam.logic.replies.mime import Parked
from apps.cam.logic.replies.parsing import ParsedMail, from_fields, parse_mail

MAX_LINE = 50 * 1024 * 1024
_ID = re.compile(r'"id"\s*:\s*("(?:[^"\\]|\\.){0,500}"|-?\d{1,40})')


def judge_line(line: bytes, number: int) -> dict[str, Any]:
    """One line of replies as {id, label, confidence, reason, resume_date, review}; never an exception. `number` from 1."""
    if len(line) > MAX_LINE:
        return _refused(None, f"line {number} is larger than 50 MB: shorten its body")
    text = line.decode("utf-8", "replace").lstrip("\ufeff")
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        return _refused(_id_in(text), f"line {number} is no JSON ({_why(error)}): write one object a line")
    if not isinstance(given, dict):
        return _refused(None, f"line {number} is no object: write {{id, received_at, subject, body, headers}}")
    try:
        return judge_reply(given, number)
    except Exception as error:
        return _refused(given.get("id"), f"line {number} could not be judged ({_why(error)}): a person has to read it")


def evidence_in(given: dict[str, Any]) -> frozenset[str] | None:
    """What is weighed of a decoded line; None where its form alone tells the class."""
    mail = from_fields(
        subject=_clean(given.get("subject") or ""), body=_clean(given.get("body") or ""), headers=Headers.of(given.get("headers"))
    )
    return evidence_of(mail, today=day_of(given.get("received_at")), month_first=month_first(mail))


def judge_reply(given: dict[str, Any], number: int = 1) -> dict[str, Any]:
    """The same for a decoded line; a field of a wrong kind is named in the reason and asks for a person."""
    wrong = [name for name in ("subject", "body") if not isinstance(given.get(name) or "", str)]
    subject, body = ("" if name in wrong else given.get(name) or "" for name in ("subject", "body"))
    day = day_of(given.get("received_at"))
    try:
        mail = from_fields(subject=_clean(subject), body=_clean(body), headers=Headers.of(given.get("headers")))
    except Parked as error:
        return _refused(given.get("id"), f"line {number}: {error}")
    found = classify(mail, today=day, month_first=month_first(mail))
    answer = {"id": given.get("id"), **_verdict(found), "review": asks_person(found)}
    if day is None and found.reply_class is ReplyClass.OOO:
        wrong.append("received_at")
    if wrong:
        kinds = {"received_at": "a time such as 2026-03-04T09:30:00Z"}
        told = "; ".join(f"field {name} is missing or no {kinds.get(name, 'text')}" for name in wrong)
        answer |= {"reason": f"line {number}: {told}: mend it and judge the line again ({answer['reason']})", "review": True}
    return answer


def judge_file(raw: bytes, name: str) -> dict[str, Any]:
    """One mail file as a line of `parse_mail`; never an exception. What is damaged is parked, with what could be read."""
    try:
        mail = parse_mail(raw)
        found = classify(mail, today=sent_day(raw), month_first=month_first(mail))
    except Parked as error:
        return parked(name, str(error))
    except Exception as error:  # the stdlib's parser raises many kinds for broken mails
        return parked(name, f"cannot be read ({_why(error)}): open it in a mail program if its sender is known")
    bounced = found.reply_class is ReplyClass.BOUNCE
    about = mail.report_about or (reports.recipient_in(mail.body) if bounced else "") or (mail.from_email if bounced else "")
    verdict = _verdict(found)
    return {
        "file": name, **{key: verdict[key] for key in ("label", "confidence", "reason")},
        "new_text": mail.new_text, "quoted_text": mail.quoted_text,
        "bounce": ("hard" if found.hard else "soft") if bounced else None, "original_recipient": about or None,
        "resume_date": verdict["resume_date"], "parked": mail.damage or None,
    }  # fmt: skip


def parked(name: str, reason: str) -> dict[str, Any]:
    """The line of a mail that is not read."""
    return {
        "file": name, "label": ReplyClass.NEUTRAL.value, "confidence": 0.0, "reason": f"parked: {reason}", "new_text": "",
        "quoted_text": "", "bounce": None, "original_recipient": None, "resume_date": None, "parked": reason,
    }  # fmt: skip


def asks_person(found: Judgement) -> bool:
    """Whether a person decides: below the threshold, or the specification says so."""
    return found.confidence < THRESHOLD or found.attention


def dumps(answer: dict[str, Any]) -> bytes:
    """One JSON line in UTF-8."""
    return (json.dumps(answer, ensure_ascii=False, default=str) + "\n").encode("utf-8", "replace")


def day_of(value: Any) -> date | None:
    """The day of an ISO 8601 or RFC 5322 time or of epoch seconds, where it was written; None if it is none."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return datetime.fromtimestamp(value).date()
        except (ValueError, OverflowError, OSError):
            return None
    text = str(value or "").strip()
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text).date()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def sent_day(raw: bytes) -> date | None:
    """The day of a raw mail: of its Date field, else of the topmost Received."""
    head = re.split(rb"\r?\n\r?\n", raw[:200_000], maxsplit=1)[0].decode("utf-8", "replace")
    headers = Headers.of(head)
    return day_of(headers.get("Date")) or day_of(headers.get("Received").rpartition(";")[2])


def month_first(mail: ParsedMail) -> bool:
    """Whether 3/5 is March 5th to the writer, as far as the address tells."""
    return mail.from_email.endswith((".us", ".gov", ".mil"))


def _verdict(found: Judgement) -> dict[str, Any]:
    return {
        "label": found.reply_class.value, "confidence": round(found.confidence, 3), "reason": found.reason,
        "resume_date": found.resume_date.isoformat() if found.resume_date else None,
    }  # fmt: skip


def _refused(id: Any, reason: str) -> dict[str, Any]:
    return {
        "id": id, "label": ReplyClass.NEUTRAL.value, "confidence": 0.0, "reason": reason, "resume_date": None, "review": True,
    }  # fmt: skip


def _id_in(text: str) -> Any:
    found = _ID.search(text[:100_000]) or _ID.search(text)
    try:
        return json.loads(found[1]) if found else None
    except ValueError:
        return None


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


def _why(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:160]
