"""EDTF as the archive reads it."""

from datetime import date, timedelta

import pytest

from articles.resolution.dates import DateError, bounds, compatible, is_certain, is_day, members

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024-12-20", date(2024, 12, 20), date(2024, 12, 20)),
        ("2024-12-20?", date(2024, 12, 20), date(2024, 12, 20)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("[2017-03-28,2018-03-28]", date(2017, 3, 28), date(2018, 3, 28)),
        ("2021-04-01/2021-04-03", date(2021, 4, 1), date(2021, 4, 3)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("2021-04-XX", date(2021, 4, 1), date(2021, 4, 30)),
        ("XXXX-03-28", None, None),
        ("", None, None),
    ],
)
def test_bounds(edtf, first, last):
    assert bounds(edtf) == (first, last)


@pytest.mark.parametrize(
    "edtf", ["soon", "2025-13", "2025-02-30", "2024-2-3", "0000-01-01", "[2024", "20245", "XXXX-04-31"]
)
def test_no_date(edtf):
    with pytest.raises(DateError):
        members(edtf)


@pytest.mark.parametrize(
    ("one", "other", "tolerance", "expected"),
    [
        ("2024-12-20", "2024-12-21", DAY, True),
        ("2024-12-20", "2024-12-22", DAY, False),
        ("2024-12-20", "2024-12-21", 0 * DAY, False),
        ("2024-12-20", "2024-12", 0 * DAY, True),
        ("2024-12-01", "2024-11", 0 * DAY, False),
        ("2024-12-01", "2024-11", DAY, True),  # the evening before, elsewhere
        ("XXXX-03-28", "2018-03-28", 0 * DAY, True),
        ("XXXX-03-28", "XXXX-03-29", DAY, False),
        ("[2017-03-28,2018-03-28]", "2018-03-28", 0 * DAY, True),
        ("[2017-03-28,2018-03-28]", "2019-03-28", 0 * DAY, False),
    ],
)
def test_dates_that_may_be_one_day(one, other, tolerance, expected):
    assert compatible(one, other, tolerance) is expected
    assert compatible(other, one, tolerance) is expected


def test_certainty():
    assert is_certain("2024-12-20")
    assert is_day("2024-12-20?")
    assert not is_certain("2024-12-20?")
    assert not is_day("2024-12")
    assert not is_day("")
