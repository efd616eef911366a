"""Databases of an original AICMO, made by the tests as its SQLAlchemy models made them."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import call_command

from apps.cam.models import Lead
from kernel.db import atomic

TABLES = {
    "cam_campaigns": "id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, active BOOLEAN, mode VARCHAR(10), channels_enabled JSON,"
    " max_emails_per_day INTEGER, created_at DATETIME",
    "cam_leads": "id INTEGER PRIMARY KEY, campaign_id INTEGER, name VARCHAR, first_name VARCHAR, title VARCHAR, role VARCHAR,"
    " company VARCHAR, email VARCHAR, linkedin_url VARCHAR, source VARCHAR(6), status VARCHAR(13), stage VARCHAR,"
    " lead_score FLOAT, tags JSON, enrichment_data JSON, industry VARCHAR, employee_count VARCHAR, company_website VARCHAR,"
    " consent_status VARCHAR, identity_hash VARCHAR, last_contacted_at DATETIME, last_replied_at DATETIME, created_at DATETIME",
    "cam_outreach_attempts": "id INTEGER PRIMARY KEY, lead_id INTEGER, campaign_id INTEGER, channel VARCHAR(8),"
    " step_number INTEGER, status VARCHAR(7)",
    "cam_outbound_emails": "id INTEGER PRIMARY KEY, lead_id INTEGER, to_email VARCHAR, subject VARCHAR,"
    " message_id_header VARCHAR, provider_message_id VARCHAR, sequence_number INTEGER, status VARCHAR, sent_at DATETIME,"
    " bounced_at DATETIME",
    "cam_inbound_emails": "id INTEGER PRIMARY KEY, lead_id INTEGER, provider VARCHAR, provider_msg_uid VARCHAR,"
    " from_email VARCHAR, subject VARCHAR, body_text TEXT, classification VARCHAR, received_at DATETIME",
    "cam_unsubscribes": "id INTEGER PRIMARY KEY, email VARCHAR, reason VARCHAR",
    "cam_suppressions": "id INTEGER PRIMARY KEY, email VARCHAR, domain VARCHAR, identity_hash VARCHAR, reason VARCHAR,"
    " active BOOLEAN",
}
ADA = {
    "campaign_id": 1, "name": "Ada Berg", "first_name": "Ada", "role": "Head of Marketing", "company": "Nordwind GmbH",
    "email": "Ada.Berg@Nordwind.example", "source": "APOLLO", "status": "NEW", "stage": "NEW", "lead_score": 0.8,
    "tags": '["trade show", "hiring"]', "enrichment_data": '{"country": "Germany", "city": "Bremen"}', "industry": "machinery",
    "employee_count": "11-50", "company_website": "https://nordwind.example", "consent_status": "UNKNOWN",
    "created_at": "2024-01-02 03:04:05.123456",
}  # fmt: skip

SENT = {"lead_id": 1, "to_email": "ann1@firm1.example", "subject": "Hello", "sequence_number": 1, "status": "SENT",
        "sent_at": "2024-02-01 10:00:00"}  # fmt: skip
GOT = {"lead_id": 1, "provider": "IMAP", "from_email": "ann1@firm1.example", "subject": "Re: Hello",
       "received_at": "2024-02-02 10:00:00"}  # fmt: skip


def lead(number: int, **changes: object) -> dict[str, object]:
    """A lead of campaign 1 with this id, and an address of its own."""
    return (
        ADA
        | {"id": number, "email": f"ann{number}@firm{number}.example", "name": f"Ann Nr{number}", "first_name": "Ann"}
        | changes
    )


def make(path: Path, tables: dict[str, str] | None = None, **rows: list[dict[str, object]]) -> Path:
    """A SQLite database of an original, with rows by table (without its prefix); campaign 1 unless others are given."""
    rows = {"campaigns": [{"id": 1, "name": "Spring", "active": 1, "mode": "LIVE", "channels_enabled": '["email"]'}]} | rows
    with closing(sqlite3.connect(path)) as connection, connection:
        for name, columns in (tables or TABLES).items():
            connection.execute(f"CREATE TABLE {name} ({columns})")
        fill(lambda statement, values: connection.execute(statement, values), "?", rows)
    return path


def fill(execute: object, mark: str, rows: dict[str, list[dict[str, object]]]) -> None:
    """Insert the rows by table."""
    for table, many in rows.items():
        for row in many:
            names, marks = ", ".join(row), ", ".join([mark] * len(row))
            execute(f"INSERT INTO cam_{table} ({names}) VALUES ({marks})", tuple(row.values()))


def run(database: Path | str, *, code: int = 0) -> dict:
    """Import it; the report."""
    out = io.StringIO()
    if code:
        with pytest.raises(SystemExit) as ended:
            call_command("import_legacy_cam", str(database), stdout=out, stderr=io.StringIO())
        assert ended.value.code == code
    else:
        call_command("import_legacy_cam", str(database), stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


def here(legacy_id: int) -> Lead:
    """The lead that an original's lead became."""
    return Lead.objects.get(legacy_id=str(legacy_id))


def forget(legacy_id: int) -> None:
    """Delete a lead, as an erasure does."""
    with atomic("cam"):
        here(legacy_id).delete()


def short(address: str) -> str:
    """The shorter of an original's two hashes of an address."""
    return hashlib.sha256(address.encode()).hexdigest()[:16]


def long(address: str) -> str:
    """The longer one."""
    return hashlib.sha256(f"email:{address}".encode()).hexdigest()


def everything(path: Path) -> Path:
    """One of each kind of row."""
    return make(
        path,
        leads=[lead(1, status="CONTACTED"), lead(2), lead(3, consent_status="DNC")],
        outreach_attempts=[
            {"id": 1, "lead_id": 1, "campaign_id": 1, "channel": "EMAIL", "step_number": 1, "status": "SENT"},
            {"id": 2, "lead_id": 2, "campaign_id": 1, "channel": "EMAIL", "step_number": 1, "status": "PENDING"},
        ],
        outbound_emails=[
            SENT | {"id": 1, "message_id_header": "<one@old.example>", "provider_message_id": "re_12345678"},
            SENT | {"id": 2, "lead_id": 2, "to_email": "ann2@firm2.example", "status": "QUEUED", "sent_at": None},
        ],
        inbound_emails=[
            GOT | {"id": 1, "provider_msg_uid": "17", "classification": "NEUTRAL", "body_text": "Not now.\n> quoted"}
        ],
        unsubscribes=[{"id": 1, "email": "gone@else.example", "reason": "user_request"}],
        suppressions=[{"id": 1, "domain": "@Rival.example", "reason": "competitor", "active": 1}],
    )
