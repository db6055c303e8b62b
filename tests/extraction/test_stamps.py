"""Who published a document, and on which day by its own clock."""

from datetime import date

import pytest

from articles.extraction import Document
from articles.extraction.stamps import report_day, report_moment, report_month, source_of

# fmt: off
MOMENTS = [
    # State Department stamps are UTC: past midnight there is the evening before in Washington.
    ("https://www.state.gov/secretarys-call/", "2022-03-08T00:49:21+00:00", date(2022, 3, 7), 19),
    ("https://www.state.gov/secretarys-call/", "2022-07-08T03:30:00Z", date(2022, 7, 7), 23),
    # The White House writes its offset.
    ("https://bidenwhitehouse.archives.gov/readout/", "2021-03-04 22:41:16-05:00", date(2021, 3, 4), 22),
    # The Kremlin and Kyiv write local time and call it Z.
    ("http://en.kremlin.ru/events/president/news/1", "2022-03-03T23:50:00Z", date(2022, 3, 3), 23),
    ("https://www.president.gov.ua/en/news/1", "2022-01-29T00:04:00Z", date(2022, 1, 29), 0),
    # The feed of this paper says when it was fetched, its addresses when it was published; with two figures of the year, too.
    ("https://tuoitre.vn/tin-20260416230123541.htm", "2026-04-17T01:59:05.835429+07:00", date(2026, 4, 16), 23),
    ("https://thanhnien.vn/tin-185250924092526692.htm", "2025-09-24T02:31:00+07:00", date(2025, 9, 24), 9),
    # An address without a stamp leaves the feed's.
    ("https://tuoitre.vn/tin-moi.htm", "2026-04-16T18:30:00+00:00", date(2026, 4, 17), 1),
    # Nor does an address whose figures are no day.
    ("https://tuoitre.vn/tin-20261339230123541.htm", "2026-04-17T01:59:05+07:00", date(2026, 4, 17), 1),
    # A publisher of whom nothing is known: as written.
    ("https://example.org/1", "2023-01-30 13:07:08+00:00", date(2023, 1, 30), 13),
    ("", "2023-01-30", date(2023, 1, 30), None),
]
# fmt: on


@pytest.mark.parametrize(("url", "published", "day", "hour"), MOMENTS)
def test_moments(url, published, day, hour):
    document = Document("", url=url, published=published)
    assert report_moment(document) == (None if day is None else (day, hour))
    assert report_day(document) == day


@pytest.mark.parametrize(
    "published",
    [
        None,
        "",
        "2021",
        "2021-04",
        "soon",
        "2021-02-30",
        "0000-00-00T00:00:00",
        "9" * 400,
        "2021-04-0٣",
        "0001-01-01",
        "1970-01-01T00:00:00Z",
        "9999-12-31T23:59:59-12:00",
    ],
)
def test_no_day(published):
    assert report_day(Document("", published=published)) is None


@pytest.mark.parametrize(
    ("published", "month"),
    [("2021-04", (2021, 4)), ("2021", (2021, None)), (" 2021-04 ", (2021, 4)), ("2021-13", None), ("2021-04-08", None)],
)
def test_stamps_without_a_day(published, month):
    assert report_month(Document("", published=published)) == month


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("https://www.state.gov/a", "US"),
        ("https://en.kremlin.ru/a", "RU"),
        ("https://notstate.gov.example.org/a", ""),  # the end of a host counts, not its beginning
        ("ftp://state.gov/a", ""),
        ("https://[state.gov/a", ""),  # an address that no parser takes
        ("", ""),
    ],
)
def test_publishers(url, home):
    assert source_of(Document("", url=url)).home == home
