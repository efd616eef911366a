"""An original AICMO on PostgreSQL: its own types, one read-only snapshot."""

import os
from contextlib import contextmanager
from datetime import UTC, datetime

import psycopg
import pytest
from django.conf import settings

from apps.cam.acl_legacy import Unreadable, open_database
from apps.cam.contracts import LeadStatus
from tests.cam.originals import GOT, SENT, fill, here, lead, run

if not settings.AICMO_WALLS:
    pytest.skip("needs PostgreSQL: python -m tests.servers pytest tests/cam/test_legacy_postgresql.py", allow_module_level=True)

TABLES = """
    CREATE TYPE leadstatus AS ENUM ('NEW', 'CONTACTED', 'FROZEN');
    CREATE TABLE cam_campaigns (id serial PRIMARY KEY, name varchar, active boolean, mode varchar, channels_enabled json,
        created_at timestamptz);
    CREATE TABLE cam_leads (id serial PRIMARY KEY, campaign_id int, name varchar, first_name varchar, role varchar,
        company varchar, email varchar, source varchar, status leadstatus, stage varchar, lead_score float,
        tags json, enrichment_data jsonb,
        industry varchar, employee_count int, company_website varchar, consent_status varchar, identity_hash varchar,
        last_contacted_at timestamp, created_at timestamptz);
    CREATE TABLE cam_outbound_emails (id serial PRIMARY KEY, lead_id int, to_email varchar, subject varchar,
        message_id_header varchar, provider_message_id varchar, sequence_number int, status varchar, sent_at timestamptz);
    CREATE TABLE cam_inbound_emails (id serial PRIMARY KEY, lead_id int, provider varchar, provider_msg_uid varchar,
        from_email varchar, subject varchar, body_text text, classification varchar, received_at timestamptz);
    CREATE TABLE cam_suppressions (email varchar, domain varchar, identity_hash varchar, reason varchar, active boolean);
"""


@contextmanager
def original(**rows):
    """The URL of a database of an original with these rows; it is dropped afterwards."""
    where = f"{os.environ['AICMO_DB_HOST']}:{os.environ['AICMO_DB_PORT']}"
    name = f"original_{os.getpid()}"
    with psycopg.connect(f"postgresql://postgres@{where}/postgres", autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
        url = f"postgresql://postgres@{where}/{name}"
        with psycopg.connect(url) as connection:
            connection.execute(TABLES)
            fill(connection.execute, "%s", rows)
        yield url
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def at(number, **changes):
    return lead(number, employee_count=45, **changes)


def test_its_enums_times_and_json_come_over_and_a_second_run_brings_nothing():
    rows = {
        "campaigns": [{"id": 1, "name": "Spring", "active": True, "mode": "LIVE", "channels_enabled": '["email"]'}],
        "leads": [
            at(1, last_contacted_at="2024-03-01 10:00:00", status="CONTACTED"),
            at(2, status="FROZEN"),
            at(3, campaign_id=9),
        ],
        "outbound_emails": [
            SENT | {"id": 1, "message_id_header": "m@old.example"},
            SENT | {"id": 2, "lead_id": 77, "to_email": "x"},
        ],
        "inbound_emails": [GOT | {"id": 5, "provider_msg_uid": "1", "classification": "NEUTRAL"}],
        "suppressions": [{"domain": "@firm2.example", "active": True}],
    }
    with original(**rows) as url:
        first, second = run(url.replace("postgresql://", "postgresql+psycopg2://")), run(url)

    assert (first["campaigns"], first["imported"], first["outbound"], first["inbound"]) == (1, 3, 1, 1)
    assert first["reported"] == {"unknown_enum": [2], "bad_time": [], "broken_json": [], "orphan": [3, 2]}
    assert first["not_contactable"] == second["not_contactable"] == [2]
    assert (second["imported"], second["duplicates"], second["outbound"], second["inbound"]) == (0, 3, 0, 0)
    row = here(1)
    assert row.last_contacted_at == datetime(2024, 3, 1, 10, tzinfo=UTC) and row.status == LeadStatus.REPLIED
    assert (row.keywords, row.city, row.employees) == ("trade show, hiring", "Bremen", 45)


def test_more_rows_than_one_handful():
    with original(
        leads=[at(n) for n in range(1, 1203)], outbound_emails=[SENT | {"id": n, "lead_id": n} for n in range(1, 1203)]
    ) as url:
        report = run(url)

    assert (report["imported"], report["outbound"]) == (1202, 1202)


def test_nothing_can_be_written_there():
    with original() as url:
        source = open_database(url)
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            source._connection.execute("DELETE FROM cam_leads")
        source.close()


def test_a_database_of_something_else_ends_with_one():
    with original() as url, psycopg.connect(url, autocommit=True) as connection:
        for table in ("campaigns", "leads", "outbound_emails", "inbound_emails", "suppressions"):
            connection.execute(f"DROP TABLE cam_{table}")

        assert run(url, code=1)["imported"] == 0


def test_a_server_that_does_not_answer_is_named_without_the_password():
    with pytest.raises(Unreadable) as told:
        open_database("postgresql://ann:secret-word@127.0.0.1:1/old")

    assert "127.0.0.1/old" in str(told.value) and "secret" not in str(told.value)
