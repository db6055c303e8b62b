"""Agreements: by name, by level of relations with its parties, by pattern; and what is none."""

from __future__ import annotations

import pytest

from articles.extraction import Document, extract
from tests.extraction.reading import read

CONGO = (
    "President Joe Biden spoke by phone today with President Félix Tshisekedi of the Democratic Republic of the Congo."
)
MOSCOW = "Vladimir Putin had a telephone conversation with President of Egypt Abdel Fattah el-Sisi."
HANOI = "Bộ trưởng Ngoại giao Việt Nam Bùi Thanh Sơn hôm nay điện đàm với Ngoại trưởng Mỹ Antony Blinken."
KYIV = "President of Ukraine Volodymyr Zelenskyy had a phone conversation with NATO Secretary General Jens Stoltenberg."

# lang, opening (None: Vietnam and the United Kingdom), sentence, [(name, acronym, kind, parties)]
NAMED = [
    # By name and by acronym, in both languages.
    ("en", None, "They discussed the Paris Agreement.", [("Paris Agreement", "", "treaty", ())]),
    ("en", None, "They welcomed the UKVFTA.", [("UK-Vietnam Free Trade Agreement", "UKVFTA", "trade_agreement", ("GB", "VN"))]),
    ("vi", None, "Hai bên nhắc tới Hiệp định Paris về khí hậu.", [("Paris Agreement", "", "treaty", ())]),
    ("vi", None, "Hai bên trao đổi về CPTPP.", [
        ("Comprehensive and Progressive Agreement for Trans-Pacific Partnership", "CPTPP", "trade_agreement", ()),
    ]),
    # A name with its acronym behind it is one agreement.
    ("en", None, "Son spoke of the Just Energy Transition Partnership (JETP).", [
        ("Just Energy Transition Partnership", "JETP", "partnership", ()),
    ]),
    ("vi", None, "Ông Sơn nêu Kế hoạch huy động nguồn lực (RMP).", [("Resource Mobilization Plan", "RMP", "action_plan", ())]),
    # Other forms of the name.
    ("en", KYIV, "They spoke of the NATO-Russia Council.", [("NATO-Russia Council", "", "dialogue", ("NATO", "RU"))]),
    ("en", MOSCOW, "Both parties reaffirmed the Minsk Package of Measures.", [("Minsk agreements", "", "peace_agreement", ())]),
    ("en", MOSCOW, "They spoke of the Minsk and Normandy formats.", [
        ("Minsk agreements", "", "peace_agreement", ()),
        ("Normandy format", "", "dialogue", ()),
    ]),
    ("vi", None, "Hai bên nhắc tới Bộ Quy tắc ứng xử ở Biển Đông (COC).", [
        ("Code of Conduct in the South China Sea", "COC", "framework", ()),
    ]),
    ("vi", HANOI, "Hai bên hợp tác trong khuôn khổ TIFA.", [
        ("Trade and Investment Framework Agreement", "TIFA", "trade_agreement", ()),
    ]),
    # Levels of relations: the parties of the words beside, before or after.
    ("en", None, "They discussed the strategic partnership between Vietnam and the United Kingdom.", [
        ("Strategic Partnership (UK-VN)", "", "partnership", ("GB", "VN")),
    ]),
    ("en", None, "Lammy praised the UK-Vietnam Strategic Partnership.", [
        ("Strategic Partnership (UK-VN)", "", "partnership", ("GB", "VN")),
    ]),
    ("vi", HANOI, "Hai bên coi trọng quan hệ Đối tác toàn diện Việt – Mỹ.", [
        ("Comprehensive Partnership (US-VN)", "", "partnership", ("US", "VN")),
    ]),
    ("vi", HANOI, "Hai bên ủng hộ quan hệ Đối tác chiến lược ASEAN – Mỹ.", [
        ("Strategic Partnership (ASEAN-US)", "", "partnership", ("ASEAN", "US")),
    ]),
    # ... else of the contact; a longer level is not the shorter one.
    ("en", MOSCOW, "The presidents discussed the strategic partnership.", [
        ("Strategic Partnership (EG-RU)", "", "partnership", ("EG", "RU")),
    ]),
    ("vi", None, "Hai bên nhất trí nâng cấp quan hệ lên Đối tác chiến lược toàn diện.", [
        ("Comprehensive Strategic Partnership (UK-VN)", "", "partnership", ("GB", "VN")),
    ]),
    # One party beside it, the other is the other side.
    ("vi", None, "Ông Lammy coi trọng quan hệ Đối tác chiến lược với Việt Nam.", [
        ("Strategic Partnership (UK-VN)", "", "partnership", ("GB", "VN")),
    ]),
    # A possessive belongs to the party.
    ("en", None, "They hailed the Philippines' strategic partnership with Japan.", [
        ("Strategic Partnership (JP-PH)", "", "partnership", ("JP", "PH")),
    ]),
    ("en", None, "They hailed Vietnam’s strategic partnership with Brazil.", [
        ("Strategic Partnership (BR-VN)", "", "partnership", ("BR", "VN")),
    ]),
    # With a third party it is the speaker's.
    ("vi", HANOI, "Ông Blinken khẳng định coi trọng quan hệ Đối tác chiến lược với ASEAN.", [
        ("Strategic Partnership (ASEAN-US)", "", "partnership", ("ASEAN", "US")),
    ]),
    # Plans with their years.
    ("vi", None, "Hai bên triển khai Kế hoạch hành động Việt Nam - Anh giai đoạn 2024-2026.", [
        ("Action Plan 2024-2026 (UK-VN)", "", "action_plan", ("GB", "VN")),
    ]),
    ("en", None, "He welcomed the Vietnam - U.K. Action Plan for 2024 - 2026.", [
        ("Action Plan 2024-2026 (UK-VN)", "", "action_plan", ("GB", "VN")),
    ]),
    # The parties are part of the name.
    ("en", None, "They will talk about a free trade agreement.", [
        ("UK-Vietnam Free Trade Agreement", "", "trade_agreement", ("GB", "VN")),
    ]),
    ("vi", HANOI, "Hai bên bàn về hiệp định thương mại tự do.", [
        ("US-Vietnam Free Trade Agreement", "", "trade_agreement", ("US", "VN")),
    ]),
    ("en", CONGO, "They noted the U.S.-DRC Strategic Dialogue.", [
        ("U.S.-DRC Strategic Dialogue", "", "dialogue", ("CD", "US")),
    ]),
    # Patterns: capitalised words around a head.
    ("en", CONGO, "They agreed to advance the U.S.-DRC Privileged Partnership for Peace and Prosperity.", [
        ("Privileged Partnership for Peace and Prosperity (CD-US)", "", "partnership", ("CD", "US")),
    ]),
    ("en", CONGO, "She thanked him for joining the Counter-Ransomware Initiative.", [
        ("Counter-Ransomware Initiative", "", "initiative", ()),
    ]),
    ("en", CONGO, "They discussed the Treaty of Friendship and Cooperation.", [
        ("Treaty of Friendship and Cooperation", "", "treaty", ()),
    ]),
    ("en", CONGO, "They spoke of the Human Smuggling and Trafficking Task Force.", [
        ("Human Smuggling and Trafficking Task Force", "", "dialogue", ()),
    ]),
    ("en", CONGO, "They welcomed the Partnership for Workers’ Rights.", [("Partnership for Workers’ Rights", "", "partnership", ())]),
    ("vi", None, "Hai bên nhắc tới Hiệp ước Lisbon.", [("Lisbon Treaty", "", "treaty", ())]),
    ("vi", None, "Hai bên ủng hộ tiến trình hoà bình Astana.", [("Astana process", "", "dialogue", ())]),
    ("vi", None, "Hai bên bàn về thoả thuận hạt nhân giữa Iran và các cường quốc.", [
        ("Joint Comprehensive Plan of Action", "JCPOA", "arms_control", ()),
    ]),
    # What is none.
    ("en", KYIV, "They met at the seat of the North Atlantic Treaty Organization.", []),
    ("vi", None, "Hai bên nhắc tới Tổ chức Hiệp ước Bắc Đại Tây Dương.", []),
    ("en", None, "They discussed cooperation in NATO, the G7 and the UN Security Council.", []),
    ("en", None, "They reached an agreement and spoke of partnership.", []),
    ("en", None, "They welcomed the Partnership Summit.", []),
    ("en", None, "They spoke of an action plan.", []),
    ("en", None, "They thanked the Human Rights Council.", []),
    ("vi", None, "Hai bên ký một số thỏa thuận hợp tác.", []),
    ("vi", None, "Hai bên đánh giá cao tuyên bố của nhau.", []),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "opening", "sentence", "agreements"), NAMED)
def test_agreements_of_a_readout(lang, opening, sentence, agreements):
    account, text = read(sentence, lang, opening=opening)
    assert [(a.name, a.acronym, a.kind, a.parties) for a in account.agreements] == agreements
    for agreement in account.agreements:
        assert all(text[start:end] in sentence for start, end in agreement.support.spans)
        assert agreement.support.rule in ("agreement.name", "agreement.level", "agreement.pattern")


def test_a_free_trade_agreement_with_its_name_behind_it_is_one():
    account, _ = read("They spoke of the free trade agreement between the UK and Vietnam (UKVFTA).", "en")
    assert [a.acronym for a in account.agreements] == ["UKVFTA"]


def test_an_agreement_named_twice_is_one_with_both_places():
    account, text = read("They discussed JETP.\nBoth sides praised the Just Energy Transition Partnership.", "en")
    (agreement,) = account.agreements
    assert [text[start:end] for start, end in agreement.support.spans] == ["JETP", "Just Energy Transition Partnership"]


def test_an_agreement_of_other_times_in_a_long_article_is_none_of_the_contact():
    account, _ = read("Trước đó, Mỹ đã rút khỏi Hiệp định Paris về khí hậu.", "vi", noise=16)
    assert account.agreements == ()


def test_a_name_is_an_agreement_only_in_a_contact():
    assert extract(Document("The Paris Agreement entered into force in 2016.", lang="en")).accounts == ()
