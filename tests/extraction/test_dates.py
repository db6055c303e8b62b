"""Expressions of time in sentences as they are really written. Each row says why it is there."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.extraction.dates import Said, nearest_weekday, said
from articles.extraction.lexicon import language
from articles.extraction.text import Mirror
from articles.extraction.tokens import Tokens


def read(code: str, text: str) -> list[Said]:
    tongue = language(code)
    return said(Tokens(Mirror.clean(text).text, tongue.abbreviations), tongue)


def plain(item: Said) -> str:
    """What was said, in a line: "2017-03-28", "--03-28/30", "w5", "-1d", "month-1", "same"."""
    parts = []
    if item.month and item.day:
        until = f"/{item.until:02}" if item.until else ""
        parts.append(f"{item.year or '-'}-{item.month:02}-{item.day:02}{until}")
    elif item.month:
        parts.append(f"{item.year or '-'}-{item.month:02}")
    elif item.year:
        parts.append(f"{item.year}/{item.to_year}" if item.to_year else str(item.year))
    if item.weekday is not None:
        parts.append(f"w{item.weekday}")
    if item.shift is not None:
        parts.append(f"{item.shift:+}d")
    if item.period:
        parts.append(f"{item.period[0]}{item.period[1]:+}")
    if item.toward is not None:
        parts.append(f"toward{item.toward:+}")
    if item.same:
        parts.append("same")
    return " ".join(parts)


# fmt: off
VIETNAMESE = [
    # Figures after the words that make them a date, with each mark in use.
    ("Ngày 25/1, hôm 3-5, tối 26.1, rạng sáng 28/1", ["--01-25", "--05-03", "--01-26", "--01-28"]),
    # A year, however it is joined.
    ("ngày 7/12/2021, ngày 24-11-2015, ngày 20 tháng 12 năm 2016", ["2021-12-07", "2015-11-24", "2016-12-20"]),
    # In brackets, completing a weekday or "yesterday afternoon".
    ("hôm thứ Bảy (8/12)", ["--12-08 w5"]),
    ("chiều qua (20/12)", ["--12-20 -1d"]),
    ("Hôm thứ ba, 3-9", ["--09-03 w1"]),
    ("thứ ba tuần này (28-1)", ["--01-28 w1 week+0"]),
    # "Thứ hai" is also "the second", "thứ ba" the third, "thứ năm" the fifth.
    ("lần thứ hai, cuộc điện đàm thứ ba và phần thứ năm", []),
    ("hôm thứ hai, ngày thứ năm", ["w0", "w3"]),
    # Ranges, which name no one day.
    ("từ ngày 18 - 22.8", ["--08-18/22"]),
    ("ngày 12-14/4", ["--04-12/14"]),
    ("từ ngày 28 đến 30/11", ["--11-28/30"]),
    ("trong hai ngày 9 và 10/12", ["--12-09/10"]),
    # Two dates joined, the second without a word of its own.
    ("từ ngày 30-3 tới 1-4", ["--03-30", "--04-01"]),
    # Shares, scores and stretches of time are no dates.
    ("khoảng 1/3 dân số, đến 2/3 số ghế, thắng 3-0, trong 5-7 phút, từ 3-5 năm", []),
    ("chiến đấu cơ Su -24, khối G 20", []),
    # Months: with a year, to come, of last year, counted back.
    ("tháng 11-2017", ["2017-11"]),
    ("hồi tháng 9", ["--09"]),
    ("tháng Bảy tới", ["--07 toward+1"]),
    ("tháng 11 năm ngoái", ["--11 year-1"]),
    ("3 tháng trước, hai tuần trước", []),
    ("tháng trước, tuần qua, năm nay", ["month-1", "week-1", "year+0"]),
    # Spans of years are plans or anniversaries.
    ("giai đoạn 2024-2026", ["2024/2026"]),
    # The day named before, unless a day follows.
    ("Cùng ngày, ông điện đàm với Thủ tướng Nhật Bản.", ["same"]),
    ("trong ngày 8-9", ["--09-08"]),
    # No such day, no such year.
    ("ngày 31/2, ngày 12/13, ngày 5/6/1789", []),
    ("ngày 29/2", ["--02-29"]),
]

ENGLISH = [
    ("on December 20, 2024", ["2024-12-20"]),
    # The comma of the sentence is no comma before a year.
    ("on December 20, 2,000 soldiers left", ["--12-20"]),
    ("BEIJING, Feb. 11 - Xi spoke", ["--02-11"]),
    ("on 20 December, on the 20th of December", ["--12-20", "--12-20"]),
    ("Thursday, March 9, 2017", ["2017-03-09 w3"]),
    ("on Tuesday (Jan 28)", ["--01-28 w1"]),
    ("the June 29-30 summit, on 5 and 6 March", ["--06-29/30", "--03-05/06"]),
    ("spoke today, met yesterday, late last night", ["+0d", "-1d", "-1d"]),
    # A month's name is also a word and a surname.
    ("Prime Minister May may march", []),
    ("in May, since last June, in June 2022", ["--05", "--06 toward-1", "2022-06"]),
    ("last week, earlier this month, next year", ["week-1", "month+0", "year+1"]),
    ("two weeks ago, several months ago", []),
    ("2022-03-28", ["2022-03-28"]),
    ("a 24/7 hotline", []),
    ("later that day", ["same"]),
    ("the Action Plan for 2024 - 2026", ["2024/2026"]),
]
# fmt: on


@pytest.mark.parametrize(("text", "found"), VIETNAMESE)
def test_vietnamese(text, found):
    assert [plain(item) for item in read("vi", text)] == found


@pytest.mark.parametrize(("text", "found"), ENGLISH)
def test_english(text, found):
    assert [plain(item) for item in read("en", text)] == found


def test_what_names_a_day_and_what_a_month():
    day, month, week, stretch = (
        read("en", text)[0] for text in ("on 20 December", "in May 2021", "last week", "June 29-30")
    )
    assert (day.is_day, month.is_day, week.is_day, stretch.is_day) == (True, False, False, False)
    assert (day.is_vague, month.is_vague, week.is_vague, stretch.is_vague) == (False, True, True, False)
    assert day.on(2024) == date(2024, 12, 20)
    assert month.on(2021) is None
    assert read("vi", "ngày 29/2")[0].on(2023) is None


def test_a_date_is_where_it_says():
    text = "Ông nói tối thứ bảy (8/12) tại Moscow."
    (item,) = read("vi", text)
    assert text[item.start : item.end] == "thứ bảy (8/12"


@pytest.mark.parametrize(
    ("weekday", "day"),
    [(2, date(2021, 2, 10)), (3, date(2021, 2, 4)), (1, date(2021, 2, 9))],  # the same day, last week, the day before
)
def test_nearest_weekday(weekday, day):
    assert nearest_weekday(date(2021, 2, 10), weekday) == day


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["ngày", "hôm", "tháng", "năm", "thứ", "May", "on", "(", "-", "/", ".", "đến", "last", "²", "٣"]
            ),
            st.integers(0, 99999).map(str),
            st.text(max_size=4),
        ),
        max_size=30,
    ).map(" ".join),
    st.sampled_from(["vi", "en"]),
)
@example("tháng 5 tới tháng 5", "vi")  # one word of time is of one expression
def test_any_words(text, code):
    """Expressions come in order, do not overlap, and name days and years that exist."""
    end = 0
    for item in read(code, text):
        assert end <= item.start < item.end <= len(Mirror.clean(text).text)
        end = item.end
        assert item.year is None or 1990 <= item.year <= 2100
        assert item.month is None or 1 <= item.month <= 12
        assert not item.is_date or item.on(item.year or 2000)


@given(day=st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_in_every_form(day):
    forms = [
        ("en", f"on {day:%B} {day.day}, {day.year}"),
        ("en", f"on {day.day} {day:%b} {day.year}"),
        ("vi", f"ngày {day.day}/{day.month}/{day.year}"),
        ("vi", f"ngày {day.day} tháng {day.month} năm {day.year}"),
        ("vi", f"hôm {day.day:02}-{day.month:02}-{day.year}"),
        ("en", day.isoformat()),
    ]
    for code, text in forms:
        (item,) = read(code, text)
        assert item.on(item.year or 0) == day
