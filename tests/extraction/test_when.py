"""The day of a contact, in texts as they are really written. Each row says why it is there."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.extraction import Document, extract

EDTF = re.compile(r"\d{4}(-\d\d(-\d\d\??)?)?|XXXX-\d\d-\d\d|\[\d{4}(-\d\d-\d\d)?(,\d{4}(-\d\d-\d\d)?)*\]")
BASES = {"explicit", "year_from_published", "relative_to_published", "year_from_context"}
STATE = "https://www.state.gov/call/"
KREMLIN = "http://en.kremlin.ru/events/president/news/1"
PRESS = "https://vnexpress.net/tin-1.html"


def dated(text, lang="vi", published=None, url=""):
    """The date of the main account of a text, as (EDTF, basis); None where the text gives no account or no date."""
    accounts = extract(Document(text, lang=lang, published=published, url=url)).accounts
    assert accounts, text
    found = accounts[0].date
    return (found.edtf, found.basis) if found else None


# fmt: off
WITH_A_STAMP = [
    # (language, published, address, text, date, basis)
    # "Today" by the clock of the publisher: past midnight in UTC is the day before in Washington.
    ("en", "2022-03-08T00:49:21+00:00", STATE, "Secretary of State Antony Blinken spoke by phone today with Ukrainian Foreign Minister Dmytro Kuleba.", "2022-03-07", "relative_to_published"),
    ("en", "2022-06-10T16:40:36+00:00", STATE, "Secretary of State Antony Blinken met yesterday with Foreign Minister Yoshimasa Hayashi of Japan in Paris.", "2022-06-09", "relative_to_published"),
    # A readout without a word on the day is of its day; one put out past midnight, of the evening before.
    ("en", "2022-03-03T19:00:00Z", KREMLIN, "Vladimir Putin had a telephone conversation with President of Finland Sauli Niinisto.", "2022-03-03", "relative_to_published"),
    ("en", "2022-03-03T00:20:00Z", KREMLIN, "Vladimir Putin had a telephone conversation with President of Finland Sauli Niinisto.", "2022-03-02", "relative_to_published"),
    # What was talked about, planned or welcomed has days of its own.
    ("en", "2022-03-14T21:00:00+00:00", STATE, "Secretary Antony Blinken spoke today with Croatian Prime Minister Andrej Plenkovic. They discussed the March 10 drone crash and welcomed the March 17 dialogue.", "2022-03-14", "relative_to_published"),
    ("en", "2022-04-01T17:45:00Z", KREMLIN, "Vladimir Putin had a telephone conversation with President of Turkey Recep Tayyip Erdogan. He thanked him for hosting the talks on March 29 in Istanbul.", "2022-04-01", "relative_to_published"),
    ("en", "2021-12-25T12:00:00Z", KREMLIN, "Vladimir Putin had a telephone conversation with President of Serbia Aleksandar Vucic. As a follow-up to the talks held in Sochi on November 25, 2021, the leaders discussed gas.", "2021-12-25", "relative_to_published"),
    # An earlier call told of later in the text is no date of this one.
    ("en", "2022-02-12T20:00:00Z", KREMLIN, "Vladimir Putin spoke by phone with President Joseph Biden. Their telephone conversation on December 7 had lasted longer.", "2022-02-12", "relative_to_published"),
    # The day before, as a report of the next day says it; and the day in a sentence on the conversation itself.
    ("en", "2022-06-02T15:58:00+00:00", "", "President Joe Biden spoke by telephone with Prime Minister Mario Draghi of Italy a day earlier.", "2022-06-01", "relative_to_published"),
    ("vi", "2022-06-02T15:58:00+07:00", PRESS, "Tổng thống Mỹ Joe Biden đã điện đàm với Thủ tướng Ý Mario Draghi một ngày trước đó.", "2022-06-01", "relative_to_published"),
    ("en", "2022-06-02T15:58:00+00:00", "", "President Joe Biden had a phone conversation with Prime Minister Mario Draghi of Italy. The conversation took place the day before.", "2022-06-01", "relative_to_published"),
    # When what they spoke about happened is not when they spoke.
    ("en", "2023-04-02T06:51:51+00:00", "", "US Secretary of State Antony Blinken spoke by telephone with his Russian counterpart Sergei Lavrov about a reporter arrested last week.", "2023-04-02", "relative_to_published"),
    ("en", "2024-01-27T13:30:00+00:00", STATE, "Secretary of State Antony Blinken spoke by phone with Foreign Minister Wang Yi to follow up on the summit of last November.", "2024-01-27", "relative_to_published"),
    # A weekday is the last one; "last week" puts it back.
    ("en", "2021-02-11T08:00:00+00:00", "", "President Joe Biden spoke by telephone on Wednesday evening with Chinese President Xi Jinping.", "2021-02-10", "relative_to_published"),
    ("en", "2022-08-03T08:00:00+00:00", "", "President Joe Biden spoke by telephone on Monday last week with President Emmanuel Macron of France.", "2022-07-25", "relative_to_published"),
    # A day and a month of the last twelve months, around the New Year too.
    ("vi", "2026-01-08T10:22:24+07:00", PRESS, "Ngày 7-1, Tổng thống Mỹ Donald Trump điện đàm với Tổng thống Pháp Emmanuel Macron.", "2026-01-07", "year_from_published"),
    ("vi", "2026-01-02T09:00:00+07:00", PRESS, "Tối 30/12, Tổng thống Mỹ Donald Trump điện đàm với Tổng thống Pháp Emmanuel Macron.", "2025-12-30", "year_from_published"),
    # Hanoi in the morning tells of the day before elsewhere; after noon of the same day.
    ("vi", "2025-11-14T10:02:04+07:00", PRESS, "Tổng thống Mỹ Donald Trump điện đàm với Tổng thống Pháp Emmanuel Macron về Ukraine.", "2025-11-13", "relative_to_published"),
    ("vi", "2026-01-16T13:26:57+07:00", PRESS, "Tổng thống Mỹ Donald Trump điện đàm với Tổng thống Pháp Emmanuel Macron về Ukraine.", "2026-01-16", "relative_to_published"),
    # The date of a digest is not that of the call in it.
    ("vi", "2026-05-06T05:54:00+07:00", PRESS, "Tin thế giới 6-5: Ngoại trưởng Mỹ Marco Rubio điện đàm với Ngoại trưởng Nga Sergei Lavrov\n\nNgoại trưởng Mỹ Marco Rubio điện đàm với Ngoại trưởng Nga Sergei Lavrov... là một số tin đáng chú ý sáng 6-5.", "2026-05-05", "relative_to_published"),
    # Only the month is said.
    ("en", "2023-12-30T10:00:00+00:00", "", "Vladimir Putin spoke by telephone this month with Benjamin Netanyahu of Israel.", "2023-12", "year_from_published"),
    ("en", "2023-03-30T10:00:00+00:00", "", "In November, Vladimir Putin spoke by telephone with Benjamin Netanyahu of Israel.", "2022-11", "year_from_published"),
    # A month in the place of a stamp gives the year.
    ("vi", "2021-04", "", "Chiều 8/4, Thủ tướng Phạm Minh Chính điện đàm với Thủ tướng Anh Boris Johnson.", "2021-04-08", "year_from_published"),
    # Past midnight in London it is still the evening before where an American paper is made.
    ("en", "2023-04-27T03:08:39+00:00", "https://www.washingtonpost.com/world/1", "Chinese President Xi Jinping spoke by phone with President Emmanuel Macron of France.", "2023-04-26", "relative_to_published"),
    # A call on record of the last days is that of a comment on it; a government's own page tells of a new one.
    ("en", "2023-04-28T08:16:00+00:00", "", "What the phone call between President Xi Jinping of China and President Volodymyr Zelensky of Ukraine means.", "2023-04-26", "relative_to_published"),
    ("en", "2023-05-01T08:16:00+00:00", "", "What the phone call between President Xi Jinping of China and President Volodymyr Zelensky of Ukraine means.", "2023-05-01", "relative_to_published"),
    ("en", "2023-04-28T18:16:00Z", "https://www.president.gov.ua/en/news/1", "President Volodymyr Zelensky of Ukraine had a phone conversation with President Xi Jinping of China.", "2023-04-28", "relative_to_published"),
    # A headline that ends in a full date dates the call, whenever the page was put out again.
    ("en", "2025-03-07T10:00:00+00:00", "https://www.gov.uk/1", "PM call with President Macron of France: 4 March 2025\n\nThe Prime Minister spoke to French President Emmanuel Macron this afternoon.", "2025-03-04", "explicit"),
    # A full date in the text is worth more than any stamp.
    ("vi", "2019-09-25", "", "Ngày 25/7/2019, Tổng thống Mỹ Donald Trump điện đàm với Tổng thống Ukraine Volodymyr Zelensky.", "2019-07-25", "explicit"),
]

WITHOUT = [
    # (language, text, date, basis)
    # A dateline is the day of the report.
    ("en", "WELLINGTON, July 16, 2021 - Prime Minister Jacinda Ardern spoke by phone this morning with President Joe Biden.", "2021-07-16", "explicit"),
    ("en", "WASHINGTON, Oct. 7, 2023 (Agency) - President Joe Biden spoke by phone on Friday with Prime Minister Benjamin Netanyahu of Israel.", "2023-10-06", "explicit"),
    # A date beside its distance tells the day of the report as a dateline does.
    ("vi", "Tổng thống Mỹ Donald Trump hôm nay điện đàm với Thủ tướng Nhật Bản Shinzo Abe về Triều Tiên.\nCuộc tập trận sẽ diễn ra vào ngày mai (25/4).", "2017-04-24", "year_from_context"),
    ("vi", "Thủ tướng Ấn Độ Narendra Modi hôm qua điện đàm với Thủ tướng Nhật Bản Shinzo Abe.\nHội nghị sẽ khai mạc vào ngày mai (25/4/2017).", "2017-04-23", "explicit"),
    # Yesterday under a dateline without a year.
    ("en", "WASHINGTON, July 29 - President Joe Biden spoke by telephone yesterday with President Xi Jinping of China.", "2022-07-28", "year_from_context"),
    # Without its year: with the weekday, and who was in office.
    ("en", "WASHINGTON, April 4 - President Donald Trump and To Lam, General Secretary of the Communist Party of Vietnam, spoke by telephone on Friday.", "2025-04-04", "year_from_context"),
    # A line of its own.
    ("en", "Readout of the call\nApril 2, 2024\n\nPresident Joe Biden spoke by phone this morning with President Xi Jinping of China.", "2024-04-02", "explicit"),
    # The year stands elsewhere, with the same day.
    ("vi", "Ngày 26-7, Tổng thống Mỹ Donald Trump điện đàm với Thủ tướng Anh Boris Johnson.\nÔng Trump tại Nhà Trắng ngày 26-7-2019.", "2019-07-26", "explicit"),
    # Terms of office of both sides leave one year.
    ("vi", "Ngày 20/12, Phó Thủ tướng, Bộ trưởng Ngoại giao Bùi Thanh Sơn điện đàm với Bộ trưởng Ngoại giao Anh David Lammy.", "2024-12-20", "year_from_context"),
    # Acting in office for eight weeks.
    ("vi", "Tối 18/10, Quyền Bộ trưởng Ngoại giao Lê Hoài Trung điện đàm với Bộ trưởng Ngoại giao Anh Yvette Cooper.", "2025-10-18", "year_from_context"),
    # Elected, not yet in office.
    ("vi", "Tổng thống đắc cử Mỹ Donald Trump hôm 18/11 điện đàm với Tổng thư ký NATO Jens Stoltenberg.", "2016-11-18", "year_from_context"),
    # The spokeswoman's and the ministers' terms.
    ("vi", "Ngoại trưởng Mỹ Mike Pompeo hôm 21/8 điện đàm với Ngoại trưởng Trung Quốc Vương Nghị, phát ngôn viên Bộ Ngoại giao Mỹ Heather Nauert cho biết.", "2018-08-21", "year_from_context"),
    # An event named with its own day.
    ("vi", "Tổng thống Mỹ Donald Trump hôm 5/9 điện đàm với Thủ tướng Anh Theresa May, hai ngày sau khi Triều Tiên thử hạt nhân lần 6 hôm 3/9.", "2017-09-05", "year_from_context"),
    # An event to come, named by its place.
    ("vi", "Ngày 20-5, Tổng thống Mỹ Donald Trump điện đàm với Thủ tướng Nhật Bản Shinzo Abe. Hai bên chuẩn bị cho cuộc gặp thượng đỉnh với ông Kim Jong-un ở Singapore ngày 12-6.", "2018-05-20", "year_from_context"),
    # An event "last month", "last week".
    ("vi", "Ngày 1/7, Tổng thống Nga Vladimir Putin điện đàm với Tổng thống Ai Cập Abdel Fattah el-Sisi.\nHồi tháng trước, Saudi Arabia và một số nước đã cắt đứt quan hệ với Qatar.", "2017-07-01", "year_from_context"),
    # A weekday beside the date: 8 December was a Saturday in 2018.
    ("vi", "Thủ tướng Israel Benjamin Netanyahu hôm thứ Bảy (8/12) điện đàm với Tổng thống Mỹ Donald Trump.", "2018-12-08", "year_from_context"),
    # The day of the telling is most likely the day of the call.
    ("vi", "Nhà Trắng ngày 9-3 cho biết trong cuộc điện đàm với Tổng thống Mỹ Donald Trump, Chủ tịch Trung Quốc Tập Cận Bình kêu gọi đối thoại.\nÔng Trump vừa chấp nhận gặp ông Kim Jong-un.", "2018-03-09", "year_from_context"),
    # But the day of the call itself, said later, is worth more.
    ("vi", "Bộ Ngoại giao Mỹ hôm 29/6 thông báo Ngoại trưởng Mike Pompeo đã điện đàm với Ngoại trưởng Trung Quốc Vương Nghị.\nTrong cuộc điện đàm ngày 28/6, ông Pompeo nhắc tới hội nghị thượng đỉnh Mỹ - Triều ở Singapore hồi đầu tháng.", "2018-06-28", "year_from_context"),
    # The two do something on a day in a sentence without a word of contact.
    ("vi", "Tổng thống Mỹ Donald Trump và Tổng thống Pháp Emmanuel Macron điện đàm về Triều Tiên.\nHai nhà lãnh đạo hôm 12/8 thảo luận về lời đe dọa đảo Guam, sau khi ông Trump cảnh báo 'lửa và thịnh nộ'.", "2017-08-12", "year_from_context"),
    # "On the same day" as the one named before.
    ("vi", "Tổng thống Mỹ Donald Trump điện đàm với Tổng thống Hàn Quốc Moon Jae-in\n\nNgày 16/3/2018, Nhà Trắng ra thông cáo về thương mại.\nTổng thống Mỹ Donald Trump trong cùng ngày điện đàm với Tổng thống Hàn Quốc Moon Jae-in.", "2018-03-16", "explicit"),
    # No day, but a month with its year.
    ("en", "In October 2022, Prime Minister Rishi Sunak spoke by telephone with President Joe Biden.", "2022-10", "explicit"),
]

NARROWED = [
    # Nothing but the day.
    ("vi", "Ngày 17/12, Ngoại trưởng Lào điện đàm với Ngoại trưởng Campuchia.", "XXXX-12-17"),
    # Terms leave several years.
    ("vi", "Tổng thống Nga Vladimir Putin ngày 28/2 điện đàm với Tổng thống Pháp François Hollande.", "[2013-02-28,2014-02-28,2015-02-28,2016-02-28,2017-02-28]"),
    # The 29th of February, of leap years only.
    ("vi", "Tổng thống Nga Vladimir Putin ngày 29/2 điện đàm với Tổng thống Pháp François Hollande.", "2016-02-29"),
]

SILENT = [
    # No day at all and nothing that dates it.
    ("vi", None, "Ngoại trưởng Lào điện đàm với Ngoại trưởng Campuchia về biên giới."),
    # Owned up to or remembered: not of the day of the report.
    ("vi", "2025-12-04T00:38:37+07:00", "Tổng thống Venezuela Nicolas Maduro xác nhận đã điện đàm với Tổng thống Mỹ Donald Trump."),
    ("en", "2023-12-21T10:00:00+00:00", "Chinese Foreign Minister Wang Yi spoke by phone last week with Secretary of State Antony Blinken."),
    # A plan among the tellings gives no day.
    ("vi", None, "Hôm qua, Ngoại trưởng Lào điện đàm với Ngoại trưởng Campuchia. Hai bên sẽ hội đàm ngày 15/8."),
]
# fmt: on


@pytest.mark.parametrize(("lang", "published", "url", "text", "edtf", "basis"), WITH_A_STAMP)
def test_with_a_day_of_publication(lang, published, url, text, edtf, basis):
    assert dated(text, lang, published, url) == (edtf, basis)


@pytest.mark.parametrize(("lang", "text", "edtf", "basis"), WITHOUT)
def test_without_one(lang, text, edtf, basis):
    found = dated(text, lang)
    assert found is not None
    assert (found[0].rstrip("?"), found[1]) == (edtf, basis)


@pytest.mark.parametrize(("lang", "text", "edtf"), NARROWED)
def test_what_remains(lang, text, edtf):
    assert dated(text, lang) == (edtf, "year_from_context")


@pytest.mark.parametrize(("lang", "published", "text"), SILENT)
def test_silence(lang, published, text):
    assert dated(text, lang, published) is None


def test_a_date_rests_on_the_day_and_on_what_told_the_year():
    text = (
        "Tổng thống Mỹ Donald Trump hôm 5/9 điện đàm với Thủ tướng Anh Theresa May, "
        "hai ngày sau khi Triều Tiên thử hạt nhân lần 6 hôm 3/9."
    )
    found = extract(Document(text, lang="vi")).accounts[0].date
    marked = [text[start:end] for start, end in found.support.spans]
    assert "5/9" in marked
    assert "3/9" in marked
    assert found.support.rule == "date.context"


def test_a_known_call_dates_a_text_that_names_something_of_those_days():
    """The press says no day; the one call of these two on record in the weeks between election and inauguration."""
    text = (
        "Tổng thống đắc cử Mỹ Donald Trump điện đàm với lãnh đạo Đài Loan Thái Anh Văn. "
        "Bắc Kinh phản đối việc ông Trump điện đàm với lãnh đạo Đài Loan."
    )
    assert dated(text) == ("2016-12-02?", "year_from_context")


# fmt: off
KNOWN_CALLS = [
    # (text, day of the call)
    ("Tổng thống Mỹ Donald Trump điện đàm với Tổng thống Philippines Rodrigo Duterte về an ninh khu vực.\nMột tờ báo hôm 1/5 kể thêm nội dung.", "2017-04-29?"),
    ("Tổng thống Nga Vladimir Putin điện đàm với Tổng thống Iran Hassan Rouhani về Syria.\nMột tờ báo hôm 16/4 kể thêm nội dung.", "2018-04-15?"),
    # A day counted from ("since 1 May") and one to come are none of the report's days.
    ("Tổng thống Mỹ Donald Trump điện đàm với Tổng thống Philippines Rodrigo Duterte về an ninh khu vực.\nKể từ hôm 1/5, Manila đóng cửa cảng.", None),
    ("Tổng thống Mỹ Donald Trump điện đàm với Tổng thống Philippines Rodrigo Duterte về an ninh khu vực.\nHai nước sẽ ký thoả thuận mới vào ngày 1/5.", None),
    # The last day named is weeks after the call: the report is of another one.
    ("Tổng thống Mỹ Donald Trump điện đàm với Tổng thống Philippines Rodrigo Duterte về an ninh khu vực.\nMột tờ báo hôm 1/5 kể thêm, một tờ khác hôm 25/5 lại kể thêm nữa.", None),
    # Two known calls are near the day, in different years: none is said, unless the day named is that of one of them.
    ("Tổng thống Nga Vladimir Putin điện đàm với Tổng thống Mỹ Donald Trump về Syria.\nTờ báo hôm 4/5 đưa tin thêm.", None),
    ("Tổng thống Nga Vladimir Putin điện đàm với Tổng thống Mỹ Donald Trump về Syria.\nTờ báo hôm 2/5 đưa tin thêm.", "2017-05-02?"),
    # Of a meeting the days of calls say nothing.
    ("Tổng thống Mỹ Donald Trump hội đàm với Tổng thống Philippines Rodrigo Duterte\n\nTổng thống Mỹ Donald Trump hội đàm với Tổng thống Philippines Rodrigo Duterte về an ninh khu vực.\nMột tờ báo hôm 1/5 kể thêm nội dung.", None),
]
# fmt: on


@pytest.mark.parametrize(("text", "edtf"), KNOWN_CALLS)
def test_a_known_call_dates_a_text_that_names_days_after_it(text, edtf):
    assert dated(text) == (edtf and (edtf, "year_from_context"))


def test_a_known_call_rests_on_the_day_named_after_it():
    text = KNOWN_CALLS[0][0]
    spans = extract(Document(text, lang="vi")).accounts[0].date.support.spans
    assert "1/5" in [text[start:end] for start, end in spans]


def test_the_only_known_call_of_two_people_dates_a_text_that_leaves_its_year():
    text = "Tổng thống đắc cử Mỹ Donald Trump điện đàm với Tổng thống Hàn Quốc Park Geun-hye về liên minh."
    assert dated(text) == ("2016-11-10?", "year_from_context")


# Pieces of which texts are made up that name days, years, people and events in no good order.
PIECES = st.sampled_from(
    [
        "Tổng thống Mỹ Donald Trump",
        "Tổng thống đắc cử Mỹ Joe Biden",
        "cựu Thủ tướng Anh Boris Johnson",
        "điện đàm với",
        "Tổng thống Nga Vladimir Putin",
        "ngày 29/2",
        "hôm 31/12",
        "(3-1)",
        "tháng 12 năm ngoái",
        "cùng ngày",
        "hôm qua",
        "thứ ba tuần trước",
        "năm 2100",
        "năm 1990",
        "giai đoạn 2016-2099",
        "sau khi",
        "cho biết",
        "Brexit 31-1",
        "Olympic Sochi",
        ". ",
        ", ",
        "\n",
        ": ",
        " - ",
    ]
)
STAMPS = st.sampled_from(
    [None, "2017-01-01", "2020-02-29T00:00:00Z", "2021-04", "9999-12-31T23:59:59-12:00", "0001-01-01"]
)


@settings(max_examples=300, deadline=None)
@example("Tổng thống Mỹ Joe Biden điện đàm với Thủ tướng Anh Boris Johnson tháng 12 năm ngoái.", "0001-01-01", STATE)
@example("Tổng thống Mỹ Joe Biden điện đàm với Thủ tướng Anh Boris Johnson ngày 29/2.", "9999-12-31T23:59:59-12:00", "")
@given(st.lists(PIECES, max_size=24).map(" ".join), STAMPS, st.sampled_from([STATE, PRESS, ""]))
def test_any_order_of_days(text, published, url):
    """Whatever a text says, a date is well formed, its basis is one of four and its spans lie in the text."""
    for account in extract(Document(text, lang="vi", published=published, url=url)).accounts:
        if account.date is None:
            continue
        assert EDTF.fullmatch(account.date.edtf)
        assert account.date.basis in BASES
        assert account.date.support.spans
        assert all(0 <= start < end <= len(text) for start, end in account.date.support.spans)
        assert 0 < account.date.support.confidence <= 1
