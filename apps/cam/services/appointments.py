"""Talks with leads: proposed by an invitation, moved, called off, answered by the lead's calendar."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError

from apps.cam import contracts, models
from apps.cam.contracts import AppointmentState
from apps.cam.logic import addresses, countries, invitations, schedule
from apps.cam.models.appointments import APPOINTMENT_MOVES
from apps.cam.services import ledger
from apps.cam.services.mapping import settings_now
from apps.cam.services.unsubscribe import url_for
from kernel import clock, mail, text
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import Conflict, IllegalTransition, InvalidInput
from kernel.ids import new_id
from kernel.pages import Page
from kernel.paging import page

KEY = "appointment:"
"""What keys of invitations begin with at the mail door."""
MINUTES_LEAST, MINUTES_MOST = 5, 480
AHEAD = timedelta(days=366)
_FIELDS = tuple(f.name for f in fields(contracts.Appointment) if f.name != "state")


def to_appointment(row: models.Appointment) -> contracts.Appointment:
    """An appointment as it is told outside."""
    return contracts.Appointment(**{name: getattr(row, name) for name in _FIELDS}, state=AppointmentState(row.state))


@command("cam", right="cam.write")
def propose_appointment(
    *, actor: Actor, lead_id: UUID, starts_at: datetime, minutes: int = 30, place: str, key: str = ""
) -> contracts.Appointment:
    """Invite a lead to a talk; the invitation leaves by mail. One open appointment per lead.

    InvalidInput for a moment in the past or more than a year ahead, or a length outside 5 to 480 minutes; Conflict for a lead
    without a usable address, one that nothing may be sent to, or one with an open appointment.
    """
    lead = models.Lead.objects.reach(actor, lead_id, lock=True)
    place = _check(starts_at, minutes, place)
    to = _address_of(lead)
    box = lead.mailbox if lead.mailbox and lead.mailbox.active else models.Mailbox.objects.filter(active=True).first()
    if box is None:
        raise Conflict("No mailbox is active, so no invitation can leave.", remedy="Activate one: Mailboxes in the admin.")
    if lead.appointments.filter(state__in=models.OPEN_STATES).exists():
        raise _taken(lead)
    appointment_id = new_id()
    try:
        row = models.Appointment.objects.create(
            id=appointment_id, lead=lead, campaign=lead.campaign, starts_at=starts_at, minutes=minutes, place=place, attendee=to,
            organiser_id=actor.id, organiser_name=actor.name or box.display_name, organiser_address=box.address,
            uid=f"{appointment_id.hex}@{settings.AICMO_MAIL_DOMAIN}", created_at=clock.now(),
        )  # fmt: skip
    except IntegrityError as error:
        raise _taken(lead) from error
    _send(row)
    ledger.note(lead, "appointment", f"Proposed for {_moment(row)}.")
    audit(subject=row.id)
    return to_appointment(row)


@command("cam", right="cam.write")
def reschedule_appointment(
    *, actor: Actor, appointment_id: UUID, starts_at: datetime, minutes: int = 30, place: str = "", key: str = ""
) -> contracts.Appointment:
    """Propose another moment for the same talk: the same UID, a higher SEQUENCE; an empty `place` stays as it was."""
    row = models.Appointment.objects.reach(actor, appointment_id, lock=True)
    place = _check(starts_at, minutes, place or row.place)
    if row.attendee != _address_of(row.lead, row.attendee):
        raise Conflict("The lead's address changed.", remedy="Cancel this appointment and propose a new one.")
    if row.state not in models.OPEN_STATES and row.lead.appointments.filter(state__in=models.OPEN_STATES).exists():
        raise _taken(row.lead)
    _move(row, AppointmentState.PROPOSED)
    row.starts_at, row.minutes, row.place = starts_at, minutes, place
    row.sequence, row.confirmed_at, row.why = row.sequence + 1, None, ""
    row.save()
    _send(row)
    ledger.note(row.lead, "appointment", f"Moved to {_moment(row)}.")
    audit(subject=row.id)
    return to_appointment(row)


@command("cam", right="cam.write")
def confirm_appointment(*, actor: Actor, appointment_id: UUID, key: str = "") -> contracts.Appointment:
    """The lead said yes by another way than their calendar."""
    row = models.Appointment.objects.reach(actor, appointment_id, lock=True)
    _confirm(row)
    audit(subject=row.id)
    return to_appointment(row)


@command("cam", right="cam.write", why="reason")
def cancel_appointment(*, actor: Actor, appointment_id: UUID, reason: str, key: str = "") -> contracts.Appointment:
    """Call a talk off: the lead's calendar takes it out. IllegalTransition for one that is over or called off already."""
    row = models.Appointment.objects.reach(actor, appointment_id, lock=True)
    _move(row, AppointmentState.CANCELLED)
    row.sequence, row.why = row.sequence + 1, reason[:300]
    row.save()
    _send(row)
    ledger.note(row.lead, "appointment", f"Called off: {reason}.")
    audit(subject=row.id)
    return to_appointment(row)


@command("cam", right="cam.write")
def mark_held(*, actor: Actor, appointment_id: UUID, came: bool, key: str = "") -> contracts.Appointment:
    """Whether the talk took place; Conflict before its time has come."""
    row = models.Appointment.objects.reach(actor, appointment_id, lock=True)
    if row.starts_at > clock.now():
        raise Conflict(f"The talk is on {_moment(row)}: nobody can tell yet.", remedy="Come back afterwards, or cancel it.")
    if row.state == "proposed":
        _confirm(row)  # who came, or was waited for, had been asked
    _move(row, AppointmentState.HELD if came else AppointmentState.NO_SHOW)
    row.save()
    ledger.note(row.lead, "appointment", "The talk took place." if came else "The lead did not come to the talk.")
    audit(subject=row.id)
    return to_appointment(row)


@query("cam", right="cam.view")
def get_appointment(*, actor: Actor, appointment_id: UUID) -> contracts.Appointment:
    """One appointment; NotFound if the actor may not see it."""
    return to_appointment(models.Appointment.objects.reach(actor, appointment_id))


@query("cam", right="cam.view")
def get_invitation(*, actor: Actor, appointment_id: UUID) -> bytes:
    """The appointment as an iCalendar file, in the version last sent."""
    row = models.Appointment.objects.reach(actor, appointment_id)
    return _calendar(row).encode()


@query("cam", right="cam.view")
def list_appointments(
    *, actor: Actor, filter: contracts.AppointmentFilter, order: str = "starts_at", cursor: str = "", limit: int = 50
) -> Page[contracts.Appointment]:
    """Appointments; order by starts_at."""
    rows = models.Appointment.objects.visible_to(actor)
    for name in ("lead_id", "campaign_id", "state"):
        if wanted := getattr(filter, name):
            rows = rows.filter(**{name: wanted})
    return page(rows, to_appointment, order=order, allowed=("starts_at", "-starts_at"), cursor=cursor, limit=limit, actor=actor)


def hear(inbound: models.InboundEmail, told: str) -> bool:
    """A calendar's answer moves the appointment it names; one of a stranger, or to an older version, does not."""
    answer = invitations.read_answer(told)
    if answer is None:
        return False
    row = models.Appointment.objects.select_for_update(of=("self",)).filter(uid=answer.uid).first()
    if row is None or answer.attendee != row.attendee or inbound.lead_id != row.lead_id:
        return False
    if answer.sequence < row.sequence or row.state not in ("proposed", "confirmed", "declined"):
        ledger.note(row.lead, "appointment", f"A late answer ({answer.status.lower()}) to an older invitation changed nothing.")
        return False
    if answer.status == "ACCEPTED" and row.state != "confirmed":
        _confirm(row)
    elif answer.status == "DECLINED" and row.state != "declined":
        _move(row, AppointmentState.DECLINED)
        row.save()
        ledger.note(row.lead, "appointment", f"Declined the talk on {_moment(row)}.")
        ledger.alert("appointment_declined", f"{row.id}:{row.sequence}", f"{row.lead} declined the talk on {_moment(row)}.",
                     lead=row.lead)  # fmt: skip
    elif answer.status == "TENTATIVE":
        ledger.note(row.lead, "appointment", f"May come to the talk on {_moment(row)}.")
    return True


def check_invitation(outgoing: mail.Outgoing) -> mail.Verdict:
    """The check of the mail door, in its sending transaction: nothing to a suppressed address, no version that is out of date."""
    name, _, sequence = outgoing.key.removeprefix(KEY).partition(":")
    row = models.Appointment.objects.filter(pk=UUID(name)).first()
    if row is None or str(row.sequence) != sequence:
        return mail.Verdict(allowed=False, reason="a newer invitation takes its place")
    if ledger.suppression_of(outgoing.recipient):
        return mail.Verdict(allowed=False, reason="suppressed")
    return mail.Verdict(allowed=True)


def _confirm(row: models.Appointment) -> None:
    if row.state == "declined" and row.lead.appointments.filter(state__in=models.OPEN_STATES).exists():
        raise _taken(row.lead)
    _move(row, AppointmentState.CONFIRMED)
    row.confirmed_at = clock.now()
    row.save()
    ledger.note(row.lead, "appointment", f"Confirmed for {_moment(row)}.")


def _move(row: models.Appointment, state: AppointmentState) -> None:
    if state.value not in APPOINTMENT_MOVES[row.state] or (row.state == state.value == "confirmed"):
        raise IllegalTransition(f"The appointment is {row.state.replace('_', ' ')} and cannot become {state.value}.")
    row.state = state.value


def _check(starts_at: datetime, minutes: int, place: str) -> str:
    if starts_at.tzinfo is None:
        raise InvalidInput("The moment needs its time zone.", field="starts_at", remedy="Write it as 2026-03-02T14:00:00+01:00.")
    if not clock.now() < starts_at <= clock.now() + AHEAD:
        raise InvalidInput("The moment must lie ahead, within a year.", field="starts_at")
    if not MINUTES_LEAST <= minutes <= MINUTES_MOST:
        raise InvalidInput(f"A talk takes {MINUTES_LEAST} to {MINUTES_MOST} minutes.", field="minutes")
    return text.one_line(place, field="place", most=300)


def _address_of(lead: models.Lead, known: str = "") -> str:
    """Where the invitation goes: the address that said yes last, else the lead's; Conflict if nothing may be sent to it."""
    said_yes = lead.inbound.filter(classification="POSITIVE").exclude(from_email="").order_by("-received_at").first()
    found = addresses.normalise(known or (said_yes.from_email if said_yes else lead.email))
    if not found:
        raise Conflict("The lead has no e-mail address to invite.", remedy="Add one, or agree on the talk by telephone.")
    if ledger.suppression_of(found) or (lead.email and ledger.suppression_of(lead.email)) or mail.is_undeliverable(found):
        raise Conflict(f"Nothing may be sent to {found}.", remedy="Agree on the talk by telephone.")
    return found


def _taken(lead: models.Lead) -> Conflict:
    return Conflict(f"{lead} has an open appointment already.", remedy="Move that one, or cancel it.")


def _moment(row: models.Appointment) -> str:
    return f"{row.starts_at:%Y-%m-%d %H:%M} UTC"


def _calendar(row: models.Appointment) -> str:
    agency = settings_now()["agency_name"]
    return invitations.write(
        invitations.Invitation(
            uid=row.uid, sequence=row.sequence, starts_at=row.starts_at, minutes=row.minutes, place=row.place,
            summary=f"{agency} – {row.lead.company or row.lead.name}", description=row.why if row.state == "cancelled" else "",
            organiser=(row.organiser_name, row.organiser_address), attendee=(row.lead.name, row.attendee),
            confirmed=row.state in ("confirmed", "held"),
        ),
        stamp=clock.now(), cancelled=row.state == "cancelled",
    )  # fmt: skip


def _send(row: models.Appointment) -> None:
    """Queue the invitation, or its withdrawal; to a suppressed address the door lets neither pass."""
    language = countries.language_of(row.lead.country, row.lead.language)
    subject, body = invitations.words(
        language, cancelled=row.state == "cancelled", moved=row.sequence > 0, name=row.lead.name,
        agency=settings_now()["agency_name"], when=_local(row), minutes=row.minutes, place=row.place,
        sender=row.organiser_name, stop=url_for(row.lead_id),
    )  # fmt: skip
    mail.queue(
        app="cam", purpose="outreach", to=row.attendee, to_name="" if "@" in row.lead.name else row.lead.name, subject=subject,
        text=body, key=f"{KEY}{row.id}:{row.sequence}", sender=f"{row.organiser_name} <{row.organiser_address}>",
        calendar=_calendar(row),
        headers={"List-Unsubscribe": f"<{url_for(row.lead_id)}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )  # fmt: skip


def _local(row: models.Appointment) -> str:
    """The moment in the lead's zone, with the zone's name: the calendar shows it in the reader's own."""
    zone = schedule.zone_of(row.lead.country, row.lead.region)
    return f"{row.starts_at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} ({zone})"
