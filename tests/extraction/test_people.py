"""Names, offices and parties: one person across forms, the role of the day, who is not meant."""

import pytest

from articles.extraction import Document, extract


def people(text, lang, published=None):
    account = extract(Document(text, lang=lang, published=published)).accounts[0]
    return {(p.name, p.country, p.role) for p in account.participants}


# fmt: off
ROLES = [
    # A deputy prime minister who is foreign minister takes part as foreign minister.
    ("vi", "Phó Thủ tướng, Bộ trưởng Ngoại giao Bùi Thanh Sơn điện đàm với Ngoại trưởng Anh David Lammy.", None,
     {("Bùi Thanh Sơn", "VN", "foreign_minister"), ("David Lammy", "GB", "foreign_minister")}),
    # Acting counts as the office, elect does not.
    ("vi", "Quyền Bộ trưởng Ngoại giao Lê Hoài Trung điện đàm với Ngoại trưởng Mỹ Marco Rubio.", None,
     {("Lê Hoài Trung", "VN", "foreign_minister"), ("Marco Rubio", "US", "foreign_minister")}),
    ("vi", "Thủ tướng Nguyễn Xuân Phúc điện đàm với Tổng thống Mỹ đắc cử Donald Trump.", None,
     {("Nguyễn Xuân Phúc", "VN", "head_of_government"), ("Donald Trump", "US", "other")}),
    # General Secretary and State President at once.
    ("vi", "Tổng Bí thư, Chủ tịch nước Tô Lâm điện đàm với Tổng thống Pháp Emmanuel Macron.", None,
     {("Tô Lâm", "VN", "head_of_state"), ("Emmanuel Macron", "FR", "head_of_state")}),
    ("vi", "Tổng Bí thư Tô Lâm điện đàm với Tổng thống Pháp Emmanuel Macron.", "2025-09-01",
     {("Tô Lâm", "VN", "party_leader"), ("Emmanuel Macron", "FR", "head_of_state")}),
    # The table gives the office where the text gives none, as of the day.
    ("en", "Vladimir Putin had a telephone conversation with Angela Merkel.", "2021-11-10",
     {("Vladimir Putin", "RU", "head_of_state"), ("Angela Merkel", "DE", "head_of_government")}),
    # The owner of an office is not its holder.
    ("en", "Head of the Office of the President of Ukraine Andriy Yermak spoke by phone with U.S. National Security Advisor Jake Sullivan.", None,
     {("Andriy Yermak", "UA", "senior_official"), ("Jake Sullivan", "US", "security_adviser")}),
    # An initial before a surname: the name of the table, where the letter fits.
    ("vi", "Tổng thống Nga V. Putin điện đàm với Tổng thống Pháp E. Macron.", "2019-03-06",
     {("Vladimir Putin", "RU", "head_of_state"), ("Emmanuel Macron", "FR", "head_of_state")}),
    ("vi", "Tổng thống Nga B. Putin điện đàm với Tổng thống Pháp Emmanuel Macron.", "2019-03-06",
     {("B. Putin", "RU", "head_of_state"), ("Emmanuel Macron", "FR", "head_of_state")}),
    # Vice presidents, deputy secretaries, heads of organisations.
    ("en", "Vice President Kamala Harris spoke by phone with President Mohamed Irfaan Ali of Guyana.", None,
     {("Kamala Harris", "US", "deputy_head_of_government"), ("Mohamed Irfaan Ali", "GY", "head_of_state")}),
    ("en", "Deputy Secretary of State Wendy Sherman spoke by phone with UN Secretary-General Antonio Guterres.", None,
     {("Wendy Sherman", "US", "deputy_foreign_minister"), ("Antonio Guterres", "UN", "org_head")}),
    # A prince by birth takes part in the office he holds; a crown prince as what he is.
    ("en", "Saudi Arabia's Prince Faisal bin Farhan held a call with Iran's Hossein Amir-Abdollahian.", "2022-03-01",
     {("Faisal bin Farhan", "SA", "foreign_minister"), ("Hossein Amir-Abdollahian", "IR", "foreign_minister")}),
    ("vi", "Thái tử Saudi Arab Mohammed bin Salman điện đàm với Tổng thống Pháp Emmanuel Macron.", "2019-03-01",
     {("Mohammed bin Salman", "SA", "royal"), ("Emmanuel Macron", "FR", "head_of_state")}),
    # Of two titles the one that its bearer ever had; a British minister is no secretary of the United States.
    ("en", "Secretary Lloyd Austin spoke by phone with Defence Minister Boris Pistorius of Germany. Secretary of Defense Lloyd Austin thanked him.", None,
     {("Lloyd Austin", "US", "defence_minister"), ("Boris Pistorius", "DE", "defence_minister")}),
    ("en", "UK Business and Trade Secretary Jonathan Reynolds spoke by phone with Foreign Minister Arno Bellweather of Norway.", None,
     {("Jonathan Reynolds", "GB", "other_minister"), ("Arno Bellweather", "NO", "foreign_minister")}),
    # A weekday behind a name is none of it, and behind a counterpart nobody.
    ("en", "President Vladimir Putin of Russia called Israeli Prime Minister Benjamin Netanyahu Monday, and both spoke of the region.", None,
     {("Vladimir Putin", "RU", "head_of_state"), ("Benjamin Netanyahu", "IL", "head_of_government")}),
    ("en", "Foreign Minister Arno Bellweather of Norway spoke by phone with his Austrian counterpart Thursday.", None,
     {("Arno Bellweather", "NO", "foreign_minister")}),
    # A former prime minister in the office that he has now.
    ("en", "Former British Prime Minister David Cameron spoke by phone with Foreign Minister Wang Yi of China.", "2023-12-05",
     {("David Cameron", "GB", "foreign_minister"), ("Wang Yi", "CN", "foreign_minister")}),
    # Nobody has an entry for these two: titles and countries alone make them participants.
    ("en", "Foreign Minister Arno Bellweather of Norway spoke by phone with Foreign Minister Ilse Quandt of Austria.", None,
     {("Arno Bellweather", "NO", "foreign_minister"), ("Ilse Quandt", "AT", "foreign_minister")}),
]
# fmt: on


@pytest.mark.parametrize(("lang", "text", "published", "expected"), ROLES)
def test_roles(lang, text, published, expected):
    assert people(text, lang, published) == expected


def test_surnames_and_honorifics_are_the_person_named_before():
    text = (
        "Thủ tướng Phạm Minh Chính điện đàm với Tổng thống Hàn Quốc Yoon Suk-yeol.\n"
        "Trong cuộc điện đàm, ông Chính cảm ơn ông Yoon. Bà Kim Keon-hee không dự.\n"
    )
    assert {name for name, *_ in people(text, "vi")} == {"Phạm Minh Chính", "Yoon Suk-yeol"}


def test_a_woman_called_thai_is_not_thailand():
    text = (
        "Tổng thống đắc cử Mỹ Donald Trump điện đàm với lãnh đạo Đài Loan Thái Anh Văn. Bà Thái đã gọi cho ông Trump."
    )
    assert {country for _, country, _ in people(text, "vi")} == {"US", "TW"}


def test_a_spokesman_is_no_participant():
    text = "Người phát ngôn Điện Kremlin Dmitry Peskov cho biết Tổng thống Nga Vladimir Putin đã điện đàm với Tổng thống Iran Masoud Pezeshkian."
    assert {name for name, *_ in people(text, "vi")} == {"Vladimir Putin", "Masoud Pezeshkian"}


def test_the_leader_named_elsewhere_is_who_the_counterpart_is():
    text = (
        "Tổng thống Nga Vladimir Putin điện đàm với người đồng cấp Pháp hôm 2/3.\n"
        "Điện Elysee cho biết Tổng thống Emmanuel Macron của Pháp đã yêu cầu ngừng bắn.\n"
    )
    assert {name for name, *_ in people(text, "vi")} == {"Vladimir Putin", "Emmanuel Macron"}


def test_a_leader_whom_nobody_names_is_left_out():
    account = extract(Document("Thủ tướng Phạm Minh Chính điện đàm với Thủ tướng Slovenia.", lang="vi")).accounts[0]
    assert [p.name for p in account.participants] == ["Phạm Minh Chính"]
    assert sorted(c.code for c in account.countries) == ["SI", "VN"]


def test_the_suffix_behind_a_comma_is_part_of_an_unknown_name():
    text = (
        "Philippine President Fernando Marquez, Jr. spoke by phone on Monday with President Emmanuel Macron of France."
    )
    (found,) = extract(Document(text, lang="en", published="2025-03-05")).accounts
    assert {person.as_written for person in found.participants} == {"Fernando Marquez, Jr.", "Emmanuel Macron"}


def test_a_surname_with_a_suffix_in_the_headline_is_the_person_of_the_text():
    title = "Secretary Blinken's Meeting with Palauan President Whipps, Jr."
    text = "Secretary of State Antony J. Blinken met with Palauan President Surangel Whipps, Jr. today in Washington."
    (found,) = extract(Document(text, title=title, lang="en", published="2021-08-04")).accounts
    assert [(person.name, person.country) for person in found.participants] == [
        ("Antony J. Blinken", "US"),
        ("Surangel Whipps", "PW"),
    ]


def test_who_has_a_foreign_name_is_not_of_the_country_of_the_press():
    text = (
        "Tổng Bí thư Tô Lâm điện đàm với các nghị sĩ Mỹ\n\n"
        "Tổng Bí thư Tô Lâm điện đàm với thượng nghị sĩ Arno Bellweather trong chuyến công tác."
    )
    (found,) = extract(Document(text, lang="vi", url="https://vnexpress.net/tin-1.html")).accounts
    assert [(person.name, person.country) for person in found.participants] == [("Tô Lâm", "VN")]
