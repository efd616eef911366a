"""Without its database the site says so: 503 with Retry-After, for people and for programs; what is our own fault stays a 500."""

import json
import sqlite3

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError, connections

from kernel.testing import browser

AWAY = {"page": "/portal/", "admin": "/admin/", "api": "/api/v1/identity/me/"}


@pytest.fixture
def broken():
    """Every statement fails with the error that the test gives."""
    errors = []

    def fail(execute, sql, params, many, context):
        if errors:
            raise errors[0]
        return execute(sql, params, many, context)

    for connection in connections.all():
        connection.execute_wrappers.append(fail)
    yield errors.append
    errors.clear()
    for connection in connections.all():
        connection.execute_wrappers.remove(fail)


def ask(path):
    client = browser(raise_request_exception=False)
    client.cookies["sessionid"] = "x" * 32
    return client.get(path, headers={"Authorization": "Bearer aicmo_0123456789abcdef0123456789abcdef"} if "api" in path else {})


@pytest.mark.parametrize("path", AWAY.values(), ids=AWAY)
@pytest.mark.parametrize("error", [OperationalError("server closed the connection"), InterfaceError("connection already closed")])
def test_an_absent_database_is_503_and_says_when_to_come_again(broken, path, error):
    broken(error)

    answer = ask(path)

    assert answer.status_code == 503 and int(answer["Retry-After"]) > 0
    assert b"does not answer. Try again" in answer.content and b"server closed" not in answer.content
    assert "Content-Security-Policy" in answer
    if path == AWAY["api"]:
        assert json.loads(answer.content)["type"] == "urn:aicmo:problem:http"


def test_of_a_change_nobody_says_that_it_was_not_made(broken):
    client = browser(raise_request_exception=False)
    client.cookies["sessionid"] = "x" * 32
    broken(OperationalError("connection lost while committing"))

    answer = client.post("/portal/", {})

    assert answer.status_code == 503 and b"Look whether your change was saved" in answer.content


def test_a_wrong_statement_is_our_fault_on_sqlite_too(broken):
    wrong = sqlite3.OperationalError("no such column: x")
    wrong.sqlite_errorname = "SQLITE_ERROR"
    error = OperationalError("no such column: x")
    error.__cause__ = wrong
    broken(error)

    assert ask("/portal/").status_code == 500


@pytest.mark.parametrize("path", AWAY.values(), ids=AWAY)
def test_any_other_error_is_500_without_a_trace(broken, path):
    broken(IntegrityError("secret detail"))

    answer = ask(path)

    assert answer.status_code == 500 and b"secret detail" not in answer.content
