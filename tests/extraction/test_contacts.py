"""Who spoke with whom, in sentences as they are really written. Each row says why it is there."""

import pytest

from articles.extraction import Document, extract

# fmt: off
# (language, text, kind, parties, people by the last word of their name)
REPORTS = [
    # The plainest form in both languages.
    ("vi", "Ngày 25/1, Thủ tướng Phạm Minh Chính điện đàm với Thủ tướng Nhật Bản Kishida Fumio.", "phone_call", "JP VN", "Chính Fumio"),
    ("en", "President Joe Biden spoke by phone with President Emmanuel Macron of France.", "phone_call", "FR US", "Biden Macron"),
    # A noun with both sides behind it.
    ("vi", "Cuộc điện đàm giữa Tổng thống Mỹ Donald Trump và Tổng thống Nga Vladimir Putin kéo dài một giờ.", "phone_call", "RU US", "Trump Putin"),
    ("en", "A phone call between Prime Minister Narendra Modi and President Vladimir Putin lasted forty minutes.", "phone_call", "IN RU", "Modi Putin"),
    # The call is the setting; its subject stands behind the comma.
    ("vi", "Trong cuộc điện đàm với người đồng cấp Mỹ Marco Rubio, Ngoại trưởng Trung Quốc Vương Nghị nêu quan điểm của Bắc Kinh.", "phone_call", "CN US", "Rubio Yi"),
    ("en", "In a telephone call on Monday, Prime Minister Narendra Modi urged President Vladimir Putin to hold talks.", "phone_call", "IN RU", "Modi Putin"),
    ("en", "During a telephone conversation, Vladimir Putin congratulated Kassym-Jomart Tokayev on the holiday.", "phone_call", "KZ RU", "Putin Tokayev"),
    # The call is the setting, the subject stands before it, and a country between the two is no side.
    ("en", "President Recep Tayyip Erdogan called for an end to the war in Ukraine during a call with President Vladimir Putin.", "phone_call", "RU TR", "Erdogan Putin"),
    # The other side is spoken to, not with.
    ("vi", "Tổng thống Mỹ Joe Biden gọi điện cho Vua Charles III của Anh để chia buồn.", "phone_call", "GB US", "Biden III"),
    # Offices behind the name, and a second person behind the offices.
    ("en", "Deputy Foreign Minister Nguyen Quoc Dung talked by phone with Kurt Campbell, Coordinator for the Indo-Pacific, and Daniel Kritenbrink, Assistant Secretary of State.", "phone_call", "US VN", "Campbell Dung Kritenbrink"),
    # A chain of titles before one name.
    ("vi", "Bí thư Trung ương Đảng, Quyền Bộ trưởng Bộ Ngoại giao Lê Hoài Trung điện đàm với Bộ trưởng Ngoại giao Anh Yvette Cooper.", "phone_call", "GB VN", "Cooper Trung"),
    ("vi", "Phó Thủ tướng, Bộ trưởng Ngoại giao Bùi Thanh Sơn điện đàm với Bộ trưởng Ngoại giao và Phát triển Vương quốc Anh David Lammy.", "phone_call", "GB VN", "Lammy Sơn"),
    # Transliterations of the Vietnamese press, with an initial.
    ("vi", "Tổng thống Nga V. Pu-tin và Tổng thống Hàn Quốc Mun Che In đã điện đàm hôm 12-5.", "phone_call", "KR RU", "Jae-in Putin"),
    # A misprinted name of a known minister.
    ("vi", "Bộ trưởng Lê Hoài Trung điện đàm với Bộ trưởng Ngoại giao Anh Yvette Copper.", "phone_call", "GB VN", "Cooper Trung"),
    # Brackets with a capital are no subject.
    ("vi", "Ngoại trưởng Mỹ Antony Blinken ngày 12/5 (giờ Washington) điện đàm với Ngoại trưởng Hàn Quốc Park Jin.", "phone_call", "KR US", "Blinken Jin"),
    # Possessives and adjectives.
    ("en", "The U.K.'s Prime Minister Keir Starmer held a call with Ukrainian President Volodymyr Zelenskyy.", "phone_call", "GB UA", "Starmer Zelenskyy"),
    # The head of an organisation is one party; the talk about others does not make them parties.
    ("en", "President Volodymyr Zelenskyy spoke by phone with NATO Secretary General Mark Rutte about air defence for Poland.", "phone_call", "NATO UA", "Rutte Zelenskyy"),
    # By video.
    ("vi", "Ngày 11-5, Tổng Bí thư Tô Lâm đã điện đàm trực tuyến với Tổng thống Thụy Sĩ Guy Parmelin.", "video_call", "CH VN", "Lâm Parmelin"),
    ("en", "President Xi Jinping and Chancellor Olaf Scholz held a video call on Tuesday.", "video_call", "CN DE", "Scholz Jinping"),
    # Three parties at once.
    ("en", "Prime Minister Keir Starmer spoke by phone with President Emmanuel Macron of France, Chancellor Friedrich Merz of Germany and President Volodymyr Zelenskyy of Ukraine.", "multilateral", "DE FR GB UA", "Macron Merz Starmer Zelenskyy"),
    # A headline names some of those whom the text names.
    ("en", "Telephone conversation with Olaf Scholz and Emmanuel Macron\n\nVladimir Putin had a telephone conversation with Chancellor of Germany Olaf Scholz and President of France Emmanuel Macron.", "multilateral", "DE FR RU", "Macron Putin Scholz"),
    ("en", "Zelenskyy spoke with Donald Trump and European leaders\n\nVolodymyr Zelenskyy had an online conversation with U.S. President Donald Trump, Prime Minister of the United Kingdom Keir Starmer and President of France Emmanuel Macron.", "multilateral", "FR GB UA US", "Macron Starmer Trump Zelenskyy"),
    # Integration is no party.
    ("en", "Secretary of State Antony Blinken spoke by phone with Moldovan Minister of Foreign Affairs and European Integration Nicu Popescu.", "phone_call", "MD US", "Blinken Popescu"),
    # The ministers of an organisation are its members.
    ("vi", "Thứ trưởng Nguyễn Quốc Dũng dự Đối thoại trực tuyến giữa các Bộ trưởng Ngoại giao ASEAN và Ngoại trưởng Anh.", "multilateral", "ASEAN GB VN", "Dũng"),
    # A meeting, not a call.
    ("en", "Secretary of State Marco Rubio met today with Foreign Minister Iwaya Takeshi of Japan in Washington.", "in_person", "JP US", "Rubio Takeshi"),
    # A group without names, whose roll is called further on: those who sat beside one side are none of it.
    ("en", "President Joe Biden hosted a videoconference today with Allies and partners. Joining President Biden on the call were Prime Minister Justin Trudeau of Canada, President Emmanuel Macron of France, and Chancellor Olaf Scholz of Germany.", "multilateral", "CA DE FR US", "Biden Macron Scholz Trudeau"),
    ("en", "National Security Advisor Jake Sullivan spoke today with his counterparts from the five Nordic countries. Countries participating in today's call were Denmark, Finland, Iceland, Norway, and Sweden.", "multilateral", "DK FI IS NO SE US", "Sullivan"),
    ("vi", "Tổng thống Mỹ Joe Biden điện đàm với các đồng minh châu Âu. Tham gia cuộc điện đàm có Thủ tướng Anh Boris Johnson, Tổng thống Pháp Emmanuel Macron và Thủ tướng Đức Olaf Scholz.", "multilateral", "DE FR GB US", "Biden Johnson Macron Scholz"),
    ("fr", "Le président américain Joe Biden a tenu aujourd'hui une visioconférence avec plusieurs alliés. Ont participé à la visioconférence le président français Emmanuel Macron, le chancelier allemand Olaf Scholz et le premier ministre britannique Boris Johnson.", "multilateral", "DE FR GB US", "Biden Johnson Macron Scholz"),
    ("en", "Secretary of State Antony Blinken spoke by phone with Foreign Minister Sergey Lavrov of Russia. Joining Secretary Blinken on the call were Deputy Secretary of State Wendy Sherman and Counselor Derek Chollet.", "phone_call", "RU US", "Blinken Lavrov"),
    ("en", "Today the leaders of the group – Prime Minister Scott Morrison of Australia, Prime Minister Narendra Modi of India, and President Joe Biden – convened to take stock.", "multilateral", "AU IN US", "Biden Modi Morrison"),
    # Whose counterpart it is, is told by where it sits.
    ("en", "Secretary of State Antony Blinken spoke by phone with his counterpart in Moscow.", "phone_call", "RU US", "Blinken"),
    ("en", "National Security Advisor Jake Sullivan held a call with Director Chang Hojin, his new counterpart at the Republic of Korea's National Security Office.", "phone_call", "KR US", "Hojin Sullivan"),
    # Called, not called something: a possessive before the name, a day or a purpose behind it.
    ("en", "President Joe Biden calls Japan's Kishida to offer condolences.", "phone_call", "JP US", "Biden Kishida"),
    ("en", "President Emmanuel Macron called Ukraine on Monday for an update.", "phone_call", "FR UA", "Macron"),
    # Long awaited is not still awaited.
    ("en", "President Joe Biden holds long-awaited phone call with President Lula da Silva of Brazil.", "phone_call", "BR US", "Biden Silva"),
    # Both sides are the subject; those between whom a deal is are none.
    ("en", "President Luiz Inácio Lula da Silva of Brazil and Spanish Prime Minister Pedro Sánchez asked in a telephone call on Friday for the swift signing of the deal between Mercosur and the European Union.", "phone_call", "BR ES", "Silva Sánchez"),
    # The first since something is news; what opens a text is no background, whenever it was.
    ("en", "For the first time since the fighting began, President Volodymyr Zelenskyy spoke with his Chinese counterpart Xi Jinping.", "phone_call", "CN UA", "Jinping Zelenskyy"),
    ("en", "Last week, Prime Minister Narendra Modi spoke by phone with President Emmanuel Macron of France.", "phone_call", "FR IN", "Macron Modi"),
    ("vi", "Tuần trước, Thủ tướng Ấn Độ Narendra Modi điện đàm với Tổng thống Pháp Emmanuel Macron.", "phone_call", "FR IN", "Macron Modi"),
    # His counterpart; initials that a crown prince goes by; offices of an organisation below its head.
    ("en", "Iranian President Ebrahim Raisi called his Egyptian counterpart Abdel Fattah El-Sisi.", "phone_call", "EG IR", "El-Sisi Raisi"),
    ("en", "Iran's Raisi, Saudi Arabia's MBS discuss the war\n\nThe two leaders had their first phone call since ties were restored.", "phone_call", "IR SA", "Raisi Salman"),
    ("en", "National Security Advisor Jake Sullivan spoke by phone with Frédéric Bernard, Head of Cabinet of the President of the European Council.", "phone_call", "EU US", "Bernard Sullivan"),
    # A verb, a time, and who was spoken to; small states; an organisation of the Americas.
    ("en", "Vice President Kamala Harris spoke this morning to President Alejandro Giammattei of Guatemala.", "phone_call", "GT US", "Giammattei Harris"),
    ("en", "Secretary of State Antony Blinken spoke today with Grenadian Prime Minister Dickon Mitchell.", "phone_call", "GD US", "Blinken Mitchell"),
    ("en", "Secretary of State Antony Blinken spoke today with Secretary General of the Organization of American States (OAS) Luis Almagro.", "phone_call", "OAS US", "Almagro Blinken"),
    # An envoy is not who sent them; an office owned by an office may well be of the name behind both.
    ("vi", "Đặc phái viên của Tổng Bí thư Tô Lâm, Bộ trưởng Ngoại giao Lê Hoài Trung điện đàm với Ngoại trưởng Trung Quốc Vương Nghị.", "phone_call", "CN VN", "Trung Yi"),
    ("vi", "Bộ trưởng Ngoại giao Lê Hoài Trung, Đặc phái viên của Tổng Bí thư Tô Lâm, đã điện đàm với Ngoại trưởng Trung Quốc Vương Nghị.", "phone_call", "CN VN", "Trung Yi"),
    ("en", "Foreign Minister Wang Yi, special envoy of President Xi Jinping, spoke by phone with Secretary of State Antony Blinken.", "phone_call", "CN US", "Blinken Yi"),
    ("en", "Head of the Office of the President of Ukraine Andriy Yermak spoke by phone with Secretary of State Antony Blinken.", "phone_call", "UA US", "Blinken Yermak"),
]

SILENT = [
    # Planned, in each language's ways to say so.
    ("vi", "Tổng thống Mỹ dự kiến có cuộc điện đàm với Chủ tịch Trung Quốc Tập Cận Bình vào ngày mai."),
    ("en", "President Joe Biden plans to speak by phone with President Xi Jinping this week."),
    ("vi", "Cuộc điện đàm giữa Tổng thống Nga Vladimir Putin và Tổng thống Pháp Emmanuel Macron đang được chuẩn bị."),
    # Denied.
    ("vi", "Bộ Ngoại giao Trung Quốc cho biết không hay biết gì về việc quan chức Trung Quốc và Mỹ có điện đàm."),
    ("en", "Prime Minister Narendra Modi turned down an offer of a phone call from President Donald Trump."),
    ("en", "Japanese leader refused Trump phone call"),
    ("en", "Trump seeks early call with China's Xi Jinping"),
    # Called something: whoever is called so was not phoned.
    ("en", "President Joe Biden called President Vladimir Putin a gambler."),
    ("en", "Macron calls Russian President Putin 'isolated'"),
    ("en", "Macron calls Russia's offer of talks ‘hollow’"),
    ("en", "Prime Minister Narendra Modi calls Pakistan claims over the river baseless."),
    # A prank is no contact of states.
    ("en", "Prime Minister Giorgia Meloni took a call from pranksters posing as the head of the African Union."),
    # Telephones, two-way radio, press calls, calls for something.
    ("vi", "Ngư dân dùng máy điện đàm liên lạc với tàu kiểm ngư."),
    ("en", "Senior officials held a press call with reporters on the summit in Japan."),
    ("en", "The United States calls for a ceasefire in Sudan."),
    # At home: one party alone.
    ("en", "President Joe Biden spoke by phone with House Speaker Kevin McCarthy about the debt ceiling."),
    # A language that has no folder.
    (None, "Il presidente ha avuto una telefonata con il cancelliere, che gli ha chiesto di venire a Berlino nella prossima settimana."),
]


# fmt: on


@pytest.mark.parametrize(("lang", "text", "kind", "parties", "people"), REPORTS, ids=lambda value: str(value)[:40])
def test_report(lang, text, kind, parties, people):
    (account,) = extract(Document(text, lang=lang)).accounts
    assert account.kind.code == kind
    assert sorted(coded.code for coded in account.countries) == parties.split()
    assert sorted(p.name.split()[-1] for p in account.participants) == sorted(people.split())


# fmt: off
OWN_PAGES = [
    # (language, address, text, parties, people by the last word of their name)
    # On its own pages a government's head is an office without a country or a name.
    ("en", "https://www.gov.uk/government/news/1", "The Prime Minister spoke to Indian Prime Minister Narendra Modi this morning.", "GB IN", "Modi"),
    ("en", "https://www.gov.uk/government/news/1", "The Foreign Secretary spoke to the Foreign Minister of Jordan, Ayman Safadi, by telephone.", "GB JO", "Safadi"),
    ("fr", "https://www.elysee.fr/1", "Le Président de la République s'est entretenu mardi avec le Premier ministre indien, M. Narendra Modi.", "FR IN", "Modi"),
    ("fr", "https://www.diplomatie.gouv.fr/1", "La ministre des Affaires étrangères s'est entretenue par téléphone avec son homologue indien.", "FR IN", ""),
    # An article stands before an office.
    ("en", "https://www.gov.uk/government/news/1", "PM meeting with Prime Minister Carney of Canada\n\nThe Prime Minister welcomed the Prime Minister of Canada, Mark Carney, to Downing Street.", "CA GB", "Carney"),
    # The other side has the same office: whom the sentence names behind it is another.
    ("fr", "https://www.elysee.fr/1", "Le Président de la République s'est entretenu mardi avec le Président de la République libanaise, M. Joseph Aoun.", "FR LB", "Aoun"),
    # An office that only the other side has is the other side's.
    ("en", "https://www.state.gov/1", "Secretary of State Antony Blinken spoke by phone with Indian Prime Minister Narendra Modi. The call with the Prime Minister lasted an hour.", "IN US", "Blinken Modi"),
]
# fmt: on


@pytest.mark.parametrize(("lang", "url", "text", "parties", "people"), OWN_PAGES, ids=lambda value: str(value)[:40])
def test_an_office_without_a_country_on_the_pages_of_its_own_government(lang, url, text, parties, people):
    (account,) = extract(Document(text, lang=lang, url=url)).accounts
    assert sorted(coded.code for coded in account.countries) == parties.split()
    assert sorted(p.name.split()[-1] for p in account.participants) == people.split()


@pytest.mark.parametrize("url", ["", "https://vnexpress.net/tin-1.html"])
def test_the_press_names_offices_of_every_country(url):
    text = "Thủ tướng điện đàm với Tổng thống Pháp Emmanuel Macron."
    assert extract(Document(text, lang="vi", url=url)).accounts == ()


@pytest.mark.parametrize(("lang", "text"), SILENT, ids=lambda value: str(value)[:40])
def test_no_report(lang, text):
    assert extract(Document(text, lang=lang)).accounts == ()


def test_a_call_in_passing_is_none():
    text = (
        "Giá dầu tăng trong phiên sáng\n\n"
        "Giá dầu thế giới tăng hai phần trăm trong phiên giao dịch sáng nay. Giới đầu tư lo nguồn cung giảm.\n"
        "Các nhà phân tích cho rằng đà tăng sẽ kéo dài. Sản lượng của các mỏ lớn không đổi.\n"
        "Trước đó, hôm 24/11, Tổng thống Mỹ Donald Trump đã điện đàm với Tổng thống Thổ Nhĩ Kỳ Recep Tayyip Erdogan.\n"
    )
    assert extract(Document(text, lang="vi")).accounts == ()


def test_a_call_of_last_week_is_background_where_another_is_told():
    text = (
        "Last week, Prime Minister Narendra Modi spoke by phone with President Emmanuel Macron of France. "
        "Today Prime Minister Modi held a phone call with President Vladimir Putin of Russia."
    )
    account = extract(Document(text, lang="en")).accounts[0]
    assert sorted(coded.code for coded in account.countries) == ["IN", "RU"]


def test_two_calls_in_one_clause_are_told_apart():
    text = "Thủ tướng Malaysia Anwar Ibrahim điện đàm với Thủ tướng Thái Lan và Thủ tướng Campuchia."
    account = extract(Document(text, lang="vi")).accounts[0]
    assert account.kind.code == "phone_call"
    assert sorted(coded.code for coded in account.countries) == ["MY", "TH"]


def test_one_call_of_three_is_one():
    text = "Các quan chức Mỹ, Nhật Bản, Hàn Quốc đã điện đàm sau vụ phóng."
    account = extract(Document(text, lang="vi")).accounts[0]
    assert account.kind.code == "multilateral"
    assert sorted(coded.code for coded in account.countries) == ["JP", "KR", "US"]
