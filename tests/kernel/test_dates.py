"""Dates as people read them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from kernel import dates

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "13 March 2025"), ("de", "13. März 2025"), ("de-AT", "13. März 2025"), ("fr", "13 March 2025")]
)
def test_a_day_is_written_as_the_language_writes_it(language, shown):
    assert dates.day(date(2025, 3, 13), language) == shown


def test_a_moment_is_the_day_it_is_in_the_zone_which_is_named():
    late = datetime(2025, 7, 31, 22, 30, tzinfo=UTC)

    assert dates.day(late, "en", BERLIN) == "1 August 2025"
    assert dates.moment(late, "en", BERLIN) == "1 August 2025, 00:30 CEST"
    assert dates.moment(datetime(2025, 12, 13, 12, tzinfo=UTC), "de", BERLIN) == "13. Dezember 2025, 13:00 CET"
