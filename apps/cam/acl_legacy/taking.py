"""The run: what forbids contact first, then campaigns, leads, their contacts and mails, then who may not be written to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from apps.cam import contracts, services
from apps.cam.acl_legacy import cells
from apps.cam.acl_legacy.findings import Findings, plain_id
from apps.cam.acl_legacy.sources import Source
from apps.cam.acl_legacy.translating import Row, Translator, key_of, person_of, stop_of
from kernel.actors import worker

COLUMNS = {
    "campaigns": ("id", "name", "active", "mode", "channels_enabled", "max_emails_per_day", "created_at"),
    "leads": (
        "id", "campaign_id", "name", "first_name", "title", "role", "company", "email", "linkedin_url", "source", "status",
        "stage", "lead_score", "tags", "enrichment_data", "industry", "employee_count", "company_website", "consent_status",
        "identity_hash", "last_contacted_at", "last_replied_at", "created_at",
    ),
    "outreach_attempts": ("id", "lead_id", "campaign_id", "channel", "step_number", "status"),
    "outbound_emails": (
        "id", "lead_id", "to_email", "subject", "message_id_header", "provider_message_id", "sequence_number", "status",
        "sent_at", "bounced_at", "text_body", "body_text",
    ),
    "inbound_emails": (
        "id", "lead_id", "provider", "provider_msg_uid", "from_email", "subject", "body_text", "classification",
        "classification_confidence", "classification_reason", "received_at",
    ),
    "unsubscribes": ("email", "reason"),
    "suppressions": ("email", "domain", "identity_hash", "reason", "active"),
}  # fmt: skip
"""What is read, by table without its prefix; columns and tables that are not there are done without."""
WHO = ("id", "email", "linkedin_url")


def take_over(source: Source, findings: Findings) -> None:
    """Take everything over that was not before. `findings` is filled as it goes, so that it tells of a run that broke off too."""
    _Run(source, findings).run()


class _Run:
    def __init__(self, source: Source, findings: Findings) -> None:
        self._source, self._findings, self._translate = source, findings, Translator(findings)
        self._actor = worker("cam")

    def run(self) -> None:
        for table in ("unsubscribes", "suppressions"):
            for rows in self._read(table):
                services.import_legacy_stops(actor=self._actor, stops=tuple(s for row in rows if (s := stop_of(row))))
        self._leads(self._campaigns())
        self._attached("outreach_attempts", self._take_contacts)
        self._attached("outbound_emails", self._take_sent)
        self._attached("inbound_emails", self._take_received)
        self._note_barred()

    def _read(self, table: str) -> Iterator[list[Row]]:
        return self._source.batches(f"cam_{table}", COLUMNS[table])

    def _campaigns(self) -> dict[str, UUID]:
        ids: dict[str, UUID] = {}
        for rows in self._read("campaigns"):
            taken = services.import_legacy_campaigns(
                actor=self._actor, campaigns=tuple(self._translate.campaign(row) for row in rows)
            )
            ids |= taken.ids
            self._findings.campaigns += len(taken.new)
        return ids

    def _leads(self, campaigns: dict[str, UUID]) -> None:
        for rows in self._read("leads"):
            stops = tuple(stop for row in rows if (stop := self._translate.hash_stop(row)))
            services.import_legacy_stops(actor=self._actor, stops=stops)
            fit = []
            for row in rows:
                found = self._translate.lead(row, campaigns)
                if isinstance(found, str):
                    self._findings.rejected.append({"legacy_id": plain_id(row["id"]), "reason": found})
                else:
                    fit.append(found)
            taken = services.import_legacy_leads(actor=self._actor, leads=tuple(fit))
            self._findings.imported += len(taken.new)
            self._findings.duplicates += len(fit) - len(taken.new)

    def _attached(self, table: str, take: Callable[[list[tuple[Row, Row | None]]], None]) -> None:
        """Rows that belong to a lead, each with its lead's row; those whose lead is missing are noted."""
        for rows in self._read(table):
            ids = {key_of(row.get("lead_id")): row["lead_id"] for row in rows if row.get("lead_id") not in cells.EMPTY}
            leads = {key_of(lead["id"]): lead for lead in self._source.by_ids("cam_leads", WHO, list(ids.values()))}
            pairs = [(row, leads.get(key_of(row.get("lead_id")))) for row in rows]
            for row, lead in pairs:
                if lead is None and (key_of(row.get("lead_id")) or table != "inbound_emails"):
                    self._findings.note("orphan", table, row["id"])
            take(pairs)

    def _take_contacts(self, pairs: list[tuple[Row, Row | None]]) -> None:
        contacts = tuple(self._translate.contact(row, person_of(lead)) for row, lead in pairs if lead is not None)
        services.import_legacy_contacts(actor=self._actor, contacts=contacts)

    def _take_sent(self, pairs: list[tuple[Row, Row | None]]) -> None:
        mails = tuple(self._translate.sent(row, _whose(lead, row.get("to_email"))) for row, lead in pairs)
        self._findings.outbound += len(services.import_legacy_sent(actor=self._actor, mails=mails).new)

    def _take_received(self, pairs: list[tuple[Row, Row | None]]) -> None:
        """What a lost lead said is kept only with a lead of that address; who never was a lead there may stay unknown here."""
        mails = tuple(
            self._translate.received(
                row, _whose(lead, row.get("from_email")), keep=lead is not None or not key_of(row.get("lead_id"))
            )
            for row, lead in pairs
        )
        self._findings.inbound += len(services.import_legacy_received(actor=self._actor, mails=mails).new)

    def _note_barred(self) -> None:
        for rows in self._source.batches("cam_leads", WHO):
            people = tuple(person_of(row) for row in rows)
            barred = services.check_legacy_people(actor=self._actor, people=people)
            self._findings.not_contactable += [plain_id(row["id"]) for row, held in zip(rows, barred, strict=True) if held]


def _whose(lead: Row | None, address: Any) -> contracts.LegacyPerson:
    """The lead's person; without one that can be known, whoever has the address."""
    found = person_of(lead) if lead is not None else contracts.LegacyPerson()
    return found if found.email or found.linkedin_url else contracts.LegacyPerson(email=cells.address(address))
