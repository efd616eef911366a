"""Ids, money, references, cursors, files: the plain types every door speaks."""

from decimal import Decimal
from uuid import uuid4

import pytest

from kernel import files, money, pages, refs
from kernel.actors import Actor, ActorKind, worker
from kernel.errors import Forbidden, InvalidInput, NotFound
from kernel.ids import new_id
from kernel.money import Money


def test_ids_are_version_7_unique_and_in_order_of_making():
    made = [new_id() for _ in range(20_000)]

    assert made == sorted(made) and len(set(made)) == len(made)
    assert {i.version for i in made} == {7}


@pytest.mark.parametrize(
    ("minor", "rate", "expected"), [(1005, "10", 101), (-1005, "10", -101), (1004, "10", 100), (250, "1", 3)]
)
def test_money_rounds_half_up_on_the_magnitude(minor, rate, expected):
    assert Money(minor=minor, currency="EUR").percent(rate).minor == expected


def test_money_of_other_currencies_is_not_added():
    with pytest.raises(InvalidInput):
        Money(minor=1, currency="EUR") + Money(minor=1, currency="USD")


def test_a_currency_with_three_decimals_keeps_them():
    assert money.from_decimal(Decimal("1.2345"), "KWD").minor == 1235
    assert str(Money(minor=1235, currency="KWD")) == "1.235 KWD"


def test_equal_content_has_one_hash_and_any_change_another():
    one = refs.content_hash({"b": 1, "a": ["ü", None]})

    assert one == refs.content_hash({"a": ["ü", None], "b": 1})
    assert one != refs.content_hash({"a": ["u", None], "b": 1})


def test_a_cursor_comes_back():
    assert pages.decode_cursor(pages.encode_cursor("a", 2, of="posts"), of="posts", parts=2) == ["a", "2"]


@pytest.mark.parametrize(
    "cursor",
    [
        "%%%",
        "",
        "W10",
        pages.encode_cursor("a", 2, 3, of="posts"),
        pages.encode_cursor("a", "\x00", of="posts"),
        pages.encode_cursor("a", "\ud800", of="posts"),
        pages.encode_cursor("a", "x" * 2000, of="posts"),
        pages.encode_cursor("a", 2, of="invoices"),
    ],
)
def test_a_forged_or_foreign_cursor_is_named(cursor):
    with pytest.raises(InvalidInput) as refusal:
        pages.decode_cursor(cursor, of="posts", parts=2)
    assert refusal.value.field == "cursor"


def test_a_file_is_found_by_its_content_and_a_changed_one_is_not_given_out():
    digest = files.put("delivery", b"bytes")
    assert files.get("delivery", digest) == b"bytes"

    files.path_of("delivery", digest).write_bytes(b"other")

    with pytest.raises(NotFound, match="changed on disk"):
        files.get("delivery", digest)


def test_a_path_cannot_leave_the_store():
    with pytest.raises(NotFound):
        files.get("../etc", "0" * 64)


def test_rights_sight_and_impersonation():
    client = uuid4()
    reader = Actor(kind=ActorKind.STAFF, rights=frozenset({"*.view"}), clients=None)
    acting_as = Actor(kind=ActorKind.CLIENT, rights=frozenset({"*"}), clients=frozenset({client}), impersonator=uuid4())

    assert reader.may("cam.view") and not reader.may("cam.write") and reader.sees(None)
    assert acting_as.may("review.view") and not acting_as.may("review.decide")
    assert worker("cam", client_id=client).sees(client) and not worker("cam", client_id=client).sees(uuid4())
    with pytest.raises(Forbidden, match=r"cam\.write"):
        reader.require("cam.write")
