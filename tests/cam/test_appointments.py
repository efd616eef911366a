"""Talks with leads: invitations that calendars take, the answers that move them, strangers who do not."""

import email
from datetime import UTC, datetime, timedelta
from email.policy import default
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from apps.cam import models, services
from apps.cam.contracts import AppointmentFilter, AppointmentState
from apps.cam.logic import invitations
from apps.identity import services as identity
from apps.identity.contracts import Role
from kernel import clock
from kernel.actors import worker
from kernel.errors import Conflict, IllegalTransition, InvalidInput, NotFound
from kernel.testing import browser, client_user
from tests.cam.factories import agent, answer, row, table, the_lead

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def lead(harness):
    services.import_leads(actor=agent(), data=table(row()), file_name="x.csv")
    return the_lead()


def propose(lead, **more):
    values = {"starts_at": clock.now() + timedelta(days=3), "minutes": 30, "place": "https://meet.example/abc"} | more
    return services.propose_appointment(actor=agent(), lead_id=lead.id, key="", **values)


def mailed(harness, number=-1):
    """A mail that left, parsed, and its calendar part."""
    harness.advance(minutes=5)
    message = email.message_from_bytes(harness.mails.delivered[number][1], policy=default)
    (part,) = [p for p in message.walk() if p.get_content_type() == "text/calendar"]
    return message, part


def event(part) -> dict:
    return Calendar.from_ical(part.get_content()).walk("VEVENT")[0]


def replied(harness, inbox, made, status="ACCEPTED", *, attendee="ada.berg@nordwind.example", sender="", sequence=None):
    """The lead's calendar answers."""
    raw = answer("", sender=sender or attendee, subject=f"{status.capitalize()}: talk {sequence} {attendee}")
    message = email.message_from_bytes(raw, policy=default)
    text = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
        f"UID:{made.uid}\r\nSEQUENCE:{made.sequence if sequence is None else sequence}\r\nDTSTAMP:20260301T090000Z\r\n"
        f"DTSTART:20260302T090000Z\r\nATTENDEE;PARTSTAT={status}:mailto:{attendee}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    message.add_alternative(text, subtype="calendar", params={"method": "REPLY"})
    inbox.put(message.as_bytes())
    harness.advance(minutes=5)
    return services.get_appointment(actor=agent(), appointment_id=made.id).state


def test_the_invitation_is_one_that_calendars_take(harness, lead):
    made = propose(lead, starts_at=(clock.now() + timedelta(days=3)).replace(microsecond=0), place="Room 5; bring coffee, \\o/")
    message, part = mailed(harness)

    assert part.get_param("method") == "REQUEST" and [p.get_content_type() for p in message.iter_parts()] == [
        "text/plain", "text/html", "text/calendar",
    ]  # fmt: skip
    found = event(part)
    assert (str(found["UID"]), found["SEQUENCE"], found.decoded("DTSTART")) == (made.uid, 0, made.starts_at)
    assert found.decoded("DTEND") - found.decoded("DTSTART") == timedelta(minutes=30)
    assert str(found["LOCATION"]) == "Room 5; bring coffee, \\o/" and str(found["ATTENDEE"]) == "mailto:ada.berg@nordwind.example"
    assert "DTSTAMP" in found and found["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert str(found["ORGANIZER"]) == f"mailto:{message['From'].addresses[0].addr_spec}"
    assert message["List-Unsubscribe"] and harness.mails.delivered[-1][1].isascii()


def test_the_text_is_folded_escaped_and_in_utc():
    raw = invitations.write(
        invitations.Invitation(
            uid="u@x.example", sequence=2, starts_at=datetime(2026, 3, 29, 3, 30, tzinfo=BERLIN), minutes=60, summary="Ä" * 80,
            description="a;b,c\\d\ne\r\nATTENDEE:mailto:x@evil.example", place="p", organiser=('O "The" Boss', "o@x.example"),
            attendee=("Ada", "a@y.example"),
        ),
        stamp=datetime(2026, 3, 1, tzinfo=UTC), cancelled=True,
    )  # fmt: skip

    lines = raw.encode().split(b"\r\n")
    assert max(len(line) for line in lines) <= 75 and raw.count("\n") == raw.count("\r\n")
    assert b"DTSTART:20260329T013000Z" in lines and b"METHOD:CANCEL" in lines and b"STATUS:CANCELLED" in lines
    assert b"SEQUENCE:2" in lines and not any(line.startswith(b"ATTENDEE:mailto:x@evil") for line in lines)
    (found,) = Calendar.from_ical(raw).walk("VEVENT")
    assert str(found["DESCRIPTION"]).startswith("a;b,c\\d\ne") and str(found["SUMMARY"]) == "Ä" * 80


@pytest.mark.parametrize(
    ("day", "hour"), [("2026-03-28", "08:00"), ("2026-03-30", "07:00"), ("2026-10-24", "07:00"), ("2026-10-26", "08:00")]
)
def test_nine_oclock_in_berlin_is_another_hour_of_utc_in_winter_than_in_summer(day, hour):
    at = datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=BERLIN)
    raw = invitations.write(
        invitations.Invitation(
            uid="u", sequence=0, starts_at=at, minutes=5, summary="s", description="", place="p", organiser=("", "o@x.example"),
            attendee=("", "a@y.example"),
        ),
        stamp=at,
    )  # fmt: skip
    assert f"DTSTART:{day.replace('-', '')}T{hour.replace(':', '')}00Z" in raw


@pytest.mark.parametrize(("status", "state"), [("ACCEPTED", "confirmed"), ("DECLINED", "declined"), ("TENTATIVE", "proposed")])
def test_the_leads_calendar_moves_the_appointment(harness, inbox, lead, status, state):
    assert replied(harness, inbox, propose(lead), status) == state


def test_a_stranger_a_forwarded_invitation_and_an_unknown_uid_move_nothing(harness, inbox, lead):
    made = propose(lead)

    assert replied(harness, inbox, made, attendee="eve@evil.example") == "proposed"
    assert (
        replied(harness, inbox, made, attendee="ada.berg@nordwind.example", sender="eve@evil.example", sequence=0) == "proposed"
    )
    other = propose_for_other(harness)
    models.Appointment.objects.filter(pk=made.id).update(uid="else@x.example")
    assert replied(harness, inbox, made, sequence=1) == "proposed" and other.state == "proposed"


def propose_for_other(harness):
    services.import_leads(
        actor=agent(), data=table(row(Email="bo@sued.example", First_Name="Bo", Company="Sued")), file_name="y.csv"
    )
    return propose(the_lead("sued"))


def test_moving_keeps_the_uid_raises_the_sequence_and_asks_again(harness, inbox, lead):
    made = propose(lead)
    mailed(harness)
    assert replied(harness, inbox, made) == "confirmed"
    moved = services.reschedule_appointment(
        actor=agent(), appointment_id=made.id, starts_at=made.starts_at + timedelta(days=1), key=""
    )
    found = event(mailed(harness)[1])

    assert (moved.state, moved.uid, moved.sequence, moved.place) == ("proposed", made.uid, 1, made.place)
    assert (str(found["UID"]), found["SEQUENCE"]) == (made.uid, 1) and found["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert replied(harness, inbox, made, "DECLINED", sequence=0) == "proposed"
    assert replied(harness, inbox, made, "ACCEPTED", sequence=1) == "confirmed"


def test_calling_off_is_told_once(harness, lead):
    made = propose(lead)
    mailed(harness)
    done = services.cancel_appointment(actor=agent(), appointment_id=made.id, reason="ill", key="")
    message, part = mailed(harness)

    assert (done.state, done.sequence, part.get_param("method")) == ("cancelled", 1, "CANCEL")
    assert str(event(part)["STATUS"]) == "CANCELLED" and "findet nicht statt" in message["Subject"]
    with pytest.raises(IllegalTransition):
        services.cancel_appointment(actor=agent(), appointment_id=made.id, reason="again", key="")
    harness.advance(hours=1)
    assert len(harness.mails.delivered) == 2


def test_an_invitation_called_off_before_it_left_does_not_leave(harness, lead):
    made = propose(lead)
    services.cancel_appointment(actor=agent(), appointment_id=made.id, reason="mistake", key="")
    _, part = mailed(harness)

    assert len(harness.mails.delivered) == 1 and part.get_param("method") == "CANCEL"


def test_a_suppressed_address_is_refused_at_once_and_at_the_door(harness, lead):
    propose(lead)
    services.suppress(actor=agent(), address=lead.email, reason="asked", key="")
    harness.advance(hours=1)
    assert harness.mails.delivered == []

    models.Appointment.objects.all().update(state="held")
    with pytest.raises(Conflict, match="Nothing may be sent"):
        propose(lead)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"starts_at": datetime(2020, 1, 1, tzinfo=UTC)}, "starts_at"),
        ({"starts_at": datetime(2090, 1, 1, tzinfo=UTC)}, "starts_at"),
        ({"starts_at": datetime(2026, 6, 1)}, "starts_at"),
        ({"minutes": 4}, "minutes"),
        ({"minutes": 481}, "minutes"),
        ({"place": " \n"}, "place"),
        ({"place": "x" * 301}, "place"),
    ],
)
def test_bad_input_names_its_field_and_nothing_is_kept(lead, more, field):
    with pytest.raises(InvalidInput) as wrong:
        propose(lead, **more)

    assert wrong.value.field == field and not models.Appointment.objects.exists()


def test_one_open_appointment_per_lead(lead):
    propose(lead)

    with pytest.raises(Conflict, match="open appointment"):
        propose(lead)


def test_what_became_of_it_is_told_afterwards_only(harness, lead):
    made = propose(lead)
    with pytest.raises(Conflict, match="nobody can tell yet"):
        services.mark_held(actor=agent(), appointment_id=made.id, came=True, key="")
    harness.advance(days=4)

    assert services.mark_held(actor=agent(), appointment_id=made.id, came=False, key="").state == "no_show"
    assert services.mark_held(actor=agent(), appointment_id=made.id, came=True, key="").state == "held"
    with pytest.raises(IllegalTransition):
        services.cancel_appointment(actor=agent(), appointment_id=made.id, reason="x", key="")


def test_lists_and_files_are_for_those_who_may_see_them(lead):
    made = propose(lead)
    outsider = client_user(made.id, "cam.view")

    assert b"METHOD:REQUEST" in services.get_invitation(actor=agent(), appointment_id=made.id)
    with pytest.raises(NotFound):
        services.get_invitation(actor=outsider, appointment_id=made.id)
    page = services.list_appointments(actor=agent(), filter=AppointmentFilter(lead_id=lead.id, state=AppointmentState.PROPOSED))
    assert [a.id for a in page.items] == [made.id]
    assert not services.list_appointments(actor=outsider, filter=AppointmentFilter()).items


@pytest.mark.parametrize(
    "text", ["", "x", "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR", "METHOD:REPLY\nPARTSTAT=ACCEPTED", "A" * 200_000]
)
def test_what_is_no_answer_is_none(text):
    assert invitations.read_answer(text) is None


def test_a_confirmed_talk_is_a_stage_of_the_funnel(harness, lead, inbox):
    made = services.create_campaign(actor=agent(), name="Spring")
    with_yes = models.Lead.objects.get(pk=lead.id)
    models.Lead.objects.filter(pk=lead.id).update(campaign=made.id)
    at = clock.now() - timedelta(days=2)
    mail = models.OutboundEmail.objects.create(
        lead=with_yes, to_email=lead.email, subject="s", text="t", message_id_header="<a@x.example>", sequence_number=1,
        status="sent", sent_at=at,
    )  # fmt: skip
    models.InboundEmail.objects.create(
        provider="x", provider_uid="1", fingerprint="f", lead=with_yes, outbound=mail, state="done", classification="POSITIVE",
        facts={"automatic": False}, received_at=at + timedelta(hours=1),
    )  # fmt: skip
    talk = propose(lead)

    def meetings():
        stages = services.get_campaign_funnel(actor=agent(), campaign_id=made.id).stages
        return {s.name: s.people for s in stages}["meeting"]

    assert meetings() == 0
    services.confirm_appointment(actor=agent(), appointment_id=talk.id, key="")
    assert meetings() == 1


def test_staff_propose_move_and_call_off_on_pages(harness, lead):
    made = identity.create_staff(actor=worker("identity"), email="o@agency.example", name="O", role=Role.OWNER, key="")
    owner = browser(made.id)
    form = {"starts_at": f"{clock.now() + timedelta(days=3):%Y-%m-%dT%H:%M}", "minutes": 30, "place": "Room 5"}

    wrong = owner.post(f"/admin/cam/lead/{lead.id}/act/propose/", form | {"starts_at": "2020-01-01T10:00"})
    assert wrong.status_code == 422 or b"must lie ahead" in wrong.content
    assert owner.post(f"/admin/cam/lead/{lead.id}/act/propose/", form).status_code == 302
    (talk,) = services.list_appointments(actor=agent(), filter=AppointmentFilter()).items
    base = f"/admin/cam/appointment/{talk.id}"
    assert owner.get("/admin/cam/appointment/").status_code == owner.get(f"{base}/change/").status_code == 200
    assert b"Room 5" in owner.get(f"{base}/act/reschedule/").content
    assert owner.post(f"{base}/act/reschedule/", form | {"place": "Room 6"}).status_code == 302
    file = owner.post(f"{base}/act/file/")
    assert file["Content-Type"].startswith("text/calendar") and b"Room 6" in b"".join(file.streaming_content)
    assert owner.post(f"{base}/act/cancel/", {"reason": "ill"}).status_code == 302
    assert services.get_appointment(actor=agent(), appointment_id=talk.id).state == "cancelled"
