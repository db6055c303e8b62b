"""A made-up contact as an article tells it, with what an extractor would have read in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from random import Random

from babel import Locale
from babel.dates import format_date

from articles.extraction import VERSION, Document, Extraction
from articles.extraction.facts import Account, Agreement, Coded, ContactDate, Participant, Statement, Support

from .calls import Call, Person

PUBLISHER = "Generated"
RULE = "generated"
_TITLES = {
    "en": {"foreign_minister": "Foreign Minister", "head_of_government": "Prime Minister", "head_of_state": "President",
           "defence_minister": "Defence Minister", "security_adviser": "National Security Adviser"},
    "vi": {"foreign_minister": "Bộ trưởng Ngoại giao", "head_of_government": "Thủ tướng", "head_of_state": "Tổng thống",
           "defence_minister": "Bộ trưởng Quốc phòng", "security_adviser": "Cố vấn An ninh Quốc gia"},
}  # fmt: skip
_DEEDS = {
    "en": {"phone_call": "spoke by phone with", "video_call": "spoke by video link with", "in_person": "met with",
           "letter": "wrote a letter to"},
    "vi": {"phone_call": "đã điện đàm với", "video_call": "đã trao đổi trực tuyến với", "in_person": "đã gặp",
           "letter": "đã gửi thư tới"},
}  # fmt: skip
_FRAMES = {
    "en": ("The two sides discussed {}.", "They also exchanged views on {}.", "Much of the talk was about {}."),
    "vi": ("Hai bên trao đổi về {}.", "Hai bên cũng thảo luận {}.", "Phần lớn nội dung xoay quanh {}."),
}
# What gives a text its length and reports nothing: a frame, with things, people and times to put into it. So many
# combinations that two reports share sentences about as seldom as real ones do.
_FILLING = {
    "en": (
        ("{1} are to look at {0} {2}.", "{1} had prepared {0}, which will be taken up again {2}.",
         "It was said that {1} would be through with {0} {2}.", "{1} asked for more time for {0}, {2}."),
        ("a draft on tariffs", "the statistics of ports", "a study of rivers", "the costs of the exchange programme",
         "plans for a library", "a list of museums", "the timetable of ferries", "textbooks for schools",
         "rules for fishing boats", "a survey of bridges", "the index of treaties", "a map of sea cables"),
        ("experts", "customs officers", "scholars of law", "harbour masters", "statisticians", "curators",
         "young engineers", "veterinarians", "planners of railways", "teachers of languages"),
        ("in the autumn", "before the holidays", "once the budget stands", "in the coming weeks", "in due course",
         "after the rains", "when the halls are free", "before the fair opens"),
    ),
    "vi": (
        ("{1} sẽ xem xét {0} {2}.", "{1} đã chuẩn bị {0} và sẽ tiếp tục {2}.",
         "Theo dự kiến, {1} hoàn tất {0} {2}.", "{1} đề nghị có thêm thời gian cho {0}, có thể {2}."),
        ("dự thảo biểu thuế", "số liệu cảng biển", "nghiên cứu về sông ngòi", "kinh phí trao đổi sinh viên",
         "kế hoạch xây thư viện", "danh mục bảo tàng", "lịch chạy phà", "sách giáo khoa", "quy định về tàu cá",
         "khảo sát cầu đường", "mục lục hiệp định", "bản đồ cáp ngầm"),
        ("các chuyên gia", "cán bộ hải quan", "các nhà luật học", "ban quản lý cảng", "cơ quan thống kê",
         "các nhà bảo tàng", "kỹ sư trẻ", "ngành thú y", "ngành đường sắt", "giáo viên ngoại ngữ"),
        ("vào mùa thu", "trước kỳ nghỉ", "khi có ngân sách", "trong những tuần tới", "vào lúc thuận tiện",
         "sau mùa mưa", "khi có hội trường", "trước ngày mở hội chợ"),
    ),
}  # fmt: skip


class _Writing:
    """A text that grows by sentences and remembers where words stand."""

    def __init__(self, title: str) -> None:
        self.title, self.text = title, ""

    def say(self, sentence: str, end: str = " ") -> Callable[[str], Support]:
        """Add a sentence; what comes back tells where words of it stand in the full text."""
        start = len(self.title) + 2 + len(self.text)
        self.text += sentence + end

        def where(words: str) -> Support:
            at = start + sentence.index(words)
            return Support(((at, at + len(words)),), RULE, 0.95)

        return where


def told(call: Call) -> Iterable[tuple[Document, Extraction]]:
    """Each report of the contact, as a document and as what was read in it."""
    return [_report(call, place, language, side) for place, (language, side) in enumerate(call.reports)]


def _report(call: Call, place: int, language: str, side: str) -> tuple[Document, Extraction]:
    chance = Random(f"{call.seed} {call.number} {place}")
    first, second = call.people if call.parties[0] == side else reversed(call.people)
    deed, day = _DEEDS[language][call.kind], format_date(call.day, "d MMMM y", locale=language)
    names = {code: country_name(code, language) for code in call.parties}
    writing = _Writing(f"{names[first.country]} – {names[second.country]}")
    subject, counterpart = (_titled(person, names, language) for person in (first, second))
    lead = writing.say(f"{subject} {deed} {counterpart}{' on ' if language == 'en' else ' ngày '}{day}.", "\n\n")
    topics, quotes = [], []
    for code in call.topics:
        sentence = chance.choice(_FRAMES[language]).format(code.replace("_", " "))
        where = writing.say(sentence)
        topics.append(Coded(code, where(code.replace("_", " "))))
        quotes.append(Statement(chance.choice(call.people).name, "affirm", where(sentence)))
    agreements = ()
    if call.agreement:
        where = writing.say(f"{'They named the' if language == 'en' else 'Hai bên nhắc tới'} {call.agreement}.")
        agreements = (Agreement(call.agreement, "partnership", call.parties, where(call.agreement)),)
    initiator = None
    if call.initiator:
        asked = names[call.initiator]
        said = f"The call was at the request of {asked}." if language == "en" else f"Theo đề nghị của {asked}."
        initiator = Coded(call.initiator, writing.say(said, "\n\n")(asked))
    for _ in range(chance.randint(2, 8)):
        writing.say(_filling(language, chance))
    account = Account(
        Coded(call.kind, lead(deed)),
        _dated(call, lead(day)),
        tuple(
            Participant(p.name, p.name, p.country, p.role, _TITLES[language][p.role], lead(p.name))
            for p in (first, second)
        ),
        tuple(Coded(code, lead(names[code])) for code in call.parties),
        initiator,
        tuple(topics),
        agreements,
        tuple(quotes),
        0.95,
    )
    name = f"generated-{call.seed}-{call.number}-{place}"
    document = Document(
        writing.text.rstrip(),
        name,
        writing.title,
        language,
        call.day.isoformat(),
        f"https://{name}.example/",
        PUBLISHER,
    )
    return document, Extraction(name, language, VERSION, (account,))


def _filling(language: str, chance: Random) -> str:
    frames, *parts = _FILLING[language]
    sentence = chance.choice(frames).format(*map(chance.choice, parts))
    return sentence[0].upper() + sentence[1:]


def _titled(person: Person, names: dict[str, str], language: str) -> str:
    title, country = _TITLES[language][person.role], names[person.country]
    return f"{title} {person.name} of {country}" if language == "en" else f"{title} {country} {person.name}"


def _dated(call: Call, support: Support) -> ContactDate | None:
    if call.certainty == "none":
        return None
    sure = call.certainty == "day"
    return ContactDate(f"{call.day}{'' if sure else '?'}", "explicit" if sure else "year_from_context", support)


@cache
def country_name(code: str, language: str) -> str:
    return str(Locale(language).territories[code])
