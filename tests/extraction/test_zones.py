"""What of a page is the report: each row is a page in miniature, with the zone of every line."""

import pytest

from articles.extraction import Document, extract

# fmt: off
PAGES = [
    ("vi", [
        ("headline", "Việt Nam và Anh trao đổi về khí hậu"),
        ("boilerplate", "Chia sẻ"),
        ("boilerplate", "0:00 / 0:00"),
        ("body", "Ngày 20/12, Bộ trưởng Ngoại giao Bùi Thanh Sơn điện đàm với Bộ trưởng Ngoại giao Anh David Lammy về khí hậu."),
        ("caption", "Bộ trưởng Bùi Thanh Sơn tại cuộc điện đàm. Ảnh: Hotline"),
        ("body", "Hai bên nhất trí trao đổi đoàn các cấp và duy trì các đối thoại thường niên trong thời gian tới."),
        ("related", "Tin liên quan"),
        ("related", "Thủ tướng tiếp Đại sứ Nhật Bản"),
    ]),
    ("en", [
        ("headline", "Leaders speak on trade"),
        ("body", "The leaders spoke by phone on Monday about trade and agreed to meet again before the end of the year."),
        ("caption", "File photo of the president in his office. Getty Images"),
        ("body", "They also discussed energy, the climate and visas for students, and will stay in touch in the coming weeks."),
        ("boilerplate", "Read more: all our news of the day"),
    ]),
]
# fmt: on


@pytest.mark.parametrize(("lang", "lines"), PAGES)
def test_lines(lang, lines):
    text = lines[0][1] + "\n\n" + "\n".join(line for _, line in lines[1:])
    extraction = extract(Document(text, lang=lang))
    found = {text[zone.start : zone.end].strip(): zone.kind for zone in extraction.zones}
    assert [(found[line], line) for _, line in lines] == lines


def test_the_month_before_the_first_sentence_is_data():
    text = " date 2021-04 Thứ trưởng Nguyễn Quốc Dũng điện đàm với Thứ trưởng Ngoại giao Mỹ Wendy Sherman chiều 8/4."
    zones = extract(Document(text, lang="vi")).zones
    assert (zones[0].kind, text[zones[0].start : zones[0].end].strip()) == ("dateline", "date 2021-04")


# What stands above a text and says when the page was published is its day, with or without a headline before it.
STAMPS = [
    (
        "fr",
        "Paris et Berlin se sont parlé\n\nPublié le 3 mars 2024 à 8h12\nMis à jour le 4 mars 2024\n\n"
        "Emmanuel Macron s'est entretenu vendredi par téléphone avec Olaf Scholz.",
        ["Publié le 3 mars 2024 à 8h12", "Mis à jour le 4 mars 2024"],
        "2024-03-01",
    ),
    (
        "fr",
        "Publié le 3 mars 2024\n\nEmmanuel Macron s'est entretenu hier par téléphone avec Olaf Scholz.",
        ["Publié le 3 mars 2024"],
        "2024-03-02",
    ),
    (
        "en",
        "Biden calls Macron\n\nPublished on March 3, 2024\n\nPresident Biden spoke by phone yesterday with President Macron.",
        ["Published on March 3, 2024"],
        "2024-03-02",
    ),
    (
        "en",
        "Biden calls Macron\n\nLast updated: 3 March 2024, 10:15\n\nPresident Biden spoke by phone on Friday with President Macron.",
        ["Last updated: 3 March 2024, 10:15"],
        "2024-03-01",
    ),
    (
        "vi",
        "Thủ tướng điện đàm với Thủ tướng Đức\n\nCập nhật: 12/03/2024 08:15\n\n"
        "Thủ tướng Phạm Minh Chính hôm qua điện đàm với Thủ tướng Đức Olaf Scholz.",
        ["Cập nhật: 12/03/2024 08:15"],
        "2024-03-11",
    ),
    # A sentence that begins so, and a stamp below the text, are none.
    (
        "en",
        "Biden calls Macron\n\nPublished in 2023, the plan was praised.\n\nPresident Biden spoke by phone with President Macron.",
        [],
        None,
    ),
    (
        "fr",
        "Emmanuel Macron s'est entretenu hier par téléphone avec Olaf Scholz.\n\nMis à jour le 4 mars 2024",
        [],
        None,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "stamps", "day"), STAMPS)
def test_the_stamp_above_a_text_is_its_day(lang, text, stamps, day):
    extraction = extract(Document(text, lang=lang))
    assert [text[z.start : z.end].strip() for z in extraction.zones if z.kind == "dateline"] == stamps
    (account,) = extraction.accounts
    assert (account.date.edtf if account.date else None) == day


def test_a_caption_printed_again_at_the_end_is_one():
    caption = "Hai nhà lãnh đạo trong một cuộc gặp."
    body = [f"Câu thứ {n} của bài nói về hợp tác kinh tế giữa hai nước." for n in ("nhất", "hai", "ba", "tư", "năm")]
    text = "\n".join(["Hợp tác kinh tế", "", caption, *body, caption])
    kinds = {zone.kind for zone in extract(Document(text, lang="vi")).zones if text[zone.start : zone.end] == caption}
    assert kinds == {"caption"}


def test_facts_do_not_come_from_related_links():
    text = (
        "Ngày 20/12, Bộ trưởng Ngoại giao Bùi Thanh Sơn điện đàm với Ngoại trưởng Anh David Lammy.\n\n"
        "Tin liên quan\nTổng thống Nga Vladimir Putin điện đàm với Tổng thống Pháp Emmanuel Macron\n"
    )
    (account,) = extract(Document(text, lang="vi")).accounts
    assert {c.code for c in account.countries} == {"VN", "GB"}


def test_what_is_too_far_down_to_be_read_is_marked():
    text = "Bộ trưởng Ngoại giao Bùi Thanh Sơn điện đàm với Ngoại trưởng Anh David Lammy. " + "Hết. " * 70_000
    last = extract(Document(text, lang="vi")).zones[-1]
    assert (last.kind, last.end) == ("boilerplate", len(text))
