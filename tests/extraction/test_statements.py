"""Statements: who spoke, what he did in saying it, and where the text does not tell."""

from __future__ import annotations

import pytest

from tests.extraction.reading import read

SON, LAMMY = "Bùi Thanh Sơn", "David Lammy"
BOTH = {SON, LAMMY}

# lang, sentence after the opening, {(speaker, act)}
SAID = [
    # Name, surname, title and name.
    ("en", "David Lammy stressed that Vietnam is a priority partner.", {(LAMMY, "affirm")}),
    ("en", "Lammy congratulated Son.", {(LAMMY, "congratulate")}),
    ("en", "Foreign Minister Son thanked the United Kingdom for its support.", {(SON, "thank")}),
    ("en", "Mr. Son proposed a meeting in Hanoi.", {(SON, "propose")}),
    ("en", "The Foreign Secretary pledged further support.", {(LAMMY, "commit")}),
    ("vi", "Ông Sơn khẳng định Việt Nam coi trọng quan hệ với Anh.", {(SON, "affirm")}),
    ("vi", "Bộ trưởng Bùi Thanh Sơn đề nghị Anh tiếp tục hỗ trợ.", {(SON, "request")}),
    ("vi", "Ông David Lammy cam kết tiếp tục giúp đỡ Việt Nam.", {(LAMMY, "commit")}),
    ("vi", "Bộ trưởng Ngoại giao Anh David Lammy chúc mừng ông Sơn.", {(LAMMY, "congratulate")}),
    # Each act.
    ("en", "Lammy condemned the attack.", {(LAMMY, "express_concern")}),
    ("en", "Lammy warned that time is short.", {(LAMMY, "express_concern")}),
    ("en", "Son briefed his counterpart on the talks.", {(SON, "inform")}),
    ("en", "Son invited Lammy to Hanoi.", {(SON, "invite")}),
    ("en", "Son called on the United Kingdom to open its market.", {(SON, "request")}),
    ("en", "Lammy urged restraint.", {(LAMMY, "request")}),
    ("en", "Son welcomed the visit.", {(SON, "welcome")}),
    ("en", "Lammy expressed his deep appreciation for the help.", {(LAMMY, "thank")}),
    ("en", "Lammy expressed concern about the detention.", {(LAMMY, "express_concern")}),
    ("en", "Lammy conveyed his condolences.", {(LAMMY, "congratulate")}),
    ("vi", "Ông Lammy lên án vụ tấn công.", {(LAMMY, "express_concern")}),
    ("vi", "Ông Lammy bày tỏ quan ngại về tình hình.", {(LAMMY, "express_concern")}),
    ("vi", "Ông Sơn thông báo về kết quả chuyến thăm.", {(SON, "inform")}),
    ("vi", "Ông Sơn trân trọng mời ông Lammy sang thăm Việt Nam.", {(SON, "invite")}),
    ("vi", "Ông Sơn đề xuất ba hướng hợp tác.", {(SON, "propose")}),
    ("vi", "Ông Sơn cảm ơn sự giúp đỡ của Anh.", {(SON, "thank")}),
    ("vi", "Ông Lammy đánh giá cao vai trò của Việt Nam.", {(LAMMY, "welcome")}),
    ("vi", "Ông Lammy kêu gọi kiềm chế.", {(LAMMY, "request")}),
    # All who took part.
    ("en", "Both sides agreed to stay in touch.", {(name, "agree") for name in BOTH}),
    ("en", "They reaffirmed their resolve.", {(name, "affirm") for name in BOTH}),
    ("en", "The two ministers welcomed the results.", {(name, "welcome") for name in BOTH}),
    ("en", "Lammy and Son condemned the attack.", {(name, "express_concern") for name in BOTH}),
    ("en", "The two also called for calm.", {(name, "request") for name in BOTH}),
    ("vi", "Hai bên nhất trí tăng cường trao đổi đoàn.", {(name, "agree") for name in BOTH}),
    ("vi", "Hai bộ trưởng hoan nghênh kết quả đạt được.", {(name, "welcome") for name in BOTH}),
    ("vi", "Ông Sơn và ông Lammy nhất trí giữ liên lạc.", {(name, "agree") for name in BOTH}),
    ("vi", "Cả hai nhấn mạnh tầm quan trọng của đối thoại.", {(name, "affirm") for name in BOTH}),
    # One subject, several verbs.
    ("en", "Lammy thanked Son and pledged further support.", {(LAMMY, "thank"), (LAMMY, "commit")}),
    ("en", "Son welcomed the visit, noted the progress and invited Lammy.", {
        (SON, "welcome"), (SON, "affirm"), (SON, "invite"),
    }),
    ("vi", "Ông Sơn cảm ơn phía Anh, đồng thời đề nghị mở rộng hợp tác.", {(SON, "thank"), (SON, "request")}),
    # Two subjects in one sentence.
    ("en", "Son thanked Lammy, and Lammy congratulated Son.", {(SON, "thank"), (LAMMY, "congratulate")}),
    ("vi", "Ông Sơn mời ông Lammy sang thăm; ông Lammy nhận lời.", {(SON, "invite"), (LAMMY, "agree")}),
    # Parties.
    ("en", "The British side proposed a meeting.", {("GB", "propose")}),
    ("vi", "Phía Anh cam kết tiếp tục giúp đỡ.", {("GB", "commit")}),
    ("vi", "Việt Nam hoan nghênh sáng kiến này.", {("VN", "welcome")}),
    # After a setting, and reported by others.
    ("en", "In the call with Lammy, Son stressed the need for peace.", {(SON, "affirm")}),
    ("vi", "Về hợp tác kinh tế, ông Lammy nhấn mạnh tầm quan trọng của đầu tư.", {(LAMMY, "affirm")}),
    ("vi", "Theo thông cáo, ông Lammy khẳng định Anh sẽ giúp Việt Nam.", {(LAMMY, "affirm")}),
    # What another does within the words of the speaker is no statement.
    ("vi", "Ông Lammy khẳng định Anh hoan nghênh sáng kiến này.", {(LAMMY, "affirm")}),
    ("en", "Son stressed that Vietnam welcomed foreign investment.", {(SON, "affirm")}),
    # Nobody says who spoke.
    ("en", "The importance of peace was stressed.", set()),
    ("en", "It was agreed to maintain contact.", set()),
    ("vi", "Vấn đề này cũng được nhấn mạnh.", set()),
    # Others speak, or he who is no more than its owner.
    ("en", "President Emmanuel Macron of France welcomed the call.", set()),
    ("en", "An aide of Lammy stressed the need for calm.", set()),
    ("vi", "Trợ lý của ông Lammy kêu gọi bình tĩnh.", set()),
    ("vi", "Tổng thống Pháp Emmanuel Macron hoan nghênh cuộc điện đàm này.", set()),
    # Denied, or still to come.
    ("en", "Lammy did not condemn it, and he never agreed to the plan.", set()),
    ("en", "Lammy will be asked about it.", set()),
    ("vi", "Ông Lammy không đồng ý với đề xuất này.", set()),
    # Nouns are no acts.
    ("vi", "Cuộc gặp diễn ra theo đề nghị của phía Anh.", set()),
    # Talking about something is an exchange, no act of anybody.
    ("en", "They discussed trade.", set()),
    ("vi", "Hai bên trao đổi về thương mại.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "sentence", "statements"), SAID)
def test_statements_of_a_readout(lang, sentence, statements):
    account, text = read(sentence, lang)
    assert {(s.speaker, s.act) for s in account.statements} == statements
    for statement in account.statements:
        ((start, end),) = statement.support.spans
        assert text[start:end] in sentence
        assert statement.support.rule in ("statement.person", "statement.party", "statement.sides")


# lang, two sentences: the pronoun of the second is who spoke alone in the first, or nobody
PRONOUNS = [
    ("en", "Lammy thanked Son.\nHe pledged further support.", {(LAMMY, "thank"), (LAMMY, "commit")}),
    ("vi", "Ông Lammy cảm ơn ông Sơn.\nÔng cam kết tiếp tục giúp đỡ.", {(LAMMY, "thank"), (LAMMY, "commit")}),
    ("en", "Both sides agreed to meet.\nHe pledged further support.", {(SON, "agree"), (LAMMY, "agree")}),
]


@pytest.mark.parametrize(("lang", "sentences", "statements"), PRONOUNS)
def test_a_pronoun_is_who_spoke_last(lang, sentences, statements):
    account, _ = read(sentences, lang)
    assert {(s.speaker, s.act) for s in account.statements} == statements


def test_words_to_the_press_are_no_statement_in_the_contact():
    account, _ = read("Trong cuộc họp báo sau đó, ông Lammy chỉ trích kế hoạch này.", "vi")
    assert account.statements == ()


def test_a_party_without_a_named_person_speaks_for_itself():
    opening = "President Joe Biden spoke by phone today with the Prime Minister of Japan."
    account, _ = read("They agreed to stay in touch.", "en", opening=opening)
    assert {(s.speaker, s.act) for s in account.statements} == {("Joe Biden", "agree"), ("JP", "agree")}


def test_the_table_is_long_enough_to_tell_something():
    assert len(SAID) >= 60
