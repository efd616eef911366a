"""How networks count the length of a text."""

import pytest

from kernel.text_length import measure


@pytest.mark.parametrize(
    ("text", "counting", "length"),
    [
        ("plain", "characters", 5),
        ("plain", "weighted", 5),
        ("see https://example.com/a/very/long/path?utm_source=x&utm_medium=social", "weighted", 4 + 23),
        ("see https://example.com/a/very/long/path?utm_source=x", "linked", 4 + 23),
        ("Grüße", "weighted", 5),
        ("日本", "weighted", 4),
        ("👩‍👩‍👧‍👦", "weighted", 2),
        ("👩‍👩‍👧‍👦", "graphemes", 1),
        ("👩‍👩‍👧‍👦", "characters", 7),
        ("e\u0301", "graphemes", 1),
        ("🇩🇪!", "weighted", 3),
    ],
)
def test_length_is_counted_as_the_network_counts(text, counting, length):
    assert measure(text, counting) == length
