"""Topics: what was talked about in the contact, and not what stands around it."""

from __future__ import annotations

import pytest

from articles.extraction import Document, extract
from tests.extraction.reading import OPENING, read

# lang, sentence after the opening, topics in the order of facts.TOPICS
DISCUSSED = [
    ("en", "They discussed trade and investment.", ["trade_investment"]),
    ("en", "The ministers reviewed tariffs and supply chains.", ["trade_investment"]),
    ("en", "They spoke about fighter jets and air defense.", ["defence_security"]),
    ("en", "Both sides stressed freedom of navigation.", ["maritime"]),
    ("en", "They agreed to cut emissions faster.", ["climate_environment"]),
    ("en", "They discussed offshore wind.", ["energy"]),
    ("en", "They talked about vaccines for the next winter.", ["health"]),
    ("en", "They want more scholarships.", ["education_training"]),
    ("en", "They discussed semiconductors.", ["science_technology"]),
    ("en", "They called for a ceasefire in Gaza.", ["conflict_peace"]),
    ("en", "They urged the release of all hostages and de-escalation.", ["conflict_peace"]),
    ("en", "They discussed the denuclearization of the peninsula.", ["nuclear_arms_control"]),
    ("en", "Lammy raised the rule of law and press freedom.", ["human_rights_democracy"]),
    ("en", "They discussed irregular migration.", ["migration_consular"]),
    ("en", "Son asked for development assistance.", ["development_aid"]),
    ("en", "Lammy offered humanitarian aid after the typhoon.", ["humanitarian_disaster"]),
    ("en", "They will go on with the clean-up of dioxin.", ["war_legacy"]),
    ("en", "They praised people-to-people ties.", ["culture_people"]),
    ("en", "They discussed human trafficking.", ["crime_terrorism"]),
    ("en", "They discussed a new railway.", ["transport_infrastructure"]),
    ("en", "They discussed food security.", ["agriculture_food"]),
    ("en", "They will work together in multilateral fora.", ["multilateral"]),
    ("en", "Lammy invited Son to London.", ["high_level_exchange"]),
    ("en", "They reviewed bilateral relations.", ["bilateral_relations"]),
    ("en", "Lammy offered condolences for the victims.", ["congratulations_condolences"]),
    ("vi", "Hai bên trao đổi về thương mại và đầu tư.", ["trade_investment"]),
    ("vi", "Hai bên nhất trí tăng cường hợp tác quốc phòng.", ["defence_security"]),
    ("vi", "Hai bên trao đổi về vấn đề Biển Đông.", ["maritime"]),
    ("vi", "Anh cam kết giúp Việt Nam giảm phát thải.", ["climate_environment"]),
    ("vi", "Hai bên bàn về điện gió ngoài khơi.", ["energy"]),
    ("vi", "Hai bộ trưởng thảo luận về vaccine.", ["health"]),
    ("vi", "Ông Lammy hứa cấp thêm học bổng.", ["education_training"]),
    ("vi", "Hai bên thúc đẩy chuyển đổi số.", ["science_technology"]),
    ("vi", "Hai bên kêu gọi ngừng bắn.", ["conflict_peace"]),
    ("vi", "Hai bên bàn về phi hạt nhân hoá.", ["nuclear_arms_control"]),
    ("vi", "Ông Lammy nêu vấn đề nhân quyền.", ["human_rights_democracy"]),
    ("vi", "Hai bên trao đổi về di cư trái phép.", ["migration_consular"]),
    ("vi", "Ông Sơn đề nghị Anh tiếp tục cung cấp ODA.", ["development_aid"]),
    ("vi", "Ông Lammy chia sẻ về thiệt hại do bão và lũ lụt.", ["humanitarian_disaster"]),
    ("vi", "Ông Sơn đề nghị hỗ trợ khắc phục hậu quả chiến tranh.", ["war_legacy"]),
    ("vi", "Hai bên thúc đẩy du lịch.", ["culture_people"]),
    ("vi", "Hai bên hợp tác chống buôn người.", ["crime_terrorism"]),
    ("vi", "Hai bên thúc đẩy đường sắt.", ["transport_infrastructure"]),
    ("vi", "Hai bên bàn về thủy sản.", ["agriculture_food"]),
    ("vi", "Hai bên nhất trí phối hợp tại các diễn đàn đa phương.", ["multilateral"]),
    ("vi", "Ông Sơn mời ông Lammy sang Hà Nội.", ["high_level_exchange"]),
    ("vi", "Hai bên đánh giá cao quan hệ song phương.", ["bilateral_relations"]),
    ("vi", "Ông Lammy chúc mừng ông Sơn.", ["congratulations_condolences"]),
    # What Moscow calls humanitarian is culture; greetings of a season.
    ("en", "They reviewed joint work in the humanitarian sphere.", ["culture_people"]),
    ("en", "They exchanged season's greetings.", ["congratulations_condolences"]),
    ("vi", "Ông Sơn nhấn mạnh tình đoàn kết với nước Anh.", ["bilateral_relations"]),
    # Longer phrases that mean something else.
    ("en", "They regretted the damage to infrastructure.", []),
    ("en", "They spoke of the crimes against humanity tried in court.", []),
    ("vi", "Đây không phải là một cuộc trao đổi ngoại giao thông thường.", []),
    ("vi", "Cuộc chiến tranh thương mại được hai bên nhắc tới.", ["trade_investment"]),
    ("vi", "Hai bên muốn tái thiết quan hệ.", []),
    ("vi", "Ông Sơn nhấn mạnh việc bảo đảm an ninh năng lượng.", ["energy"]),
    ("vi", "Ông Lammy đã dùng những lời lẽ căng thẳng.", []),
    ("vi", "Hai bên mong có dịp gặp song phương.", []),
    ("vi", "Cố vấn của ông Sơn được đào tạo tại đại học ở Anh.", []),
    ("en", "They discussed energy security.", ["energy"]),
    ("en", "They discussed human security and food security.", ["agriculture_food"]),
    ("en", "Lammy spoke of the business climate.", []),
    ("vi", "Hai bên bàn về chiến tranh thương mại.", ["trade_investment"]),
    ("vi", "Hai bên bàn về căng thẳng thương mại leo thang.", ["trade_investment"]),
    ("vi", "Hai bên hoan nghênh việc sơ tán phiến quân.", ["conflict_peace"]),
    ("vi", "Hai bên bàn về môi trường đầu tư.", ["trade_investment"]),
    ("vi", "Hai bên khẳng định quyền tự do hàng hải.", ["maritime"]),
    # One weak word says nothing, two of them do.
    ("en", "They spoke of prosperity.", []),
    ("en", "They spoke of growth and prosperity.", ["trade_investment"]),
]


@pytest.mark.parametrize(("lang", "sentence", "topics"), DISCUSSED)
def test_topics_of_a_readout(lang, sentence, topics):
    account, _ = read(sentence, lang)
    assert [topic.code for topic in account.topics] == topics


# lang, sentence in a long article that has left the contact: no topic of the contact
AROUND = [
    # Told of another time.
    ("en", "Earlier, the army had bombed the port."),
    ("vi", "Trước đó, quân đội nước này không kích một thành phố."),
    ("vi", "Năm ngoái, hai nước láng giềng này xung đột ở biên giới."),
    # What others think of it.
    ("en", "Analysts believe that the war will last."),
    ("vi", "Giới phân tích cho rằng chiến sự sẽ kéo dài."),
    ("vi", "Theo chuyên gia Nguyễn Văn Long, lệnh trừng phạt sẽ có tác dụng."),
    # Others speak.
    ("vi", "Tổng thống Ukraine Volodymyr Zelensky kêu gọi ngừng bắn."),
    ("vi", "Thủ tướng Nhật Bản Shinzo Abe lên án vụ thử hạt nhân."),
    # Facts about the world.
    ("vi", "Vụ không kích làm hàng chục dân thường thiệt mạng."),
    ("en", "The conflict has killed thousands since spring."),
]


@pytest.mark.parametrize(("lang", "sentence"), AROUND)
def test_what_a_long_article_tells_besides_is_no_topic(lang, sentence):
    account, _ = read(sentence, lang, noise=16)
    assert account.topics == ()


# The same words in a sentence in which a participant speaks, after as much of other matter.
BACK = [
    ("en", "In the call, both sides deplored the war.", "conflict_peace"),
    ("vi", "Trong cuộc điện đàm, hai bên lên án chiến tranh.", "conflict_peace"),
    ("vi", "Hai bộ trưởng nhất trí thúc đẩy ngừng bắn.", "conflict_peace"),
]


@pytest.mark.parametrize(("lang", "sentence", "topic"), BACK)
def test_an_article_that_returns_to_the_contact_is_followed(lang, sentence, topic):
    account, _ = read(sentence, lang, noise=16)
    assert [found.code for found in account.topics] == [topic]


def test_circumstances_told_behind_the_contact_are_no_topic():
    text = "Bộ trưởng Ngoại giao Bùi Thanh Sơn điện đàm với Bộ trưởng Ngoại giao Anh David Lammy, "
    account, _ = read(text + "trong bối cảnh chiến sự ở Trung Đông leo thang.", "vi", opening="")
    assert account.topics == ()


def test_relations_of_other_countries_are_not_the_relations_of_the_parties():
    own, _ = read("They spoke about relations between Vietnam and the United Kingdom.", "en")
    others, _ = read("They spoke about relations between Japan and China.", "en")
    assert [topic.code for topic in own.topics] == ["bilateral_relations"]
    assert others.topics == ()


def test_the_name_of_a_party_is_no_conflict_though_elsewhere_it_is():
    opening = "President Volodymyr Zelenskyy of Ukraine spoke by phone today with President Emmanuel Macron of France."
    own, _ = read("They praised the students of Ukraine.", "en", opening=opening)
    others, _ = read("They discussed Ukraine.", "en")
    assert [topic.code for topic in own.topics] == ["education_training"]
    assert [topic.code for topic in others.topics] == ["conflict_peace"]


def test_words_in_captions_and_related_news_are_no_topics():
    text = f"{OPENING['en']}\nThey agreed to stay in touch.\nRelated news\nEarthquake shakes the islands"
    (account,) = extract(Document(text, lang="en")).accounts
    assert account.topics == ()


@pytest.mark.parametrize(("lang", "sentence", "topics"), DISCUSSED)
def test_evidence_is_what_was_matched(lang, sentence, topics):
    account, text = read(sentence, lang)
    for topic in account.topics:
        assert topic.support.spans
        assert all(text[start:end] in sentence for start, end in topic.support.spans)
        assert 0 < topic.support.confidence < 1
        assert topic.support.rule.startswith("topic.")


@pytest.mark.parametrize(("lang", "sentence"), [("en", "They discussed tariffs."), ("vi", "Hai bên bàn về thuế quan.")])
def test_the_longer_a_text_the_less_sure_is_what_was_talked_about(lang, sentence):
    sure = [read(sentence, lang, noise=noise)[0].topics[0].support.confidence for noise in (0, 10, 16)]
    assert sure == sorted(sure, reverse=True)
    assert len(set(sure)) == 3
