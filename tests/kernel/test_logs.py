"""Logs: one JSON object per line, with the correlation id, without secrets and personal data."""

import json
import logging

import pytest

from kernel import context, logs

UUID = "019a20c1-7f41-7720-9123-507212345678"


def logged(message, *args, **extra):
    record = logging.LogRecord("apps.cam", logging.WARNING, __file__, 1, message, args, extra.pop("exc_info", None))
    record.__dict__.update(extra)
    return json.loads(logs.JsonLines().format(record))


def test_a_line_says_what_where_and_in_which_chain():
    with context.correlated("click-1"):
        line = logged("sweep failed", sweep="cam.run")

    assert (line["event"], line["level"], line["logger"], line["sweep"]) == ("sweep failed", "warning", "apps.cam", "cam.run")
    assert line["correlation_id"] == "click-1" and line["at"].endswith("Z")


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("mail to ada.berg@nordwind.example failed", "ada.berg"),
        ("call +44 20 7946 0958 back", "7946"),
        ("iban 4111 1111 1111 1111", "1111"),
        ("Authorization: Bearer abc.def.ghi", "abc.def"),
        ("token aicmo_Zm9vYmFyYmF6cXV4", "Zm9v"),
        ("GET /portal/identity/s/q1w2e3r4t5/ 200", "q1w2"),
        ("GET /x?token=abcdefgh12", "abcdefgh12"),
        ("name\n  Input should be a valid string [type=string_type, input_value={'n': 'Ada Berg'}, input_type=dict]", "Berg"),
        ("duplicate key\nDETAIL:  Key (app, name)=(cam, Ada (A.) Berg) already exists.", "Berg"),
        ("DETAIL:  Key (lead)=(Ada Berg) is not present in table", "Berg"),
        ("null value in column\nDETAIL:  Failing row contains (1, Ada\nBerg, null).\n", "Berg"),
    ],
)
def test_what_must_not_be_logged_is_not(text, gone):
    line = logged(text, detail=text, nested={"list": [text]})

    assert gone not in json.dumps(line)


def test_a_value_whose_name_calls_it_a_secret_is_hidden_whole():
    line = logged("signed in", password="hunter2", settings={"api_key": "k", "port": 5})

    assert line["password"] == "[hidden]" and line["settings"] == {"api_key": "[hidden]", "port": 5}


def test_ids_hashes_and_dates_stay_readable():
    line = logged("journey %s", UUID, sha="ab" * 32, due="2026-03-28T10:00:00")

    assert UUID in line["event"] and line["sha"] == "ab" * 32 and line["due"] == "2026-03-28T10:00:00"


def test_a_traceback_is_kept_and_redacted():
    try:
        raise ValueError("no mailbox for ada@nordwind.example")
    except ValueError as error:
        line = logged("failed", exc_info=(type(error), error, error.__traceback__))

    assert "ValueError" in line["exception"] and "ada@" not in line["exception"]
