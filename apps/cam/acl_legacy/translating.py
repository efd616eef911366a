"""Rows of the original to the facade's shapes; what is not as it should be is noted by its id, and a safe value stands for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from apps.cam import contracts
from apps.cam.acl_legacy import cells, words
from apps.cam.acl_legacy.findings import Findings
from apps.cam.logic import addresses, countries
from apps.cam.logic.importing.values import split_name

Row = dict[str, Any]
MOST_TEXT = 200_000
"""Characters of a mail's text that are kept, as of one that comes in here."""
MOST_DETAIL = 20_000
"""Characters of enrichment data that are kept with a lead."""
FIELDS_OF_DATA = {
    "seniority": ("seniority",), "city": ("city",), "region": ("state", "region"), "phone": ("phone", "phone_number"),
    "language": ("language",), "industry": ("industry",), "company": ("company", "company_name", "organization_name"),
    "title": ("title", "job_title"), "website": ("website", "company_website", "website_url"),
}  # fmt: skip
"""Columns that the original did not have, and the keys of its enrichment data that tell them."""


def key_of(cell: Any) -> str:
    """An id as it is kept and compared; "" for none."""
    return cells.text(cell)[:64]


class Translator:
    """Translates rows, and notes what it meets."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings

    def time(self, table: str, row: Row, column: str) -> datetime | None:
        """A time of a row; a bad one is noted and none."""
        try:
            return cells.moment(row.get(column))
        except (ValueError, OverflowError):
            self._findings.note("bad_time", table, row["id"])
            return None

    def json(self, table: str, row: Row, column: str) -> Any:
        """What a JSON column says; broken text is noted and nothing."""
        try:
            return cells.data(row.get(column))
        except ValueError:
            self._findings.note("broken_json", table, row["id"])
            return None

    def unknown(self, table: str, row: Row) -> None:
        """Note a member that no enum has."""
        self._findings.note("unknown_enum", table, row["id"])

    def campaign(self, row: Row) -> contracts.LegacyCampaign:
        """A campaign, with how it was set there in words."""
        mode = cells.member(row.get("mode"))
        if mode and mode not in words.MODES:
            self.unknown("campaigns", row)
        channels = ", ".join(_words(self.json("campaigns", row, "channels_enabled")))
        most = cells.count(row.get("max_emails_per_day"))
        told = [
            "active there" if cells.truth(row.get("active"), absent=True) else "not active there",
            f"mode {mode}" if mode else "", f"channels {channels}" if channels else "",
            f"at most {most} mails a day" if most is not None else "",
        ]  # fmt: skip
        return contracts.LegacyCampaign(
            legacy_id=key_of(row["id"]), name=cells.line(row.get("name"))[:120] or f"Campaign {key_of(row['id'])}",
            told=f"From an original AICMO ({'; '.join(t for t in told if t)}). Choose the mode, then start it.",
            created_at=self.time("campaigns", row, "created_at"),
        )  # fmt: skip

    def lead(self, row: Row, campaigns: dict[str, UUID]) -> contracts.LegacyLead | str:
        """A lead, or why it is refused. A missing campaign is noted: the lead comes without one."""
        person = person_of(row)
        if not person.email and not person.linkedin_url:
            said = cells.line(row.get("email"))
            bad = f"“{said[:60]}” is no usable address" if said else "there is no address"
            return f"{bad}, and there is no LinkedIn profile"
        home = key_of(row.get("campaign_id"))
        if home and home not in campaigns:
            self._findings.note("orphan", "leads", row["id"])
        status, barred = self._standing(row)
        details = self.json("leads", row, "enrichment_data")
        tags = _words(self.json("leads", row, "tags"))
        contacted_at = self.time("leads", row, "last_contacted_at")
        return contracts.LegacyLead(
            legacy_id=key_of(row["id"]), lead=self._fields(row, person, tags, details if isinstance(details, dict) else {}),
            status=status, campaign_id=campaigns.get(home), barred=barred, digests=_digests(row, person),
            contacted=row.get("last_contacted_at") not in cells.EMPTY, last_contacted_at=contacted_at,
            last_replied_at=self.time("leads", row, "last_replied_at"), created_at=self.time("leads", row, "created_at"),
            facts=_facts(row, person, tags, details),
        )  # fmt: skip

    def _standing(self, row: Row) -> tuple[contracts.LeadStatus, str]:
        """Status, and why the person must not be written to; what nobody knows waits for a person."""
        named, consent = cells.member(row.get("status")), cells.member(row.get("consent_status"))
        status = words.LEAD_STATUS.get(named or "NEW")
        if status is None:
            self.unknown("leads", row)
            status = words.UNKNOWN_STATUS
        if consent and consent not in words.CONSENTS | words.REFUSED:
            self.unknown("leads", row)
            status = words.UNKNOWN_STATUS if status is contracts.LeadStatus.NEW else status
        return status, _no_of(named, consent)

    def hash_stop(self, row: Row) -> contracts.LegacyStop | None:
        """The hash by which the original knows a person who said no, where no address here leads to it."""
        digest = cells.digest(row.get("identity_hash"))
        barred = _no_of(cells.member(row.get("status")), cells.member(row.get("consent_status")))
        if not (digest and barred) or digest in addresses.legacy_digests(person_of(row).email):
            return None
        return contracts.LegacyStop(digest=digest, reason=barred)

    def _fields(self, row: Row, person: contracts.LegacyPerson, tags: list[str], details: dict) -> contracts.LeadIn:
        first, last = names_of(row)
        told = {name: cells.line(row.get(name)) for name in ("company", "industry")}
        told |= {"title": cells.line(row.get("title")) or cells.line(row.get("role"))}
        told |= {"website": cells.line(row.get("company_website"))}
        for name, keys in FIELDS_OF_DATA.items():
            told[name] = told.get(name) or next((v for k in keys if (v := _said(details.get(k)))), "")
        employees = next(
            (n for c in (row.get("employee_count"), details.get("employee_count"), details.get("employees"))
             if (n := cells.count(c)) is not None), None,
        )  # fmt: skip
        return contracts.LeadIn(
            email=person.email, linkedin_url=person.linkedin_url, first_name=first, last_name=last, employees=employees,
            keywords=", ".join(tags), country=countries.code_of(_said(details.get("country"))), source=self._source(row),
            **(told | {"language": told["language"][:2].lower()}),
        )  # fmt: skip

    def _source(self, row: Row) -> str:
        named = cells.member(row.get("source"))
        if named and named not in words.SOURCES:
            self.unknown("leads", row)
        return words.SOURCES.get(named) or words.SOURCE

    def contact(self, row: Row, person: contracts.LegacyPerson) -> contracts.LegacyContact:
        """An outreach attempt, told in a line."""
        channel, status = cells.member(row.get("channel")), cells.member(row.get("status"))
        became = words.mail_status(status or "PENDING")
        if (channel and channel not in words.CHANNELS) or became is None:
            self.unknown("outreach_attempts", row)
        step, by = cells.count(row.get("step_number")), words.CHANNELS.get(channel, channel.lower() or "an unknown channel")
        waited = ", and is not made up for" if status in words.WAITING or not status else ""
        told = f"Original AICMO: step {step if step is not None else '?'} by {by} was {(status or 'PENDING').lower()}{waited}."
        # A word nobody knows may mean that it left.
        left = became in ("sent", "bounced", None)
        return contracts.LegacyContact(legacy_id=key_of(row["id"]), person=person, told=told[:500], left=left)

    def sent(self, row: Row, person: contracts.LegacyPerson) -> contracts.LegacySent:
        """A mail that was written there; a status nobody knows counts as sent, so that nobody is written to twice."""
        sent_at, bounced_at = self.time("outbound_emails", row, "sent_at"), self.time("outbound_emails", row, "bounced_at")
        named = cells.member(row.get("status"))
        status = words.mail_status(named) if named else "skipped"
        if status is None:
            self.unknown("outbound_emails", row)
        if status in (None, "skipped") and (status is None or row.get("sent_at") not in cells.EMPTY):
            status = "sent"
        if row.get("bounced_at") not in cells.EMPTY:
            status = "bounced"
        return contracts.LegacySent(
            legacy_id=key_of(row["id"]), person=person, to_email=cells.address(row.get("to_email")) or person.email,
            subject=cells.line(row.get("subject")), status=status, text=cells.text(row.get("text_body") or row.get("body_text")),
            message_id=cells.message_id(row.get("message_id_header")),
            provider_message_id=cells.text(row.get("provider_message_id")), step=cells.count(row.get("sequence_number")) or 1,
            sent_at=sent_at, bounced_at=bounced_at,
        )  # fmt: skip

    def received(self, row: Row, person: contracts.LegacyPerson, *, keep: bool) -> contracts.LegacyReceived:
        """A mail that came in there; a class nobody knows is none."""
        named = cells.member(row.get("classification"))
        if named and named not in words.REPLIES:
            self.unknown("inbound_emails", row)
        return contracts.LegacyReceived(
            legacy_id=key_of(row["id"]), person=person, keep=keep, provider=cells.line(row.get("provider"))[:40],
            uid=cells.text(row.get("provider_msg_uid"))[:250], from_email=cells.address(row.get("from_email")),
            subject=cells.line(row.get("subject")), text=cells.text(row.get("body_text"))[:MOST_TEXT],
            reply_class=words.REPLIES.get(named),
            confidence=cells.share(row.get("classification_confidence")) or 0.0,
            reason=cells.line(row.get("classification_reason")) or "judged in the original AICMO" * bool(named),
            received_at=self.time("inbound_emails", row, "received_at"),
        )  # fmt: skip


def person_of(row: Row) -> contracts.LegacyPerson:
    """Whom a lead's row is about."""
    return contracts.LegacyPerson(email=cells.address(row.get("email")), linkedin_url=cells.profile(row.get("linkedin_url")))


def names_of(row: Row) -> tuple[str, str]:
    """First and last name: what the row calls the first, the rest of the whole; else the whole, split."""
    whole, first = (cells.line(row.get(column), name=True) for column in ("name", "first_name"))
    if "@" in whole:
        whole = ""
    if first and whole.casefold().startswith(f"{first.casefold()} "):
        return first, whole[len(first) :].strip()
    split = split_name(whole)
    if not first:
        return split
    return first, split[1] if split[1].casefold() != first.casefold() else split[0]


def stop_of(row: Row) -> contracts.LegacyStop | None:
    """What a row of unsubscribes or suppressions forbids; None if it is not active or names nothing."""
    if not cells.truth(row.get("active"), absent=True):
        return None
    written = cells.text(row.get("domain"))
    address = cells.address(row.get("email")) or ("" if written.startswith("@") else cells.address(written))
    domain = "" if address and address == cells.address(written) else cells.domain(written)
    digest = cells.digest(row.get("identity_hash"))
    if not (address or domain or digest):
        return None
    said = cells.line(row.get("reason"))
    reason = f"original AICMO: {said}" if said else "stopped in the original AICMO"
    return contracts.LegacyStop(address=address, domain=domain, digest=digest, reason=reason)


def _no_of(status: str, consent: str) -> str:
    """Why a lead of this status and consent must not be written to, "" if nothing says so."""
    if consent in words.REFUSED:
        return "no consent to contact (original AICMO)"
    return "unsubscribed in the original AICMO" if status == contracts.LeadStatus.UNSUBSCRIBED.name else ""


def _digests(row: Row, person: contracts.LegacyPerson) -> tuple[str, ...]:
    """The hashes that a suppression there may mean this lead by: its own, and those of its address as it is written."""
    written = cells.text(row.get("email")).lower()
    found = {cells.digest(row.get("identity_hash"))}
    for address in {person.email, written} - {""}:
        found.update(addresses.legacy_digests(address))
    return tuple(sorted(found - {""}))


def _facts(row: Row, person: contracts.LegacyPerson, tags: list[str], details: Any) -> dict[str, object]:
    """What was told there and has no column here; an address is kept only where it is none."""
    names = ("status", "stage", "role", "source", "consent_status", "employee_count")
    told: dict[str, object] = {name: said for name in names if (said := cells.line(row.get(name)))}
    if (score := cells.share(row.get("lead_score"))) is not None:
        told["lead_score"] = score
    if tags:
        told["tags"] = tags
    if details not in (None, {}, []) and len(str(details)) <= MOST_DETAIL:
        told["enrichment_data"] = details
    if not person.email and (written := cells.line(row.get("email"))):
        told["unusable_address"] = written[:320]
    return told


def _said(cell: Any) -> str:
    return cells.line(cell) if isinstance(cell, str | int) and not isinstance(cell, bool) else ""


def _words(found: Any) -> list[str]:
    """The words of a JSON list, of the true keys of an object, or of one text."""
    if isinstance(found, dict):
        found = [key for key, value in found.items() if value]
    if isinstance(found, str):
        found = found.split(",")
    return [said for item in (found if isinstance(found, list) else []) if (said := _said(item))][:50]
