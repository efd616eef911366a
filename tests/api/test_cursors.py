"""Cursors of every list: values of the wrong type, from another list, from another order."""

from __future__ import annotations

import pytest
from drf_spectacular.generators import SchemaGenerator

from apps.observability.models import AuditEntry
from apps.orchestration.models.journeys import Journey
from kernel import clock
from kernel.errors import InvalidInput
from kernel.ids import new_id
from kernel.pages import encode_cursor
from kernel.paging import changes, page
from kernel.testing import staff
from tests.api.test_errors import bearer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "values",
    [
        ("9999-12-31T23:59:59-14:00", new_id()),
        ("0001-01-01T00:00:00+14:00", new_id()),
        ("2026-01-01T00:00:00", new_id()),
        ("yesterday", new_id()),
        ("2026-01-01T00:00:00Z", "12"),
    ],
)
def test_a_value_of_the_wrong_type_is_a_clear_error(values):
    rows = Journey.objects.all()
    cursor = encode_cursor(*values, of="orchestration.Journey -started_at")

    with pytest.raises(InvalidInput) as refusal:
        page(rows, str, order="-started_at", allowed=("-started_at",), cursor=cursor)
    assert refusal.value.field == "cursor"


@pytest.mark.parametrize("number", ["x", "99999999999999999999999999", "-1", "1.5", "NaN"])
def test_a_number_no_column_can_hold_is_a_clear_error(number):
    cursor = encode_cursor(number, new_id(), of="observability.AuditEntry number")

    with pytest.raises(InvalidInput):
        page(AuditEntry.objects.all(), str, order="number", allowed=("number",), cursor=cursor)


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-14:00", "soon", "2026-01-01T00:00:00"])
def test_the_pages_of_changes_are_no_different(at):
    for values in [(at, "2026-01-01T00:00:00Z", new_id()), ("2026-01-01T00:00:00Z", at, new_id())]:
        cursor = encode_cursor(*values, of="orchestration.Journey changes")
        with pytest.raises(InvalidInput):
            changes(Journey.objects.all(), str, actor=staff("*"), since=clock.now(), cursor=cursor)


def test_every_list_of_the_api_names_the_cursor_it_did_not_give_out():
    paths, owner = _lists(), bearer()
    assert len(paths) > 30

    for path in paths:
        for cursor in ("%%%", encode_cursor("9999-12-31T23:59:59-14:00", new_id(), of="cam.Lead -created_at")):
            answer = owner.get(path, {"cursor": cursor})
            assert (answer.status_code, answer.json().get("field")) == (400, "cursor"), (path, answer.content)


def _lists() -> list[str]:
    """Paths without parameters of their own that take a cursor."""
    document = SchemaGenerator().get_schema(request=None, public=True)
    return [
        path
        for path, acts in document["paths"].items()
        if "{" not in path and any(p["name"] == "cursor" for p in acts.get("get", {}).get("parameters", ()))
    ]
