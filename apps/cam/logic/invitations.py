"""Invitations to a talk and the answers to them: iCalendar objects (RFC 5545, RFC 5546), written and read by icalendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vText

from apps.cam.logic import addresses

MOST = 100_000
"""Characters of an answer that is read; a real one has some hundred."""
PARTSTATS = ("ACCEPTED", "DECLINED", "TENTATIVE")


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """A talk: when (aware), how long (minutes), where; `sequence` rises with each change, `uid` stays."""

    uid: str
    sequence: int
    starts_at: datetime
    minutes: int
    summary: str
    description: str
    place: str
    organiser: tuple[str, str]
    attendee: tuple[str, str]
    confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What an attendee's calendar answered; `status` is ACCEPTED, DECLINED or TENTATIVE."""

    uid: str
    attendee: str
    status: str
    sequence: int


def write(invitation: Invitation, *, stamp: datetime, cancelled: bool = False) -> str:
    """The iCalendar text: METHOD REQUEST or CANCEL, times in UTC, lines folded at 75 octets, CRLF."""
    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//AICMO//cam//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if cancelled else "REQUEST")
    start = invitation.starts_at.astimezone(UTC)
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=invitation.minutes))
    event.add("summary", invitation.summary)
    if invitation.description:
        event.add("description", invitation.description)
    event.add("location", invitation.place)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED" if invitation.confirmed else "TENTATIVE")
    event.add("organizer", _person(*invitation.organiser), encode=0)
    guest = _person(*invitation.attendee)
    guest.params["ROLE"] = vText("REQ-PARTICIPANT")
    guest.params["PARTSTAT"] = vText("ACCEPTED" if invitation.confirmed else "NEEDS-ACTION")
    guest.params["RSVP"] = vText("FALSE" if cancelled else "TRUE")
    event.add("attendee", guest, encode=0)
    calendar.add_component(event)
    return calendar.to_ical().decode()


def read_answer(text: str) -> Answer | None:
    """The answer in an iCalendar text (METHOD:REPLY with one event and one attendee); None if it is none or broken."""
    if not text or len(text) > MOST:
        return None
    try:
        calendar = Calendar.from_ical(text)
        events = calendar.walk("VEVENT")
        if str(calendar.get("METHOD", "")).upper() != "REPLY" or len(events) != 1:
            return None
        guest = events[0].get("ATTENDEE")
        if guest is None or isinstance(guest, list):
            return None
        status = str(guest.params.get("PARTSTAT", "")).upper()
        address = addresses.normalise(str(guest).partition(":")[2] if str(guest).lower().startswith("mailto:") else str(guest))
        uid, sequence = str(events[0].get("UID", "")), int(events[0].get("SEQUENCE", 0))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):  # what the parser raises for a stranger's text
        return None
    return Answer(uid=uid, attendee=address, status=status, sequence=sequence) if uid and status in PARTSTATS else None


def _person(name: str, address: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{address}")
    if name:
        # A quote cannot be written in a parameter (RFC 5545, 3.2).
        person.params["CN"] = vText(name.replace('"', "'"))
    return person


_WORDS = {
    "en": {
        "new": ("Our talk: {when}", "we would like to talk with you, and propose this time:"),
        "moved": ("Our talk, moved to {when}", "we have to move our talk, and propose this time instead:"),
        "cancelled": ("Our talk on {when} does not take place", "our talk cannot take place at this time:"),
        "frame": (
            "Hello {name},\n\n{what}\n\n{when}, {minutes} minutes\n{place}\n\n{act}\n\nKind regards\n{sender}\n{agency}\n\n"
            "No further mail from us: {stop}"
        ),
        "act": "Please accept or decline in your calendar, or reply to this mail.",
        "gone": "Your calendar takes it out by itself.",
    },
    "de": {
        "new": ("Unser Gespräch: {when}", "wir würden gern mit Ihnen sprechen und schlagen diese Zeit vor:"),
        "moved": (
            "Unser Gespräch, verlegt auf {when}",
            "wir müssen unser Gespräch verlegen und schlagen stattdessen diese Zeit vor:",
        ),
        "cancelled": ("Unser Gespräch am {when} findet nicht statt", "unser Gespräch kann zu dieser Zeit nicht stattfinden:"),
        "frame": (
            "Guten Tag {name},\n\n{what}\n\n{when}, {minutes} Minuten\n{place}\n\n{act}\n\nFreundliche Grüße\n{sender}\n{agency}\n\n"
            "Keine weitere Mail von uns: {stop}"
        ),
        "act": "Bitte sagen Sie in Ihrem Kalender zu oder ab, oder antworten Sie auf diese Mail.",
        "gone": "Ihr Kalender nimmt den Termin von selbst heraus.",
    },
}


def words(language: str, *, cancelled: bool, moved: bool, when: str, **parts: object) -> tuple[str, str]:
    """Subject and text of the mail that carries an invitation; English where the language has none."""
    told = _WORDS.get(language, _WORDS["en"])
    subject, what = told["cancelled" if cancelled else "moved" if moved else "new"]
    act = told["gone" if cancelled else "act"]
    return subject.format(when=when), told["frame"].format(what=what, when=when, act=act, **parts)
